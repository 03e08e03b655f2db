using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>A watermark and when it came.</summary>
internal readonly record struct Received(long Watermark, long At);

/// <summary>Viewers without browsers: hub connections that note when which watermark came.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly List<HubConnection> connections = [];

    public List<ConcurrentQueue<Received>> Deltas { get; } = [];

    public static async Task<Crowd> OpenAsync(int viewers, Func<HubConnection> connect, Func<HubConnection, Task> join)
    {
        var crowd = new Crowd();
        for (var i = 0; i < viewers; i++)
        {
            var hub = connect();
            var deltas = new ConcurrentQueue<Received>();
            hub.On<Delta>("Delta", d => deltas.Enqueue(new Received(d.Watermark, Stopwatch.GetTimestamp())));
            await hub.StartAsync();
            await join(hub);
            crowd.connections.Add(hub);
            crowd.Deltas.Add(deltas);
        }

        return crowd;
    }

    /// <summary>The cells are skipped: a viewer that reads them all would take the machine from the portal.</summary>
    private sealed record Delta(long Watermark);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    }
}
