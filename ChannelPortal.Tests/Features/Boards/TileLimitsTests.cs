using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Features.Metrics;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Boards;

/// <summary>What colours a tile: its own limits, else those of the catalogue for the reader's role, where they can be held against what the tile shows.</summary>
public sealed class TileLimitsTests
{
    private static readonly Caller s_executive = Some.HeadOffice("EXEC");
    private static readonly Caller s_finance = Some.HeadOffice("FIN");
    private static readonly BoardTile s_ratio = new("r", TileKind.Bars, 0, 0, 4, 4) { Metric = "SAL-05", By = "place" };
    private static readonly BoardTile s_sum = new("s", TileKind.Figure, 0, 0, 4, 2) { Metric = "SAL-01" };

    [Fact]
    public void For_ATileWithoutItsOwn_TakesTheReadersOfTheCatalogue()
    {
        var limits = Limits();
        Assert.Equal((0.9m, 0.8m), Of(limits.For(s_ratio, MetricSlice.All, s_executive)));
        Assert.Equal((0.7m, 0.6m), Of(limits.For(s_ratio, MetricSlice.All, s_finance)));
        Assert.Equal((0.5m, null), Of(limits.For(s_ratio with { Watch = 0.5m }, MetricSlice.All, s_executive)));
        Assert.Equal((null, null), Of(limits.For(s_ratio with { Metric = "ORD-01" }, MetricSlice.All, s_executive)));
        Assert.Equal((null, null), Of(limits.For(new BoardTile("o", TileKind.Orders, 0, 0, 4, 4), MetricSlice.All, s_executive)));
    }

    [Fact]
    public void For_ASum_HoldsTheWholeOnly()
    {
        var limits = Limits();
        var filter = MetricSlice.Of("region", "33");
        Assert.Equal((1000m, 500m), Of(limits.For(s_sum, MetricSlice.All, s_executive)));
        Assert.Equal((null, null), Of(limits.For(s_sum, filter, s_executive)));
        Assert.Equal((1000m, 500m), Of(limits.For(s_sum with { IgnoresFilter = true }, filter, s_executive)));
        Assert.Equal((null, null), Of(limits.For(s_sum with { Slice = "category=X" }, MetricSlice.All, s_executive)));
        Assert.Equal((null, null), Of(limits.For(s_sum with { Kind = TileKind.Bars, By = "place" }, MetricSlice.All, s_executive)));
        Assert.Equal((0.9m, 0.8m), Of(limits.For(s_ratio, filter, s_executive)));
    }

    [Fact]
    public void LevelOf_KnowsWhichSideIsBad()
    {
        var limits = Limits();
        var low = s_ratio with { Metric = "FIN-03", Watch = 0.1m, Bad = 0.2m };
        Assert.Equal(["good", "watch", "bad"], new decimal?[] { 0.1m, 0.15m, 0.21m }.Select(v => limits.LevelOf(low, v)));
        var high = s_ratio with { Watch = 0.9m, Bad = 0.8m };
        Assert.Equal(["good", "watch", "bad", null], new decimal?[] { 0.9m, 0.85m, 0.79m, null }.Select(v => limits.LevelOf(high, v)));
        Assert.Null(limits.LevelOf(s_ratio, 0.1m));
    }

    private static (decimal? Watch, decimal? Bad) Of(BoardTile tile) => (tile.Watch, tile.Bad);

    private static TileLimits Limits() => new(new FixedMetrics(), new FixedThresholds());
}
