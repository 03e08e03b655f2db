using ChannelPortal.Features.Forecasts.Commands;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Features.Forecasts.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Forecasts;

/// <summary>The job, planners' changes and rights in the world of <see cref="ForecastWorld"/>.</summary>
public abstract class ForecastJobTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly DateOnly s_october = new(2026, 10, 1);
    private static readonly Caller s_manager = Some.HeadOffice("CHM");
    private static readonly Caller s_east = new("user-east", "王经理", new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of("D0001", "D0002"), null, ["CN-E"]);

    [Fact]
    public async Task Run_LevelsAddUp_AndAreTheMetricsHistory()
    {
        await using var world = await StartAsync();
        var view = (await world.Portal.Get<GetForecasts>().RunAsync(null, null, DealerScope.All, Cancellation))!;
        Assert.Equal(s_october, view.Months[0].MonthOn);
        Assert.Equal([1, 2, 3, 4], view.Months.Select(m => m.Step));
        var metric = await world.Portal.Get<IMetricReader>().ValueAsync("SAL-01", MetricSlice.All, Period.Month(2026, 9), DealerScope.All, Cancellation);
        Assert.Equal(Money.ToMinor(metric.Value!.Value), view.Sold[^1].Amount);
        Assert.Equal(view.Sold[^1].Amount, view.Months[0].Naive);
        Assert.Equal(2, view.Parts.Count);
        Assert.Equal(2, view.Categories.Count);
        foreach (var (month, i) in view.Months.Select((m, i) => (m, i)))
        {
            Assert.InRange(Math.Abs(month.Amount - view.Parts.Sum(p => p.Months[i].Amount)), 0, 2);
            Assert.InRange(Math.Abs(month.Amount - view.Categories.Sum(p => p.Months[i].Amount)), 0, 2);
            Assert.InRange(month.Amount, month.Low, month.High);
        }

        var east = (await world.Portal.Get<GetForecasts>().RunAsync(ForecastLevel.Area, "CN-E", DealerScope.All, Cancellation))!;
        Assert.Equal(["D0001", "D0002"], east.Parts.Select(p => p.Subject.Code).Order(StringComparer.Ordinal));
        Assert.InRange(Math.Abs(east.Months[1].Amount - east.Parts.Sum(p => p.Months[1].Amount)), 0, 2);
        var dealer = (await world.Portal.Get<GetForecasts>().RunAsync(ForecastLevel.Dealer, "D0001", DealerScope.All, Cancellation))!;
        Assert.Equal(["Company", "Area", "Dealer"], dealer.Path.Select(s => s.Level.ToString()));
        Assert.InRange(Math.Abs(dealer.Months[2].Amount - dealer.Parts.Sum(p => p.Months[2].Amount)), 0, 2);

        // A steady season is no riddle: the company is forecast better than by its last month.
        var company = view.Accuracy.Single(a => a is { Level: ForecastLevel.Company, Step: 1 });
        Assert.Equal(12, company.Origins);
        Assert.InRange(company.Accuracy, 0.85m, 1m);
        Assert.True(company.Accuracy > company.Naive);
    }

    [Fact]
    public async Task Run_Again_TakesTheOldOnesPlace_AndKeepsWhatPlannersChanged()
    {
        await using var world = await StartAsync();
        Assert.True((await SendAsync(world, new AdjustForecast(ForecastLevel.Dealer, "D0001", s_october, 5_000_000_00, "新工地开工"), s_east)).Ok);

        // What a run wrote before its node died belongs to no run.
        await world.Database.InsertAsync(new DealerForecast { RunId = Guid.CreateVersion7(), DealerId = "D0001", ProductId = "", MonthOn = s_october });
        await world.RunAsync(Some.Day, Cancellation);
        await using var db = world.Database.Open();
        var run = Assert.Single(await db.Set<ForecastRun>().AsNoTracking().ToListAsync(Cancellation));
        Assert.True(run.IsCurrent);
        Assert.Equal([run.Id], await db.Set<DealerForecast>().Select(f => f.RunId).Distinct().ToListAsync(Cancellation));
        Assert.Equal([run.Id], await db.Set<ForecastScore>().Select(f => f.RunId).Distinct().ToListAsync(Cancellation));
        var kept = await db.Set<DealerForecast>().AsNoTracking().SingleAsync(f => f.DealerId == "D0001" && f.ProductId == "" && f.MonthOn == s_october, Cancellation);
        Assert.Equal(5_000_000_00, kept.Amount);
        Assert.NotEqual(kept.Amount, kept.Machine);
    }

    [Theory]
    [InlineData(ForecastLevel.Company, "")]
    [InlineData(ForecastLevel.Area, "CN-E")]
    [InlineData(ForecastLevel.Category, "瓷砖胶")]
    [InlineData(ForecastLevel.Dealer, "D0002")]
    public async Task Adjust_AnyLevel_LeavesTheLevelsAddingUp_AndWithdrawnGivesBack(ForecastLevel level, string code)
    {
        await using var world = await StartAsync();
        var before = await AmountsAsync(world);
        var changed = await SendAsync(world, new AdjustForecast(level, code, s_october.AddMonths(1), 9_876_543_21, "促销"), s_manager);
        Assert.True(changed.Ok);
        var after = await AmountsAsync(world);
        Assert.Equal(9_876_543_21, after[(level, code)]);
        AddsUp(after);
        var shown = (await world.Portal.Get<GetForecasts>().RunAsync(null, null, DealerScope.All, Cancellation))!;
        Assert.Equal((code, 9_876_543_21, "促销", (long?)null), (shown.Changes[0].Change.Code, shown.Changes[0].Change.Amount, shown.Changes[0].Change.Reason, shown.Changes[0].Actual));
        Assert.True((await SendAsync(world, new WithdrawForecastChange(changed.Value), s_manager)).Ok);
        Assert.Equal("forecast_withdrawn", (await SendAsync(world, new WithdrawForecastChange(changed.Value), s_manager)).Errors[0].Code);
        var back = await AmountsAsync(world);
        Assert.All(before, b => Assert.InRange(Math.Abs(b.Value - back[b.Key]), 0, 20));
    }

    [Fact]
    public async Task Adjust_TwoPlannersAtOnce_LoseNothing()
    {
        await using var world = await StartAsync();
        var before = await AmountsAsync(world);
        await Task.WhenAll(
            SendAsync(world, new AdjustForecast(ForecastLevel.Dealer, "D0001", s_october.AddMonths(1), before[(ForecastLevel.Dealer, "D0001")] + 1_000_00, "a"), s_manager),
            SendAsync(world, new AdjustForecast(ForecastLevel.Dealer, "D0003", s_october.AddMonths(1), before[(ForecastLevel.Dealer, "D0003")] + 2_000_00, "b"), s_manager));
        var after = await AmountsAsync(world);
        Assert.Equal(before[(ForecastLevel.Company, "")] + 3_000_00, after[(ForecastLevel.Company, "")]);
        AddsUp(after);
    }

    [Fact]
    public async Task Rights_AnAreasManagerAndADealer_SeeTheirsAndNothingElse()
    {
        await using var world = await StartAsync();
        var query = world.Portal.Get<GetForecasts>();
        var widest = (await query.RunAsync(null, null, s_east.Scope, Cancellation))!;
        Assert.Equal((ForecastLevel.Area, "CN-E"), (widest.Subject.Level, widest.Subject.Code));
        foreach (var (level, code) in new[] { (ForecastLevel.Company, ""), (ForecastLevel.Category, "瓷砖胶"), (ForecastLevel.Product, "P0001"), (ForecastLevel.Area, "CN-S"), (ForecastLevel.Area, ""), (ForecastLevel.Dealer, "D0003"), (ForecastLevel.Dealer, "D9999"), (ForecastLevel.Item, "") })
        {
            Assert.Null(await query.RunAsync(level, code, s_east.Scope, Cancellation));
            Assert.False((await SendAsync(world, new AdjustForecast(level, code, s_october, 1_00, "x"), s_east)).Ok);
        }

        var own = (await query.RunAsync(ForecastLevel.Dealer, "D0001", DealerScope.Own("D0001"), Cancellation))!;
        Assert.Single(own.Path);
        Assert.Empty(own.Changes);
        Assert.DoesNotContain(own.Accuracy, a => a.Level is ForecastLevel.Company or ForecastLevel.Area);
        Assert.Null(await query.RunAsync(ForecastLevel.Dealer, "D0002", DealerScope.Own("D0001"), Cancellation));
        Assert.Null(await query.RunAsync(ForecastLevel.Area, "CN-E", DealerScope.Own("D0001"), Cancellation));
        Assert.Equal("forbidden", (await SendAsync(world, new AdjustForecast(ForecastLevel.Dealer, "D0001", s_october, 1_00, "x"), Some.DealerCaller())).Errors[0].Code);
    }

    [Fact]
    public async Task Adjust_BadInput_SaysWhy()
    {
        await using var world = await StartAsync();
        Assert.Equal("forecast_reason", (await SendAsync(world, new AdjustForecast(ForecastLevel.Company, "", s_october, 1_00, " "), s_manager)).Errors[0].Code);
        Assert.Equal("forecast_amount", (await SendAsync(world, new AdjustForecast(ForecastLevel.Company, "", s_october, -1, "x"), s_manager)).Errors[0].Code);
        Assert.Equal("not_found", (await SendAsync(world, new AdjustForecast(ForecastLevel.Product, "P0001", s_october, 1, "x"), s_manager)).Errors[0].Code);
        Assert.Equal("not_found", (await SendAsync(world, new AdjustForecast(ForecastLevel.Company, "", s_october.AddMonths(9), 1, "x"), s_manager)).Errors[0].Code);
    }

    private static void AddsUp(Dictionary<(ForecastLevel, string), long> amounts)
    {
        long Sum(ForecastLevel level) => amounts.Where(a => a.Key.Item1 == level).Sum(a => a.Value);
        var company = amounts[(ForecastLevel.Company, "")];
        Assert.All([ForecastLevel.Area, ForecastLevel.Category, ForecastLevel.Product, ForecastLevel.Dealer, ForecastLevel.Item], l => Assert.InRange(Math.Abs(company - Sum(l)), 0, 20));
    }

    private static async Task<Dictionary<(ForecastLevel, string), long>> AmountsAsync(ForecastWorld world)
    {
        var month = s_october.AddMonths(1);
        await using var db = world.Database.Open();
        var totals = await db.Set<TotalForecast>().AsNoTracking().Where(f => f.MonthOn == month).ToListAsync();
        var dealers = await db.Set<DealerForecast>().AsNoTracking().Where(f => f.MonthOn == month).ToListAsync();
        return totals.Select(t => ((t.Level, t.Code), t.Amount))
            .Concat(dealers.Select(d => ((d.ProductId.Length == 0 ? ForecastLevel.Dealer : ForecastLevel.Item, d.ProductId.Length == 0 ? d.DealerId : d.DealerId + "/" + d.ProductId), d.Amount)))
            .ToDictionary(a => a.Item1, a => a.Amount);
    }

    private static Task<Result<TResult>> SendAsync<TResult>(ForecastWorld world, ICommand<TResult> command, Caller caller) => world.SendAsync(command, caller);

    private Task<ForecastWorld> StartAsync() => ForecastWorld.StartAsync(Database);
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ForecastJobOnSqliteTests(SqliteDatabase database) : ForecastJobTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ForecastJobOnPostgreSqlTests(PostgreSqlDatabase database) : ForecastJobTests(database), IClassFixture<PostgreSqlDatabase>;
