using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>Changes taken apart by hand.</summary>
public sealed class ChangeMathTests
{
    [Fact]
    public void OfRatio_TwoGroups_SplitsRateAndMix()
    {
        // Before: a 10/100, b 30/100, whole 0.20. After: a 20/100, b 90/300, whole 0.275. Weights of a: 0.5 → 0.25.
        GroupChange[] groups = [new("a", 10, 20, 100, 100), new("b", 30, 90, 100, 300)];
        var parts = ChangeMath.OfRatio(groups, k => k);

        // Rate of a: mean weight 0.375 × 0.1. Mix of a: (0.15 − 0.2375) × −0.25. Rate of b: none. Mix of b: (0.3 − 0.2375) × 0.25.
        Assert.Equal([(0.0375m, 0.021875m), (0m, 0.015625m)], parts.Select(p => (p.Rate!.Value, p.Mix!.Value)));
        Assert.Equal(0.075m, parts.Sum(p => p.Contribution));
        Assert.Equal([(0.1m, 0.2m), (0.3m, 0.3m)], parts.Select(p => (p.Before!.Value, p.After!.Value)));
    }

    [Fact]
    public void OfRatio_GroupThatCame_MovesWeightOnly()
    {
        var parts = ChangeMath.OfRatio([new("old", 1, 1, 4, 4), new("new", 0, 3, 0, 4)], k => k);
        Assert.Equal(0.25m, parts.Sum(p => p.Contribution));
        Assert.Equal([0m, 0m], parts.Select(p => p.Rate!.Value));
        Assert.Null(parts[1].Before);
        Assert.Empty(ChangeMath.OfRatio([new("a", 1, 1, 0, 4)], k => k));
    }

    [Fact]
    public void Largest_ByDimension_SumsTheRest()
    {
        var parts = ChangeMath.OfSum([new("a", 10, 15), new("b", 0, -20), new("c", 1, 1), new("d", 3, 4)], k => k.ToUpperInvariant());
        var largest = ChangeMath.Largest("dealer", parts, -14, 2);
        Assert.Equal([("b", "B", -20m), ("a", "A", 5m)], largest.Parts.Select(p => (p.Key, p.Name, p.Contribution)));
        Assert.Equal((1m, 1), (largest.Rest, largest.RestCount));
        Assert.Null(ChangeMath.Largest("dealer", parts, -14, 5).Rest);
    }

    [Fact]
    public void Split_PricesQuantitiesAndMix_AddUpToTheChange()
    {
        // x: 10 at 2.00 → 20 at 2.50. y: 10 at 4.00 → 5 at 4.00. z came: 3 at 10.00. Average before: 3.00.
        SalesChange[] groups = [new(10, 20, 20, 50), new(10, 5, 40, 20), new(0, 3, 0, 30)];
        Assert.Equal(new PriceVolumeMix(Price: 10, Volume: 24, Mix: 6), ChangeMath.Split(groups));
        Assert.Equal(40m, groups.Sum(g => g.AmountAfter - g.AmountBefore));
        Assert.Null(ChangeMath.Split([new(0, 3, 0, 30)]));
        var thirds = ChangeMath.Split([new(3, 4, 10, 13.37m), new(7, 1, 11, 2)])!;
        Assert.Equal(15.37m - 21m, thirds.Price + thirds.Volume + thirds.Mix);
    }

    [Theory]
    [InlineData("SUM(order_lines: net_amount WHERE status<>'cancelled')", "SUM(order_lines: net_amount WHERE status<>'cancelled')", null, "1", "SUM(order_lines: ordered_qty WHERE status<>'cancelled')")]
    [InlineData("COUNT(orders: *)-SUM(orders: line_count)*2", "COUNT(orders: *)-SUM(orders: line_count)*2", null, "1", null)]
    [InlineData("SUM(orders: on_time)/COUNT(orders: on_time)", "SUM(orders: on_time)", "COUNT(orders: on_time)", "1", null)]
    [InlineData("(1-SUM(orders: on_time)/COUNT(orders: on_time))*100", "SUM(orders: on_time)", "COUNT(orders: on_time)", "-100", null)]
    [InlineData("SUM(orders: net_amount)/SUM(orders: net_amount)@PY-1", "SUM(orders: net_amount)", "SUM(orders: net_amount)@PY", "1", null)]
    [InlineData("AVG(orders: hold_hours WHERE was_held=1)", "SUM(orders: hold_hours WHERE was_held=1)", "COUNT(orders: hold_hours WHERE was_held=1)", "1", null)]
    public void Of_Formula_KnowsItsShape(string formula, string numerator, string? denominator, string factor, string? quantity)
    {
        var shape = ChangeShape.Of(formula)!;
        Assert.Equal((numerator, denominator, factor, quantity), (shape.Numerator.Trim(), shape.Denominator?.Trim(), shape.Factor.ToString(System.Globalization.CultureInfo.InvariantCulture), shape.Quantity));
    }

    [Theory]
    [InlineData("COUNTD(orders: dealer_id)")]
    [InlineData("MEDIAN(orders: hold_hours)")]
    [InlineData("SUM(orders: net_amount)/TOTAL(SUM(orders: net_amount))")]
    [InlineData("SUM(orders: net_amount)*COUNT(orders: *)")]
    public void Of_FormulaThatIsNoSum_HasNoShape(string formula) => Assert.Null(ChangeShape.Of(formula));

    [Theory]
    [InlineData(true, "9", Tone.Good)]
    [InlineData(true, "8", Tone.Good)]
    [InlineData(true, "7.9", Tone.Watch)]
    [InlineData(true, "4.9", Tone.Bad)]
    [InlineData(false, "5", Tone.Good)]
    [InlineData(false, "5.1", Tone.Watch)]
    [InlineData(false, "8.1", Tone.Bad)]
    public void LevelOf_ValueBeyondALimit_DependsOnTheDirection(bool higherIsBetter, string value, Tone level)
    {
        var threshold = higherIsBetter ? new MetricThreshold("X", "", 8, 5) : new MetricThreshold("X", "", 5, 8);
        Assert.Equal(level, threshold.LevelOf(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), higherIsBetter));
        Assert.Equal(Tone.Neutral, threshold.LevelOf(null, higherIsBetter));
    }

    [Fact]
    public void Quantile_OfSortedValues_InterpolatesBetweenNeighbours() =>
        Assert.Equal([1.75m, 2.5m, 3.25m], new[] { 1, 2, 3 }.Select(q => PeerDistribution.Quantile([1, 2, 3, 4], q)));
}
