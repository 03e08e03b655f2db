using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Targets;

/// <summary>From the top amount to the frozen lines, and who may do what on the way. Today is 15 October 2026.</summary>
public abstract class TargetPlanTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Spread_ByShareAndSeason_SumsToTheCent()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.SpreadAsync();
        var lines = await targeting.LinesAsync(id);
        Assert.Equal((36, Targeting.Top), (lines.Count, lines.Sum(l => l.TopDown)));

        // Twelve months to September: 1.4 m, 0.7 m and 0.21 m.
        var sums = lines.GroupBy(l => l.DealerId).ToDictionary(g => g.Key, g => g.Sum(l => l.TopDown));
        Assert.InRange(sums["D0001"] - (Targeting.Top * 140 / 231), -1, 1);
        Assert.InRange(sums["D0003"] - (Targeting.Top * 21 / 231), -1, 1);

        // The East's December is three times another month; the South has no whole year and takes the network's.
        var east = lines.Where(l => l.DealerId == "D0001").ToList();
        Assert.InRange(east[11].TopDown / (double)east[0].TopDown, 2.9999, 3.0001);
        var south = lines.Where(l => l.DealerId == "D0003").ToList();
        Assert.InRange(south[11].TopDown / (double)south[0].TopDown, 2, 3);
        Assert.True((await targeting.PlanAsync(id)).IsSpread);
    }

    [Fact]
    public async Task Spread_OfTheRunningYear_TouchesOpenMonthsOnly()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var lines = await targeting.LinesAsync(await targeting.SpreadAsync(2026));
        Assert.Equal([10, 11, 12], lines.Select(l => l.MonthOn.Month).Distinct());
        Assert.Equal(Targeting.Top, lines.Sum(l => l.TopDown));
    }

    [Fact]
    public async Task Plan_OfEverybody_NeedsTheWholeNetwork_AndIsOneAYearAndKind()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        Assert.Equal("targets_whole_network", await Targeting.RefusalAsync(targeting.SendAsync(new CreateTargetPlan(2027, "sell_in", 1_00), Targeting.EastManager)));
        Assert.Equal("forbidden", await Targeting.RefusalAsync(targeting.SendAsync(new CreateTargetPlan(2027, "sell_in", 1_00), Targeting.Dealer)));
        Assert.Equal("targets_year", await Targeting.RefusalAsync(targeting.SendAsync(new CreateTargetPlan(2025, "sell_in", 1_00), Targeting.Executive)));
        Assert.Equal("targets_amount", await Targeting.RefusalAsync(targeting.SendAsync(new CreateTargetPlan(2027, "sell_in", 0), Targeting.Executive)));
        var id = (await targeting.SendAsync(new CreateTargetPlan(2027, "sell_in", 1_00), Targeting.Executive)).Value!;
        Assert.Equal("targets_plan_exists", await Targeting.RefusalAsync(targeting.SendAsync(new CreateTargetPlan(2027, "sell_in", 1_00), Targeting.Executive)));
        Assert.Equal("targets_not_spread", await Targeting.RefusalAsync(targeting.SendAsync(new OpenTargetProposals(id), Targeting.Executive)));

        // A spread that was cut short is no spread, and is begun again.
        Assert.True((await targeting.SendAsync(new BeginTargetSpread(id, 100), Targeting.Executive)).Ok);
        Assert.True((await targeting.SendAsync(new SpreadTargetPart(id, [new DealerMonths("D0001", [new MonthAmount(new DateOnly(2027, 1, 1), 99)])]), Targeting.Executive)).Ok);
        Assert.Equal("targets_not_spread", await Targeting.RefusalAsync(targeting.SendAsync(new FinishTargetSpread(id), Targeting.Executive)));
        Assert.Equal("targets_not_spread", await Targeting.RefusalAsync(targeting.SendAsync(new OpenTargetProposals(id), Targeting.Executive)));
    }

    [Fact]
    public async Task Propose_TouchesTheOwnLinesOnly_WhileThePlanIsOpen()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.SpreadAsync();
        Assert.Equal("not_found", await Targeting.RefusalAsync(targeting.SendAsync(new ProposeTargets(id, null, 1_000_00, null), Targeting.Dealer)));
        Assert.True((await targeting.SendAsync(new OpenTargetProposals(id), Targeting.Executive)).Ok);
        Assert.Equal(1_200_00, (await targeting.SendAsync(new ProposeTargets(id, Targeting.Even(100_00), null, "稳住基本盘"), Targeting.Dealer)).Value);
        Assert.All(await targeting.LinesAsync(id, "D0001"), l => Assert.Equal(100_00, l.Proposed));
        Assert.All(await targeting.LinesAsync(id, "D0002"), l => Assert.Null(l.Proposed));

        // Again with a total: it takes the shape of what was handed down, to the cent.
        Assert.Equal(5_000_01, (await targeting.SendAsync(new ProposeTargets(id, null, 5_000_01, null), Targeting.Dealer)).Value);
        var lines = await targeting.LinesAsync(id, "D0001");
        Assert.Equal(5_000_01, lines.Sum(l => l.Proposed));
        Assert.InRange(lines[11].Proposed!.Value / (double)lines[0].Proposed!.Value, 2.99, 3.01);
        Assert.Equal("targets_all_months", await Targeting.RefusalAsync(targeting.SendAsync(new ProposeTargets(id, [new MonthAmount(new DateOnly(2027, 1, 1), 1)], null, null), Targeting.Dealer)));
        Assert.Equal("targets_amount", await Targeting.RefusalAsync(targeting.SendAsync(new ProposeTargets(id, Targeting.Even(-1), null, null), Targeting.Dealer)));
        Assert.Equal("forbidden", await Targeting.RefusalAsync(targeting.SendAsync(new ProposeTargets(id, null, 1, null), Targeting.Manager)));

        // Agreed is agreed.
        Assert.True((await targeting.SendAsync(new AgreeTargets(id, "D0001", TargetSource.Proposal), Targeting.EastManager)).Ok);
        Assert.Equal("targets_agreed", await Targeting.RefusalAsync(targeting.SendAsync(new ProposeTargets(id, null, 1_00, null), Targeting.Dealer)));
        Assert.All(await targeting.LinesAsync(id, "D0001"), l => Assert.Equal(l.Proposed, l.Agreed));
    }

    [Fact]
    public async Task Agree_StaysInsideTheManagersRegions()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.ProposingAsync();
        Assert.Equal("not_found", await Targeting.RefusalAsync(targeting.SendAsync(new AgreeTargets(id, "D0003", TargetSource.TopDown), Targeting.EastManager)));
        Assert.Equal("forbidden", await Targeting.RefusalAsync(targeting.SendAsync(new AgreeTargets(id, "D0001", TargetSource.TopDown), Targeting.Executive)));
        Assert.Equal(1_200, (await targeting.SendAsync(new AgreeTargets(id, "D0002", TargetSource.TopDown, Targeting.Even(100)), Targeting.EastManager)).Value);
        Assert.True((await targeting.SendAsync(new ProposeTargets(id, Targeting.Even(7), null, null), Targeting.Dealer)).Ok);

        // The rest of the own scope: not who is agreed already, and nobody elsewhere.
        Assert.Equal(1, (await targeting.SendAsync(new AgreeAllTargets(id, null, TargetSource.Proposal), Targeting.EastManager)).Value);
        Assert.All(await targeting.LinesAsync(id, "D0001"), l => Assert.Equal(7, l.Agreed));
        Assert.All(await targeting.LinesAsync(id, "D0002"), l => Assert.Equal(100, l.Agreed));
        Assert.All(await targeting.LinesAsync(id, "D0003"), l => Assert.Null(l.Agreed));
        Assert.Equal(0, (await targeting.SendAsync(new AgreeAllTargets(id, "CN-E", TargetSource.TopDown), Targeting.Manager)).Value);
        Assert.Equal(1, (await targeting.SendAsync(new AgreeAllTargets(id, "CN-S", TargetSource.TopDown), Targeting.Manager)).Value);
        Assert.All(await targeting.LinesAsync(id, "D0003"), l => Assert.Equal(l.TopDown, l.Agreed));
    }

    [Fact]
    public async Task Queries_ShowTheScopeOnly_AndDealersNoDraft()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.SpreadAsync();
        var (find, get) = (targeting.Portal.Get<FindTargets>(), targeting.Portal.Get<GetDealerTargets>());
        Assert.Null(await get.RunAsync(id, "D0001", Targeting.Dealer.Scope, Cancellation));
        Assert.Empty(await get.OwnAsync("D0001", 2027, Targeting.Dealer.Scope, Cancellation));
        Assert.True((await targeting.SendAsync(new OpenTargetProposals(id), Targeting.Executive)).Ok);
        Assert.Equal("D0001", Assert.Single(await get.OwnAsync("D0001", 2027, Targeting.Dealer.Scope, Cancellation)).DealerId);
        Assert.Empty(await get.OwnAsync("D0002", 2027, Targeting.Dealer.Scope, Cancellation));
        Assert.Null(await get.RunAsync(id, "D0003", Targeting.EastManager.Scope, Cancellation));

        var plan = (await find.PlanAsync(id, Cancellation))!;
        var (all, east) = (await find.TreeAsync(plan, DealerScope.All, Cancellation), await find.TreeAsync(plan, Targeting.EastManager.Scope, Cancellation));
        Assert.Equal(["CN-E", "CN-S"], all.Areas.Select(a => a.Area.AreaId));
        Assert.Equal("CN-E", Assert.Single(east.Areas).Area.AreaId);
        Assert.Equal((Targeting.Top, 3, 2), (all.Whole.TopDown, all.Whole.Dealers, east.Whole.Dealers));
        Assert.Equal(all.Areas[0].Sums.TopDown, east.Whole.TopDown);
        Assert.Equal(all.Whole.TopDown, all.Months.Sum(m => m.Target));
    }

    [Fact]
    public async Task Tree_OfTheRunningYear_ComparesGapActualAndLastYear()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.ProposingAsync(2026, 3_000_000_00);
        var line = Some.OrderLine("SO-NOW", on: new DateOnly(2026, 10, 10), netAmount: 40_000_00);
        await targeting.Portal.RecordAsync("now", Some.Order("SO-NOW", on: new DateOnly(2026, 10, 10), netAmount: 40_000_00), line);
        var topDown = (await targeting.LinesAsync(id, "D0001")).Sum(l => l.TopDown);
        Assert.True((await targeting.SendAsync(new ProposeTargets(id, null, topDown - 500_00, null), Targeting.Dealer)).Ok);
        var find = targeting.Portal.Get<FindTargets>();
        var tree = await find.TreeAsync((await find.PlanAsync(id, Cancellation))!, DealerScope.All, Cancellation);
        var dealer = tree.Areas[0].Dealers.Single(d => d.DealerId == "D0001").Sums;

        // October is the plan's first month: what was bought before counts towards none of its targets.
        Assert.Equal((-500_00L, 40_000_00L, 1_400_000_00L), (dealer.Gap, dealer.Actual, dealer.LastYear));
        Assert.Equal((-500_00L, 1, 40_000_00L), (tree.Whole.Gap, tree.Whole.Answered, tree.Whole.Actual));
        Assert.Equal((await targeting.LinesAsync(id, "D0001"))[0].TopDown, dealer.ToDate);
        Assert.Equal((40_000_00L, 150_000_00L), (tree.Months[9].Actual, tree.Months[9].LastYear));
        Assert.Null(tree.Months[10].Actual);
    }
}

public sealed class TargetPlanOnSqliteTests(SqliteDatabase database) : TargetPlanTests(database), IClassFixture<SqliteDatabase>;

public sealed class TargetPlanOnPostgreSqlTests(PostgreSqlDatabase database) : TargetPlanTests(database), IClassFixture<PostgreSqlDatabase>;
