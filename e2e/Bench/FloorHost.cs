using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>The least that could do the job: a text endpoint, and a hub that sends the same delta to a group.</summary>
internal static class FloorHost
{
    public static async Task<int> RunAsync(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        var app = builder.Build();
        app.MapGet("/", () => "ok");
        app.MapHub<FloorHub>("/hub");
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
