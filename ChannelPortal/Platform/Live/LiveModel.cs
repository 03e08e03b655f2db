using System.Collections.Concurrent;
using System.Text.Json;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Live;

/// <summary>One topic in one scope: computes at most once per flush, keeps the last cells, sends what differs.</summary>
internal sealed class LiveModel : IDisposable
{
    private static readonly int[] s_intervals = [100, 250, 1_000];
    private static readonly TimeSpan s_refresh = TimeSpan.FromSeconds(30);
    private readonly ILiveTopic topic;
    private readonly string name;
    private readonly DealerScope scope;
    private readonly IReadOnlyDictionary<string, string> args;
    private readonly IFactStream stream;
    private readonly ILiveBroadcast broadcast;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly SemaphoreSlim computing = new(1, 1);
    private readonly ConcurrentDictionary<object, Action<LiveDelta>?> viewers = new();
    private Dictionary<string, JsonElement>? cells;
    private long watermark;
    private DateTimeOffset computedAt;
    private TimeSpan? again;
    private int interval;
    private int dirty;
    private bool closed;

    public LiveModel(
        ILiveTopic topic, string name, string group, DealerScope scope, IReadOnlyDictionary<string, string> args, IFactStream stream, ILiveBroadcast broadcast, TimeProvider time, ILogger logger)
    {
        (this.topic, this.name, Group, this.scope, this.args) = (topic, name, group, scope, args);
        (this.stream, this.broadcast, this.time, this.logger) = (stream, broadcast, time, logger);
        _ = Task.Run(RunAsync);
    }

    public string Group { get; }

    public object? Enter(Action<LiveDelta>? onDelta)
    {
        lock (viewers)
        {
            if (closed)
            {
                return null;
            }

            var token = new object();
            viewers[token] = onDelta;
            return token;
        }
    }

    /// <returns>True when nobody is left.</returns>
    public bool Leave(object token)
    {
        viewers.TryRemove(token, out _);
        return viewers.IsEmpty;
    }

    public bool TryClose()
    {
        lock (viewers)
        {
            if (!viewers.IsEmpty)
            {
                return false;
            }

            closed = true;
        }

        Dispose();
        return true;
    }

    public void Notice(FactCommit commit)
    {
        if (Volatile.Read(ref dirty) == 0 && (commit.Changes.Count == 0 || commit.Changes.Any(c => topic.IsTouchedBy(c, scope, args))))
        {
            MarkDirty();
        }
    }

    public async Task<LiveSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        await computing.WaitAsync(cancellationToken);
        try
        {
            if (cells is null)
            {
                // Some databases answer on the caller's thread, and the caller may be a circuit that has clicks to answer.
                await Task.Run(() => ComputeAsync(cancellationToken), cancellationToken);
            }

            return new LiveSnapshot(name, watermark, s_intervals[interval], computedAt, cells!);
        }
        finally
        {
            computing.Release();
        }
    }

    public void Dispose() => stop.Cancel();

    private void MarkDirty()
    {
        if (Interlocked.Exchange(ref dirty, 1) == 0)
        {
            try
            {
                signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Already signalled.
            }
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                // The clock moves some cells too (plan by hour, ages), so an untouched model is looked at now and then.
                var isTouched = await signal.WaitAsync(again is { } soon && soon < s_refresh ? soon : s_refresh, stop.Token);
                if (!isTouched && cells is null)
                {
                    continue;
                }

                Interlocked.Exchange(ref dirty, 0);
                var started = time.GetTimestamp();
                await FlushAsync(isTouched);
                var work = time.GetElapsedTime(started);
                Observability.Telemetry.LiveFlushDuration.Record(work.TotalSeconds);
                Adapt(work);

                // First change at once, the next ones together.
                var interlude = TimeSpan.FromMilliseconds(s_intervals[interval]);
                var rest = (interlude > topic.LeastRest ? interlude : topic.LeastRest) - work;
                if (rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time, stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Closed.
        }
    }

    private async Task FlushAsync(bool isTouched)
    {
        try
        {
            LiveDelta delta;
            await computing.WaitAsync(stop.Token);
            try
            {
                var from = watermark;
                var changed = await ComputeAsync(stop.Token);
                if (from == watermark && changed.Count == 0)
                {
                    return;
                }

                delta = new LiveDelta(name, from, watermark, computedAt, changed);
            }
            finally
            {
                computing.Release();
            }

            await broadcast.SendAsync(Group, delta);
            if (!isTouched && delta.Cells.Count == 0)
            {
                // Only the watermark moved, by facts of others: a page on this node has nothing to read again.
                return;
            }

            foreach (var viewer in viewers.Values)
            {
                viewer?.Invoke(delta);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LiveLog.FlushFailed(logger, name, exception);
        }
    }

    private async Task<Dictionary<string, JsonElement>> ComputeAsync(CancellationToken cancellationToken)
    {
        // Read before the query: the model then holds at least everything up to it.
        var seen = stream.Watermark;
        var computed = await topic.ComputeAsync(scope, args, cancellationToken);
        var next = new Dictionary<string, JsonElement>(computed.Count, StringComparer.Ordinal);
        var changed = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (cell, value) in computed)
        {
            var json = JsonSerializer.SerializeToElement(value, CliOutput.Json);
            next[cell] = json;
            if (cells is null || !cells.TryGetValue(cell, out var before) || !JsonElement.DeepEquals(before, json))
            {
                changed[cell] = json;
            }
        }

        if (cells is not null)
        {
            foreach (var gone in cells.Keys.Where(c => !next.ContainsKey(c)))
            {
                changed[gone] = s_null;
            }
        }

        (cells, watermark, computedAt, again) = (next, Math.Max(seen, watermark), time.GetUtcNow(), computed.LookAgainIn);
        return changed;
    }

    private static readonly JsonElement s_null = JsonSerializer.SerializeToElement<object?>(null);

    /// <summary>Stretches the interval when a flush takes more than 30 % of it, shrinks it again below 10 %.</summary>
    private void Adapt(TimeSpan work)
    {
        var share = work.TotalMilliseconds / s_intervals[interval];
        if (share > 0.3 && interval < s_intervals.Length - 1)
        {
            interval++;
        }
        else if (interval > 0 && work.TotalMilliseconds / s_intervals[interval - 1] < 0.2)
        {
            interval--;
        }
    }
}

internal static partial class LiveLog
{
    [LoggerMessage(1200, LogLevel.Error, "Live topic {Topic} could not be computed; its viewers keep the last state")]
    public static partial void FlushFailed(ILogger logger, string topic, Exception exception);
}
