using System.Text.Json;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Live;

/// <summary>The whole model of a topic at a watermark. Cell values are JSON.</summary>
/// <param name="Flush">Current flush interval in milliseconds.</param>
/// <param name="At">When the model was computed (UTC).</param>
public sealed record LiveSnapshot(string Topic, long Watermark, int Flush, DateTimeOffset At, IReadOnlyDictionary<string, JsonElement> Cells);

/// <summary>Changed cells between two watermarks. A viewer that is not at <paramref name="From"/> asks for a snapshot.</summary>
public sealed record LiveDelta(string Topic, long From, long Watermark, DateTimeOffset At, IReadOnlyDictionary<string, JsonElement> Cells);

/// <summary>Live topics of this node: one computation for all viewers with equal rights.</summary>
public interface ILiveFeed
{
    /// <summary>
    /// Opens a topic for a caller; null when it does not exist for him. <paramref name="onDelta"/> runs off the caller's thread but in his language, one at a
    /// time. Dispose to leave.
    /// </summary>
    Task<LiveSubscription?> OpenAsync(string topic, Caller caller, Action<LiveDelta>? onDelta, CancellationToken cancellationToken);
}

/// <summary>A viewer's hold on a topic.</summary>
public sealed class LiveSubscription : IDisposable
{
    private Action? leave;

    internal LiveSubscription(string group, Func<CancellationToken, Task<LiveSnapshot>> snapshot, Action leave) =>
        (Group, SnapshotAsync, this.leave) = (group, snapshot, leave);

    /// <summary>Name shared by all viewers with the same topic and scope.</summary>
    public string Group { get; }

    public Func<CancellationToken, Task<LiveSnapshot>> SnapshotAsync { get; }

    public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
}

/// <summary>Sends one flush to all remote viewers of a group; the hub implements it.</summary>
internal interface ILiveBroadcast
{
    Task SendAsync(string group, LiveDelta delta);
}
