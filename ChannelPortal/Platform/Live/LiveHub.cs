using System.Collections.Concurrent;
using System.Security.Claims;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ChannelPortal.Platform.Live;

/// <summary>What the server calls on a viewer.</summary>
public interface ILiveViewer
{
    Task Delta(LiveDelta delta);

    /// <summary>Every five seconds; two missed ones mean stale.</summary>
    Task Beat(LiveBeat beat);

    /// <summary>The topic ended for this viewer.</summary>
    Task Closed(string topic, string reason);
}

/// <param name="Watermark">Highest committed event of this node.</param>
public sealed record LiveBeat(DateTimeOffset At, long Watermark);

/// <summary>
/// <c>/hubs/live</c>. It only relays: rights are checked per topic on the server, groups are joined here and nowhere else, and a topic
/// outside the caller's scope is "not_found" like one that never existed.
/// </summary>
[Authorize]
public sealed class LiveHub(ILiveFeed feed, CallerFactory callers, LiveConnections connections) : Hub<ILiveViewer>
{
    /// <summary>Most topics on one connection.</summary>
    public const int MaxTopics = 20;

    /// <summary>Joins the topic and answers with its snapshot. Calling again gives a fresh snapshot.</summary>
    public async Task<LiveSnapshot> Subscribe(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var mine = connections.Of(Context);
        if (mine.Topics.TryGetValue(topic, out var open))
        {
            return await open.SnapshotAsync(Context.ConnectionAborted);
        }

        if (mine.Topics.Count >= MaxTopics)
        {
            throw new HubException("too_many_topics");
        }

        var caller = await callers.CreateAsync(Context.User ?? new ClaimsPrincipal(), Context.ConnectionAborted);
        var subscription = await feed.OpenAsync(topic, caller, null, Context.ConnectionAborted) ?? throw new HubException("not_found");
        if (!mine.Topics.TryAdd(topic, subscription))
        {
            subscription.Dispose();
            return await mine.Topics[topic].SnapshotAsync(Context.ConnectionAborted);
        }

        // Join first, then read: what is sent in between is at or below the snapshot's watermark, and the viewer drops it.
        await Groups.AddToGroupAsync(Context.ConnectionId, subscription.Group);
        return await subscription.SnapshotAsync(Context.ConnectionAborted);
    }

    public async Task Unsubscribe(string topic)
    {
        if (connections.Of(Context).Topics.TryRemove(topic, out var subscription))
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, subscription.Group);
            subscription.Dispose();
        }
    }

    public override Task OnConnectedAsync()
    {
        connections.Of(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context);
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>Open hub connections of this node, so that a user's can be ended with his circuits.</summary>
public sealed class LiveConnections
{
    private readonly ConcurrentDictionary<string, Connection> connections = new(StringComparer.Ordinal);

    public int Count => connections.Count;

    public void Close(string userId)
    {
        foreach (var connection in connections.Values.Where(c => c.Context.UserIdentifier == userId))
        {
            connection.Context.Abort();
        }
    }

    internal Connection Of(HubCallerContext context) => connections.GetOrAdd(context.ConnectionId, _ => new Connection(context));

    internal void Remove(HubCallerContext context)
    {
        if (connections.TryRemove(context.ConnectionId, out var connection))
        {
            foreach (var subscription in connection.Topics.Values)
            {
                subscription.Dispose();
            }
        }
    }

    internal sealed record Connection(HubCallerContext Context)
    {
        public ConcurrentDictionary<string, LiveSubscription> Topics { get; } = new(StringComparer.Ordinal);
    }
}

internal sealed class LiveBroadcast(IHubContext<LiveHub, ILiveViewer> hub) : ILiveBroadcast
{
    public Task SendAsync(string group, LiveDelta delta) => hub.Clients.Group(group).Delta(delta);
}

/// <summary>Tells every viewer that the server lives, and on several nodes notices what the others committed.</summary>
internal sealed class LiveHeartbeat(IHubContext<LiveHub, ILiveViewer> hub, IFactStream stream, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await hub.Clients.All.Beat(new LiveBeat(time.GetUtcNow(), stream.Watermark));
        }
    }
}
