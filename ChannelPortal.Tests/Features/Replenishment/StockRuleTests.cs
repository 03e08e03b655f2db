using ChannelPortal.Features.Replenishment.Domain;

namespace ChannelPortal.Tests.Features.Replenishment;

public sealed class StockRuleTests
{
    private static readonly DateOnly s_today = new(2026, 10, 15);
    private static readonly DateTimeOffset s_now = new(2026, 10, 15, 4, 0, 0, TimeSpan.Zero);
    private static readonly StockRule s_rule = new(_ => 0.95, 0.18);

    [Fact]
    public void Red_RunsOutBeforeGoodsCouldCome_AndTheOrderIsWholePacks()
    {
        var verdict = Judge(Item() with { Counted = 12 });
        Assert.Equal(StockLevel.Red, verdict.Level);
        Assert.Equal(s_today.AddDays(2), verdict.StockOutOn);
        Assert.True(verdict.Suggested > 0 && verdict.Suggested % 20 == 0);
        Assert.InRange(verdict.Suggested + 12, verdict.Levels.OrderUpTo, verdict.Levels.OrderUpTo + 20);

        // Two and a half days are served; until the goods come some twelve units are not.
        Assert.InRange(verdict.Stake, 1_000 * 6, 1_000 * 20);
    }

    [Fact]
    public void Inbound_InTime_CuresRed_AndIsNotOrderedAgain()
    {
        var verdict = Judge(Item() with { Counted = 12, Inbound = [new Inbound(s_today.AddDays(1), 200)] });
        Assert.Equal(StockLevel.Good, verdict.Level);
        Assert.Equal(0, verdict.Suggested);
    }

    [Fact]
    public void Inbound_TooLate_LeavesItRed_ButIsNotOrderedAgain()
    {
        var verdict = Judge(Item() with { Counted = 12, Inbound = [new Inbound(s_today.AddDays(20), 400)] });
        Assert.Equal(StockLevel.Red, verdict.Level);
        Assert.Equal(0, verdict.Suggested);
    }

    [Theory]
    [InlineData(50, StockLevel.Amber)]
    [InlineData(120, StockLevel.Good)]
    [InlineData(600, StockLevel.Blue)]
    public void Level_FollowsTheStock(double units, StockLevel expected) => Assert.Equal(expected, Judge(Item() with { Counted = units }).Level);

    [Fact]
    public void Grey_IsOldOrUnsold_AndItsWholeStockIsTheStake()
    {
        var old = Judge(Item() with { Counted = 120, AgeDays = 181 });
        var dead = Judge(Item() with { Counted = 120, AgeDays = 91, History = History(_ => 0) });
        Assert.Equal((StockLevel.Grey, 120 * 700), (old.Level, old.Stake));
        Assert.Equal((StockLevel.Grey, 0), (dead.Level, dead.Suggested));
    }

    [Fact]
    public void Purple_IsWhatExpiresUnsold()
    {
        var verdict = Judge(Item() with { Counted = 120, ExpiresOn = s_today.AddDays(10) });
        Assert.Equal(StockLevel.Purple, verdict.Level);
        Assert.Equal(70, verdict.Excess);
        Assert.Equal(70 * 700, verdict.Stake, 0);
    }

    [Fact]
    public void SoldToOrder_AnEmptyShelfIsNoWarning()
    {
        // One unit a year, and a margin that does not pay for its waiting.
        var verdict = Judge(Item() with { Counted = 0, History = History(i => i == 200 ? 1 : 0), Cost = 995, Pack = 1 });
        Assert.Equal(StockLevel.Good, verdict.Level);
        Assert.Equal(0, verdict.Levels.ReorderPoint);
    }

    [Fact]
    public void StaleCount_SaysSo_AndWidens()
    {
        var fresh = Judge(Item() with { Counted = 120, History = History(i => i % 14 < 7 ? 4 : 6) });
        var stale = Judge(Item() with { Counted = 120, CountedOn = s_today.AddDays(-6), History = History(i => i % 14 < 7 ? 4 : 6), SoldSince = 20, ReceivedSince = 40 });
        Assert.Equal((false, 120.0, 120.0), (fresh.IsStale, fresh.OnHandLow, fresh.OnHandHigh));
        Assert.True(stale is { IsStale: true, OnHandLow: < 140, OnHandHigh: > 140 });
        Assert.Equal(140, stale.Item.OnHand);
    }

    [Fact]
    public void WithoutReportedSales_TheDealersOwnMeanCounts()
    {
        var verdict = Judge(Item() with { Counted = 12, History = History(_ => 0), ReportedDaily = 5 });
        Assert.Equal((StockLevel.Red, DemandClass.Reported), (verdict.Level, verdict.Demand.Class));
        Assert.True(verdict.Suggested >= 40);
    }

    [Fact]
    public void Curve_NeverPromisesMoreThanIsThereAndArrives()
    {
        var item = Item() with { Counted = 12, History = History(i => i % 14 < 7 ? 4 : 6), Inbound = [new Inbound(s_today.AddDays(6), 40)] };
        var curve = StockRule.Curve(item, Demand.Of(item.History, item.Season), s_today);
        Assert.All(curve, p => Assert.True(p.Low <= p.High && p.High <= 12 + (p.Day >= s_today.AddDays(6) ? 40 : 0)));
        Assert.Equal(40, curve.Single(p => p.Arriving > 0).Arriving);
        Assert.Equal(35, curve.Single(p => p.Arriving > 0).Expected, 0);
    }

    [Fact]
    public void Leaving_IsOnlyFilledUpToTheReorderPoint()
    {
        var verdict = Judge(Item() with { Counted = 5, IsLeaving = true, Pack = 1 });
        Assert.Equal(verdict.Levels.ReorderPoint, verdict.Levels.OrderUpTo);
    }

    [Fact]
    public void ServiceLevel_IsTheNewsvendors_UpToTheClass()
    {
        var demand = Demand.Of(History(_ => 5), SeasonShape.None);
        Assert.Equal(0.95, s_rule.ServiceLevel(Item(), demand));
        Assert.InRange(s_rule.ServiceLevel(Item() with { Cost = 100_000, Price = 100_500, ReviewDays = 30 }, demand), 0.5, 0.7);
    }

    [Fact]
    public void Trial_UnderShortHistory_KnowsNoFuture()
    {
        // What is planted after a day changes nothing that either rule did before it.
        var days = new double[SellOutHistory.LongestDays + 120];
        Array.Fill(days, 3.0);
        var item = Item() with { History = new SellOutHistory(s_today.AddDays(-1), days, new HashSet<DateOnly>()) };
        var trial = new StockTrial(s_rule);
        var (plain, own) = trial.Run(item, [4, 6, 5], 120);
        Assert.True(own.Lost <= plain.Lost);
        Assert.Equal(3 * 1_000 * (120 - StockTrial.WarmUpDays), own.Sold + own.Lost, 3);
        var planted = (double[])days.Clone();
        planted[^1] = 1_000;
        var (_, after) = trial.Run(item with { History = item.History with { Days = planted } }, [4, 6, 5], 120);
        Assert.Equal(own.StockOutDays + 1, after.StockOutDays);
        Assert.Equal(own.Orders, after.Orders);
    }

    private static StockVerdict Judge(StockItem item) => s_rule.Judge(item, s_today, s_now, day => new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.FromHours(8)));

    private static SellOutHistory History(Func<int, double> ofAge) =>
        new(s_today.AddDays(-1), [.. Enumerable.Range(0, SellOutHistory.LongestDays).Select(i => ofAge(SellOutHistory.LongestDays - 1 - i))], new HashSet<DateOnly>());

    /// <summary>Five units a day, five days to arrive, an order a week, packs of twenty.</summary>
    private static StockItem Item() => new()
    {
        DealerId = "D0001", ProductId = "P0001", AbcClass = "A", Pack = 20, Cost = 700, Price = 1_000, Lead = new LeadTime(4.5, 0.5, 9), ReviewDays = 7, History = History(_ => 5), Season = SeasonShape.None,
        CountedOn = s_today.AddDays(-1), Counted = 120,
    };
}
