using System.Collections.Concurrent;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Platform.Live;

/// <inheritdoc cref="ILiveFeed"/>
internal sealed class LiveFeed : ILiveFeed, IDisposable
{
    private const int LongestTopic = 400;
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
        if (topic.Length > LongestTopic)
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

            if (!Permissions.Product.Allows(caller.Roles, candidate.Permission) || await candidate.ScopeForAsync(caller, args, cancellationToken) is not { } scope)
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
