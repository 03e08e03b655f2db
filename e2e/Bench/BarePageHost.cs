using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MudBlazor;
using MudBlazor.Services;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>The least Blazor page with MudBlazor: one interactive button and its counter, with the framework files of the portal's build.</summary>
internal static class BarePageHost
{
    private static readonly ConcurrentDictionary<string, byte[]> s_assets = new(StringComparer.Ordinal);

    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapGet("/assets/{**path}", Asset);
        app.MapRazorComponents<BareApp>().AddInteractiveServerRenderMode();
        await app.RunAsync();
        return 0;
    }

    /// <summary>Brotli at its best level and kept for a year, as the portal's own assets are.</summary>
    private static IResult Asset(string path, HttpResponse response)
    {
        response.Headers.ContentEncoding = "br";
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(s_assets.GetOrAdd(path, Compressed), path.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript");
    }

    private static byte[] Compressed(string path)
    {
        if (path.StartsWith("_framework/", StringComparison.Ordinal))
        {
            return File.ReadAllBytes(PortalAssets.File(path + ".br"));
        }

        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
        {
            brotli.Write(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "floor", Path.GetFileName(path))));
        }

        return compressed.ToArray();
    }
}

/// <summary>The document.</summary>
public sealed class BareApp : ComponentBase
{
    private static readonly InteractiveServerRenderMode s_interactive = new(prerender: true);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddMarkupContent(0, """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>floor</title><base href="/"><link rel="icon" href="data:,"><link rel="stylesheet" href="assets/_content/MudBlazor/MudBlazor.min.css"></head><body>""");
        builder.OpenComponent<BareBody>(1);
        builder.AddComponentRenderMode(s_interactive);
        builder.CloseComponent();
        builder.AddMarkupContent(2, """<script src="assets/_content/MudBlazor/MudBlazor.min.js"></script><script src="assets/_framework/blazor.web.js"></script></body></html>""");
    }
}

/// <summary>Gives the document its address; the document draws the body itself.</summary>
[Route("/")]
public sealed class BarePage : ComponentBase;

/// <summary>A button and what it counted.</summary>
public sealed class BareBody : ComponentBase
{
    private int count;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenComponent<MudThemeProvider>(0);
        builder.CloseComponent();
        builder.OpenComponent<MudPopoverProvider>(1);
        builder.CloseComponent();
        builder.OpenComponent<MudButton>(2);
        builder.AddAttribute(3, "id", "bench-click");
        builder.AddAttribute(4, nameof(MudButton.OnClick), EventCallback.Factory.Create<MouseEventArgs>(this, () => count++));
        builder.AddAttribute(5, nameof(MudButton.ChildContent), (RenderFragment)(content => content.AddContent(0, "Count")));
        builder.CloseComponent();
        builder.OpenElement(6, "p");
        builder.AddAttribute(7, "id", "bench-count");
        builder.AddContent(8, count);
        builder.CloseElement();
    }
}
