using ChannelPortal.Features.Forecasts.Commands;
using ChannelPortal.Features.Forecasts.Contracts;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Forecasts;

/// <summary>What the log is told of forecasts, in the world of <see cref="ForecastWorld"/>: it begins in October 2026.</summary>
public abstract class ForecastFactTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly DateOnly s_october = new(2026, 10, 1);

    /// <summary>The metrics answer from the facts what the accuracy board says, and for the next month what is planned.</summary>
    [Fact]
    public async Task Run_First_TellsItsPast_AndTheMetricsAgreeWithTheBoard()
    {
        await using var world = await ForecastWorld.StartAsync(Database);
        await using var db = world.Database.Open();
        var scores = await db.Set<ForecastScore>().AsNoTracking().Where(s => s.Level == ForecastLevel.Item && s.Code == "" && s.Step > 1).ToListAsync(Cancellation);
        Assert.Equal(6 * 3, scores.Count);
        foreach (var score in scores)
        {
            var month = Period.MonthOf(score.OriginOn.AddMonths(score.Step - 1));
            Assert.Equal(1 - (score.Error / (decimal)score.Actual), (await world.MetricAsync($"INV-2{score.Step - 1}", month))!.Value, 5);
        }

        var first = scores.Where(s => s.Step == 2).MaxBy(s => s.OriginOn)!;
        Assert.Equal(Math.Abs(first.Bias / (decimal)first.Actual), (await world.MetricAsync("INV-24", Period.MonthOf(first.OriginOn.AddMonths(1))))!.Value, 5);
        Assert.Equal((first.ErrorNaive - first.Error) / (decimal)first.Actual, (await world.MetricAsync("INV-25", Period.MonthOf(first.OriginOn.AddMonths(1))))!.Value, 5);

        // In October the next month is November, and September is the last with an outcome.
        var november = await db.Set<DealerForecast>().Where(f => f.ProductId != "" && f.Step == 2).SumAsync(f => f.Amount, Cancellation);
        Assert.Equal(november, Money.ToMinor((await world.MetricAsync("INV-27", Period.MonthOf(s_october)))!.Value));
        Assert.NotNull(await world.MetricAsync("INV-21", Period.Month(2026, 9)));
        Assert.Null(await world.MetricAsync("INV-21", Period.MonthOf(s_october)));
        var facts = await world.FactsAsync();
        Assert.Equal(6 * 10 * 3, facts.Count);
        Assert.All(facts, f => Assert.Equal(f.MonthOn < s_october, f.ActualAmount is not null));
        Assert.All(facts, f => Assert.InRange(f.ForecastAmount, f.P10, f.P90));
    }

    [Fact]
    public async Task Run_LaterInTheMonth_ChangesNothing_AndTheNextMonthTellsWhatCame()
    {
        await using var world = await ForecastWorld.StartAsync(Database);
        var first = await world.FactsAsync();
        Assert.True((await world.SendAsync(new AdjustForecast(ForecastLevel.Dealer, "D0001", s_october.AddMonths(2), 5_000_000_00, "新工地开工"), Some.HeadOffice("CHM"))).Ok);
        await world.RunAsync(Some.Day.AddDays(1), Cancellation);
        Assert.Equal(first.Select(Key), (await world.FactsAsync()).Select(Key));

        // In November the change of December is in what is told one month ahead, and October has its outcome.
        world.Portal.Time.SetUtcNow(Some.Noon.AddDays(20));
        await world.RunAsync(new DateOnly(2026, 11, 4), Cancellation);
        var second = await world.FactsAsync();
        Assert.Equal(first.Count + (6 * 3), second.Count);
        Assert.InRange(second.Where(f => f is { DealerId: "D0001", Horizon: 1 } && f.MonthOn == new DateOnly(2026, 12, 1)).Sum(f => f.ForecastAmount) - 5_000_000_00, -3, 3);
        var october = second.Single(f => f is { DealerId: "D0001", ProductId: "P0001", Horizon: 1 } && f.MonthOn == s_october);
        Assert.Equal(first.Single(f => f is { DealerId: "D0001", ProductId: "P0001", Horizon: 1 } && f.MonthOn == s_october).ForecastAmount, october.ForecastAmount);
        Assert.NotNull(october.ActualAmount);

        // An order that comes late corrects it, one of half a year ago does not.
        await world.Portal.RecordAsync("late", Some.Order("SO-late", "D0001", s_october.AddDays(20), "shipped"), Some.OrderLine("SO-late", 1, "D0001", "P0001", s_october.AddDays(20), netAmount: 77_00),
            Some.Order("SO-old", "D0001", s_october.AddMonths(-5), "shipped"), Some.OrderLine("SO-old", 1, "D0001", "P0001", s_october.AddMonths(-5), netAmount: 77_00));
        await world.RunAsync(new DateOnly(2026, 11, 5), Cancellation);
        var third = await world.FactsAsync();
        var moved = third.Zip(second).Where(f => f.First.ActualAmount != f.Second.ActualAmount).ToList();
        Assert.Equal([1, 2, 3], moved.Select(m => m.First.Horizon).Order());
        Assert.All(moved, m => Assert.Equal(("D0001", "P0001", s_october, 77_00L), (m.First.DealerId, m.First.ProductId, m.First.MonthOn, m.First.ActualAmount - m.Second.ActualAmount)));
    }

    [Fact]
    public async Task Run_AfterAMonthWithoutOne_MakesItGood_AndLeavesWhatOthersSaid()
    {
        await using var world = await ForecastWorld.StartAsync(Database);
        var before = (await world.FactsAsync()).ToDictionary(Key);
        await world.Portal.RecordAsync("erp", new ForecastFact { DealerId = "D0001", ProductId = "P0001", MonthOn = new DateOnly(2027, 1, 1), Horizon = 1, ForecastAmount = 123_00 });
        world.Portal.Time.SetUtcNow(Some.Noon.AddDays(50));
        await world.RunAsync(new DateOnly(2026, 12, 4), Cancellation);
        var after = await world.FactsAsync();
        Assert.Equal(6, after.Count(f => f.MonthOn == new DateOnly(2026, 12, 1) && f.Horizon == 1));
        Assert.Equal(123_00, after.Single(f => f is { DealerId: "D0001", ProductId: "P0001", Horizon: 1 } && f.MonthOn == new DateOnly(2027, 1, 1)).ForecastAmount);
        Assert.All(after.Where(f => before.ContainsKey(Key(f))), f => Assert.Equal(before[Key(f)].ForecastAmount, f.ForecastAmount));
    }

    private static (string, string, DateOnly, int, long, long, long) Key(ForecastFact f) => (f.DealerId, f.ProductId, f.MonthOn, f.Horizon, f.ForecastAmount, f.P10, f.P90);
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ForecastFactsOnSqliteTests(SqliteDatabase database) : ForecastFactTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ForecastFactsOnPostgreSqlTests(PostgreSqlDatabase database) : ForecastFactTests(database), IClassFixture<PostgreSqlDatabase>;
