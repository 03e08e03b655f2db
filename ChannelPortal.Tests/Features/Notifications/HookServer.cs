using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChannelPortal.Tests.Features.Notifications;

/// <summary>A call as the receiver saw it.</summary>
internal sealed record HookCall(string Query, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A receiver of webhooks and robot messages on the loopback; what it answers is up to the test.</summary>
internal sealed class HookServer(WebApplication app, List<HookCall> calls) : IAsyncDisposable
{
    public IReadOnlyList<HookCall> Calls => calls;

    public string Address { get; } = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<HookServer> StartAsync(Func<HookCall, (int Status, string Answer)> answer)
    {
        var calls = new List<HookCall>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPost("/{**path}", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var call = new HookCall(http.Request.QueryString.Value ?? "", http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync());
            calls.Add(call);
            var (status, text) = answer(call);
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(text);
        });
        await app.StartAsync();
        return new HookServer(app, calls);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
