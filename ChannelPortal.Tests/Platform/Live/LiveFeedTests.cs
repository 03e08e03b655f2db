using System.Collections.Concurrent;
using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChannelPortal.Tests.Platform.Live;

/// <summary>One computation for many viewers; a snapshot plus the deltas after it always equals the model.</summary>
public sealed class LiveFeedTests : IDisposable
{
    private readonly FactStream stream = new(NullLogger<FactStream>.Instance);
    private readonly Broadcast broadcast = new();
    private readonly CountTopic topic = new();
    private readonly LiveFeed feed;

    public LiveFeedTests() => feed = new LiveFeed([topic], stream, broadcast, TimeProvider.System, NullLogger<LiveFeed>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dealer:D0002:count")]
    [InlineData("dealer:D9999:count")]
    [InlineData("dealer:D0001:other")]
    [InlineData("dealer::count")]
    [InlineData("")]
    public async Task OpenAsync_ForeignOrUnknownTopic_IsNull(string name) =>
        Assert.Null(await feed.OpenAsync(name, Some.DealerCaller(), null, Cancellation));

    [Fact]
    public async Task OpenAsync_WithoutThePermission_IsNull() =>
        Assert.Null(await feed.OpenAsync("dealer:D0001:count", Some.DealerCaller("D0001", "DS"), null, Cancellation));

    [Fact]
    public async Task Publish_ManyCommits_DeltasChainAndEndInTheModel()
    {
        var deltas = new ConcurrentQueue<LiveDelta>();
        using var viewer = await feed.OpenAsync("dealer:D0001:count", Some.DealerCaller(), deltas.Enqueue, Cancellation);
        var snapshot = await viewer!.SnapshotAsync(Cancellation);
        for (var i = 1; i <= 200; i++)
        {
            topic.Count = i;
            stream.Publish(Commit(i));
        }

        await Until(() => deltas.LastOrDefault()?.Watermark == 200);
        var at = snapshot.Watermark;
        var value = snapshot.Cells["count"].GetInt32();
        foreach (var delta in deltas)
        {
            Assert.Equal(at, delta.From);
            at = delta.Watermark;
            value = delta.Cells.TryGetValue("count", out var cell) ? cell.GetInt32() : value;
        }

        Assert.Equal(200, value);
        Assert.True(deltas.Count < 100, "commits are conflated");
        Assert.Equal(deltas.Count, broadcast.Sent.Count);
    }

    [Fact]
    public async Task Publish_FromAWorker_ArrivesInTheLanguageOfTheViewer()
    {
        var languages = new ConcurrentQueue<string>();
        async Task<LiveSubscription> OpenAsync(string language)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return (await feed.OpenAsync("dealer:D0001:count", Some.DealerCaller(), _ => languages.Enqueue(language + " " + CultureInfo.CurrentUICulture.Name), Cancellation))!;
        }

        using var english = await OpenAsync("en");
        using var chinese = await OpenAsync("zh-CN");
        await english.SnapshotAsync(Cancellation);
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        topic.Count = 1;
        stream.Publish(Commit(1));

        await Until(() => languages.Count == 2);
        Assert.Equal(["en en", "zh-CN zh-CN"], languages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_HundredViewers_ModelIsComputedOnceAFlush()
    {
        var viewers = new List<LiveSubscription>();
        for (var i = 0; i < 100; i++)
        {
            viewers.Add((await feed.OpenAsync("dealer:D0001:count", Some.DealerCaller(), _ => { }, Cancellation))!);
            await viewers[i].SnapshotAsync(Cancellation);
        }

        var before = topic.Computations;
        topic.Count = 5;
        stream.Publish(Commit(1));
        await Until(() => broadcast.Sent.Count == 1);
        Assert.Equal(1, before);
        Assert.Equal(2, topic.Computations);
        viewers.ForEach(v => v.Dispose());
    }

    [Fact]
    public async Task Publish_ChangeOfAnotherDealer_ComputesNothing()
    {
        using var viewer = await feed.OpenAsync("dealer:D0001:count", Some.DealerCaller(), null, Cancellation);
        await viewer!.SnapshotAsync(Cancellation);
        stream.Publish(Commit(1, "D0002"));
        stream.Publish(Commit(2));
        await Until(() => broadcast.Sent.Count == 1);
        Assert.Equal(2, topic.Computations);
    }

    [Fact]
    public async Task Publish_ComputationFails_ViewerKeepsStateAndGetsTheNext()
    {
        var deltas = new ConcurrentQueue<LiveDelta>();
        using var viewer = await feed.OpenAsync("dealer:D0001:count", Some.DealerCaller(), deltas.Enqueue, Cancellation);
        await viewer!.SnapshotAsync(Cancellation);
        topic.Fails = true;
        stream.Publish(Commit(1));
        await Until(() => topic.Computations == 2);
        topic.Fails = false;
        topic.Count = 9;
        stream.Publish(Commit(2));
        await Until(() => deltas.Count == 1);
        Assert.True(deltas.TryPeek(out var delta));
        Assert.Equal((0, 2, 9), (delta.From, delta.Watermark, delta.Cells["count"].GetInt32()));
    }

    public void Dispose()
    {
        feed.Dispose();
        GC.SuppressFinalize(this);
    }

    private static FactCommit Commit(long seq, string dealer = "D0001") => new(
        seq, Some.Noon, [new FactChange(FactCatalog.Product.Of<OrderFact>(), Some.Order("O" + seq.ToString(System.Globalization.CultureInfo.InvariantCulture), dealer), null)]);

    private static async Task Until(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(5, timeout.Token);
        }
    }

    private sealed class CountTopic : ILiveTopic
    {
        private int computations;

        public int Count { get; set; }

        public bool Fails { get; set; }

        public int Computations => computations;

        public string Pattern => "dealer:{id}:count";

        public string Permission => "orders.read";

        public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
            caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

        public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
            change.Row is IDealerOwned row && scope.Allows(row.DealerId);

        public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref computations);
            return Fails
                ? Task.FromException<LiveCells>(new InvalidOperationException("planted"))
                : Task.FromResult(new LiveCells { ["count"] = Count, ["fixed"] = "same" });
        }
    }

    private sealed class Broadcast : ILiveBroadcast
    {
        public ConcurrentQueue<LiveDelta> Sent { get; } = new();

        public Task SendAsync(string group, LiveDelta delta)
        {
            Sent.Enqueue(delta);
            return Task.CompletedTask;
        }
    }
}
