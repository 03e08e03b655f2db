using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>The least that could do the job: a text endpoint, and a hub that sends the same delta to a group.</summary>
internal static class FloorHost
{
    /// <summary>The least page that shows a delta.</summary>
    private const string Page =
        """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>floor</title></head><body><p id="mark">0</p><script src="signalr.js"></script><script>
        const mark = document.getElementById('mark');
        const hub = new signalR.HubConnectionBuilder().withUrl('hub').configureLogging(signalR.LogLevel.None).build();
        hub.on('Delta', delta => requestAnimationFrame(() => { mark.textContent = delta.watermark; mark.dataset.watermark = delta.watermark; }));
        hub.start().then(() => hub.invoke('Join')).then(() => { mark.dataset.watermark = 0; });
        </script></body></html>
        """;

    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        var app = builder.Build();
        app.MapGet("/", () => "ok");
        app.MapHub<FloorHub>("/hub");
        app.MapGet("/signalr.js", () => Results.File(PortalAssets.File("lib/signalr/signalr.min.js"), "text/javascript"));
        app.MapGet("/page", () => Results.Text(Page, "text/html"));
        await app.RunAsync();
        return 0;
    }
}

/// <summary>Relays what the sender gives to everybody in the group.</summary>
internal sealed class FloorHub : Hub
{
    public Task Join() => Groups.AddToGroupAsync(Context.ConnectionId, "board");

    public Task Send(object delta) => Clients.Group("board").SendAsync("Delta", delta);
}
