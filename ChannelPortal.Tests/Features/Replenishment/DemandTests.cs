using ChannelPortal.Features.Replenishment.Domain;

namespace ChannelPortal.Tests.Features.Replenishment;

public sealed class DemandTests
{
    private static readonly DateOnly s_yesterday = new(2026, 10, 14);
    private static readonly HashSet<DateOnly> s_none = [];

    [Theory]
    [InlineData(1, 5, 5, DemandClass.Smooth)]
    [InlineData(1, 1, 40, DemandClass.Erratic)]
    [InlineData(21, 3, 3, DemandClass.Intermittent)]
    [InlineData(21, 1, 60, DemandClass.Lumpy)]
    public void Class_FollowsGapsAndSizes(int everyDays, double low, double high, DemandClass expected)
    {
        // Lumpy sizes alternate between weeks: inside one week they would add up to the same sum.
        var demand = Demand.Of(Days(i => i % everyDays != 0 ? 0 : i / Math.Max(7, everyDays) % 4 == 0 ? high : low), SeasonShape.None);
        Assert.Equal(expected, demand.Class);
    }

    [Fact]
    public void Level_OfASteadySeller_IsItsMean_AndWeeksWithoutStockSayNothing()
    {
        Assert.Equal(5, Demand.Of(Days(_ => 5), SeasonShape.None).Daily, 3);
        var empty = Enumerable.Range(0, 56).Select(i => s_yesterday.AddDays(-i - 14)).ToHashSet();
        var history = Days(i => i is < 14 or >= 70 ? 5 : 0) with { Empty = empty };
        Assert.Equal(5, Demand.Of(history, SeasonShape.None).Daily, 3);
        Assert.True(Demand.Of(history with { Empty = s_none }, SeasonShape.None).Daily < 4);
    }

    [Fact]
    public void Level_FallsWhenSalesStayAway()
    {
        var alive = Demand.Of(Days(i => i % 20 == 0 ? 2 : 0), SeasonShape.None);
        var silent = Demand.Of(Days(i => i >= 120 && i % 20 == 0 ? 2 : 0), SeasonShape.None);
        Assert.InRange(alive.Daily, 0.08, 0.12);
        Assert.True(silent.Daily < alive.Daily / 10);
    }

    [Fact]
    public void Season_IsTakenOut_AndPutInAgain()
    {
        var season = new SeasonShape([0.5, 0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1.5, 1.5]);
        var history = Days(_ => 0);
        var begin = history.LastDay.AddDays(1 - history.Days.Length);
        history = history with { Days = [.. Enumerable.Range(0, history.Days.Length).Select(i => 10 * season.On(begin.AddDays(i)))] };
        var demand = Demand.Of(history, season);
        Assert.Equal(10, demand.Daily, 3);
        Assert.InRange(demand.Over(new DateOnly(2026, 11, 10), 20), 280, 310);
    }

    [Fact]
    public void LeadTimeDemand_Normal_IsTheFormula()
    {
        var demand = Demand.Of(Days(i => i % 14 < 7 ? 4 : 6), SeasonShape.None);
        var lead = new LeadTime(4, 1.5, 10);
        var during = demand.During(new DateOnly(2026, 10, 15), lead);
        var deviation = Math.Sqrt((4 * demand.DailyDeviation * demand.DailyDeviation) + (demand.Daily * demand.Daily * 1.5 * 1.5));
        Assert.Equal(4 * demand.Daily, during.Mean, 6);
        Assert.Equal((4 * demand.Daily) + (1.6449 * deviation), during.Quantile(0.95), 2);
        Assert.Equal(deviation * 0.3989, during.Shortage(during.Mean), 2);
    }

    [Fact]
    public void LeadTimeDemand_OfRareSales_IsWhatStretchesOfThePastHeld()
    {
        // One unit every 28 days: a stretch of seven days holds one of them in a quarter of all cases.
        var demand = Demand.Of(Days(i => i % 28 == 0 ? 1 : 0), SeasonShape.None);
        var during = demand.During(new DateOnly(2026, 10, 15), new LeadTime(7, 0, 10));
        Assert.Equal(DemandClass.Intermittent, demand.Class);
        Assert.Equal(0, during.Quantile(0.7));
        Assert.InRange(during.Quantile(0.8), 0.8, 1.2);
        Assert.InRange(during.Shortage(0), 0.2, 0.3);
    }

    [Fact]
    public void LeadTime_NeedsSixDeliveries_AndForgetsTheLongestOnes()
    {
        Assert.Null(LeadTime.OfDeliveries([3, 4, 5]));
        var lead = LeadTime.OfDeliveries([.. Enumerable.Repeat(4, 19), 60])!.Value;
        Assert.Equal(4, lead.Days, 3);
        Assert.Equal(20, lead.Samples);
    }

    /// <param name="ofAge">Units sold so many days before yesterday.</param>
    private static SellOutHistory Days(Func<int, double> ofAge) =>
        new(s_yesterday, [.. Enumerable.Range(0, SellOutHistory.LongestDays).Select(i => ofAge(SellOutHistory.LongestDays - 1 - i))], s_none);
}
