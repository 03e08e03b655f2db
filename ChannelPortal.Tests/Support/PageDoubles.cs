using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Tests.Support;

/// <summary>A dispatcher that keeps what pages send and answers with the default value, or refuses.</summary>
internal sealed class SentCommands : ICommandDispatcher
{
    public List<object> All { get; } = [];

    public List<string> Ids { get; } = [];

    public Error? Refusal { get; set; }

    public Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller, string commandId, CancellationToken cancellationToken)
    {
        All.Add(command);
        Ids.Add(commandId);
        return Task.FromResult(Refusal is { } refusal ? (Result<TResult>)refusal : Result<TResult>.Success(default!));
    }
}

/// <summary>The person in front of a page.</summary>
internal sealed class FixedCaller(Caller caller) : ICurrentCaller
{
    public ValueTask<Caller> GetAsync(CancellationToken cancellationToken = default) => new(caller);
}

/// <summary>A feed whose topics a page may open and a test may move.</summary>
internal sealed class HandFeed : ILiveFeed
{
    private readonly List<Action<LiveDelta>> viewers = [];

    public List<string> Opened { get; } = [];

    /// <summary>What every topic holds.</summary>
    public Dictionary<string, System.Text.Json.JsonElement> Cells { get; } = new(StringComparer.Ordinal);

    public Task<LiveSubscription?> OpenAsync(string topic, Caller caller, Action<LiveDelta>? onDelta, CancellationToken cancellationToken)
    {
        Opened.Add(topic);
        viewers.Add(onDelta!);
        return Task.FromResult<LiveSubscription?>(new LiveSubscription(
            topic, _ => Task.FromResult(new LiveSnapshot(topic, 0, 100, DateTimeOffset.UnixEpoch, Cells)), () => { }));
    }

    /// <summary>Moves whatever is open.</summary>
    public void Move() => Move("");

    public void Move(string topic) =>
        viewers.ForEach(v => v(new LiveDelta(topic, 0, 1, DateTimeOffset.UnixEpoch, new Dictionary<string, System.Text.Json.JsonElement>())));
}

/// <summary>A clock that stands still, with real timers, for pages that wait.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
