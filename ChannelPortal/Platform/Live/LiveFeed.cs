using System.Collections.Concurrent;
using System.Text.Json;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;

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
    /// Opens a topic for a caller; null when it does not exist for him. <paramref name="onDelta"/> runs off the caller's thread but in his
    /// language, one at a time. Dispose to leave.
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

/// <inheritdoc cref="ILiveFeed"/>
internal sealed class LiveFeed : ILiveFeed, IDisposable
{
    private static readonly TimeSpan s_keepIdle = TimeSpan.FromSeconds(30);
    private readonly IReadOnlyList<ILiveTopic> topics;
    private readonly IFactStream stream;
    private readonly ILiveBroadcast broadcast;
    private readonly TimeProvider time;
    private readonly ILogger<LiveFeed> logger;
    private readonly ConcurrentDictionary<string, LiveModel> models = new(StringComparer.Ordinal);
    private readonly IDisposable commits;

    public LiveFeed(IEnumerable<ILiveTopic> topics, IFactStream stream, ILiveBroadcast broadcast, TimeProvider time, ILogger<LiveFeed> logger)
    {
        (this.topics, this.stream, this.broadcast, this.time, this.logger) = ([.. topics], stream, broadcast, time, logger);
        commits = stream.Subscribe("live feed", OnCommitAsync);
    }

    public int OpenTopics => models.Count;

    public async Task<LiveSubscription?> OpenAsync(string topic, Caller caller, Action<LiveDelta>? onDelta, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(caller);
        if (topic.Length > 200)
        {
            return null;
        }

        var culture = ViewerCulture.Current;
        Action<LiveDelta>? push = onDelta is null ? null : delta => culture.Run(() => onDelta(delta));
        foreach (var candidate in topics)
        {
            if (Match(candidate.Pattern, topic) is not { } args)
            {
                continue;
            }

            if (!Permissions.Product.Allows(caller.Roles, candidate.Permission) || candidate.ScopeFor(caller, args) is not { } scope)
            {
                return null;
            }

            while (true)
            {
                var group = topic + "|" + scope.Key;
                var model = models.GetOrAdd(group, _ => new LiveModel(candidate, topic, group, scope, args, stream, broadcast, time, logger));
                if (model.Enter(push) is { } token)
                {
                    return new LiveSubscription(group, model.SnapshotAsync, () => Leave(model, token));
                }

                // It was closing just now; the next round makes a new one.
                models.TryRemove(new KeyValuePair<string, LiveModel>(group, model));
            }
        }

        await Task.CompletedTask;
        return null;
    }

    public void Dispose()
    {
        commits.Dispose();
        foreach (var model in models.Values)
        {
            model.Dispose();
        }
    }

    /// <summary>Arguments of the topic when it fits the pattern, else null.</summary>
    internal static Dictionary<string, string>? Match(string pattern, string topic)
    {
        var expected = pattern.Split(':');
        var actual = topic.Split(':');
        if (expected.Length != actual.Length)
        {
            return null;
        }

        var args = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i].StartsWith('{') && actual[i].Length > 0)
            {
                args[expected[i].Trim('{', '}')] = actual[i];
            }
            else if (expected[i] != actual[i])
            {
                return null;
            }
        }

        return args;
    }

    private ValueTask OnCommitAsync(FactCommit commit, CancellationToken cancellationToken)
    {
        foreach (var model in models.Values)
        {
            model.Notice(commit);
        }

        return ValueTask.CompletedTask;
    }

    private void Leave(LiveModel model, object token)
    {
        if (model.Leave(token))
        {
            _ = CloseWhenIdleAsync(model);
        }
    }

    private async Task CloseWhenIdleAsync(LiveModel model)
    {
        await Task.Delay(s_keepIdle, time);
        if (model.TryClose())
        {
            models.TryRemove(new KeyValuePair<string, LiveModel>(model.Group, model));
        }
    }
}

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
                await ComputeAsync(cancellationToken);
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
                if (!await signal.WaitAsync(s_refresh, stop.Token) && cells is null)
                {
                    continue;
                }

                Interlocked.Exchange(ref dirty, 0);
                var started = time.GetTimestamp();
                await FlushAsync();
                var work = time.GetElapsedTime(started);
                Observability.Telemetry.LiveFlushDuration.Record(work.TotalSeconds);
                Adapt(work);

                // First change at once, the next ones together.
                var rest = TimeSpan.FromMilliseconds(s_intervals[interval]) - work;
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

    private async Task FlushAsync()
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

        (cells, watermark, computedAt) = (next, Math.Max(seen, watermark), time.GetUtcNow());
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
