using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Features.Targets.Jobs;
using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Targets;

/// <summary>Freezing, changes of months to come, and joint plans. Today is 15 October 2026.</summary>
public abstract class TargetFreezeTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Freeze_WritesEachFactOnce_AndTwiceWritesNothingMore()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.ProposingAsync();
        Assert.Equal("targets_not_agreed", await Targeting.RefusalAsync(targeting.FreezeAsync(id)));
        Assert.Equal(3, (await targeting.SendAsync(new AgreeAllTargets(id, null, TargetSource.TopDown), Targeting.Manager)).Value);
        Assert.Equal("forbidden", await Targeting.RefusalAsync(targeting.FreezeAsync(id, Targeting.Manager)));
        Assert.Equal(36, (await targeting.FreezeAsync(id)).Value);
        var (facts, lines) = (await targeting.FactsAsync(), await targeting.LinesAsync(id));
        Assert.Equal(lines.Select(l => (l.DealerId, l.MonthOn, l.TopDown)), facts.Select(f => (f.DealerId, f.MonthOn, f.TargetAmount)));
        Assert.Equal(Targeting.Top, facts.Sum(f => f.TargetAmount));
        var seqs = facts.Select(f => f.FactSeq).ToList();
        Assert.Equal(0, (await targeting.FreezeAsync(id)).Value);
        Assert.Equal(seqs, (await targeting.FactsAsync()).Select(f => f.FactSeq));
        var plan = await targeting.PlanAsync(id);
        Assert.Equal((TargetPlanState.Frozen, 1), (plan.State, plan.VersionNo));
        Assert.Equal("targets_not_open", await Targeting.RefusalAsync(targeting.SendAsync(new AgreeTargets(id, "D0001", TargetSource.TopDown), Targeting.Manager)));
        Assert.Equal("targets_not_open", await Targeting.RefusalAsync(targeting.SendAsync(new ProposeTargets(id, null, 1_00, null), Targeting.Dealer)));
        Assert.Equal("targets_not_draft", await Targeting.RefusalAsync(targeting.SendAsync(new BeginTargetSpread(id, 1_00), Targeting.Executive)));
    }

    [Fact]
    public async Task Freeze_CutShort_IsFinishedByTheNext()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.ProposingAsync();
        await targeting.SendAsync(new AgreeAllTargets(id, null, TargetSource.TopDown), Targeting.Manager);
        Assert.True((await targeting.SendAsync(new BeginTargetFreeze(id), Targeting.Executive)).Ok);
        Assert.Equal(12, (await targeting.SendAsync(new FreezeTargetPart(id, ["D0001"]), Targeting.Executive)).Value);
        Assert.Equal("targets_not_written", await Targeting.RefusalAsync(targeting.SendAsync(new FinishTargetFreeze(id), Targeting.Executive)));

        // Nothing changes under a freeze.
        Assert.Equal("targets_not_open", await Targeting.RefusalAsync(targeting.SendAsync(new AgreeTargets(id, "D0002", TargetSource.TopDown, Targeting.Even(1)), Targeting.Manager)));
        Assert.Equal(24, (await targeting.FreezeAsync(id)).Value);
        Assert.Equal(36, (await targeting.FactsAsync()).Count);
    }

    [Fact]
    public async Task Freeze_OfTheRunningYear_LeavesMonthsThatEnded()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        await targeting.Portal.RecordAsync("past", Some.Target(month: new DateOnly(2026, 9, 1), amount: 77_00), Some.Target(month: new DateOnly(2026, 10, 1), amount: 88_00));
        var id = await targeting.FrozenAsync(2026);
        var facts = await targeting.FactsAsync("D0001");
        Assert.Equal(77_00, facts.Single(f => f.MonthOn.Month == 9).TargetAmount);
        Assert.Equal((await targeting.LinesAsync(id, "D0001")).Select(l => l.Agreed!.Value), facts.Where(f => f.MonthOn.Month >= 10).Select(f => f.TargetAmount));
    }

    [Fact]
    public async Task Change_OfMonthsToCome_KeepsARevision_AndIsDoneOnce()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.FrozenAsync(2026);
        var before = await targeting.LinesAsync(id);
        var change = Guid.CreateVersion7();
        var runner = targeting.Portal.Get<TargetRunner>();
        var from = new DateOnly(2026, 11, 1);
        Assert.Equal(2, (await runner.ChangeAsync(id, "CN-E", change, from, -500, "华东工程延期", Targeting.Manager, null, Cancellation)).Value);
        Assert.Equal(0, (await runner.ChangeAsync(id, "CN-E", change, from, -500, "华东工程延期", Targeting.Manager, null, Cancellation)).Value);
        var after = await targeting.LinesAsync(id);
        foreach (var (old, now) in before.Zip(after))
        {
            var isChanged = old.DealerId != "D0003" && old.MonthOn >= from;
            Assert.Equal(isChanged ? (long)Math.Round(old.Agreed!.Value * 0.95m, MidpointRounding.AwayFromZero) : old.Agreed, now.Agreed);
        }

        Assert.Equal(after.Select(l => l.Agreed!.Value), (await targeting.FactsAsync()).Select(f => f.TargetAmount));
        await using var db = targeting.Database.Open();
        var revisions = await db.Set<TargetRevision>().AsNoTracking().ToListAsync(Cancellation);
        Assert.Equal(4, revisions.Count);
        Assert.All(revisions, r => Assert.Equal(("华东工程延期", Targeting.Manager.Name, change), (r.Reason, r.ByName, r.ChangeId)));
        Assert.Equal(2, (await targeting.PlanAsync(id)).VersionNo);
        var seen = await targeting.Portal.Get<GetDealerTargets>().RunAsync(id, "D0001", Targeting.Dealer.Scope, Cancellation);
        Assert.Equal((from, 2), (Assert.Single(seen!.Changes).From, seen.Changes[0].Months));
    }

    [Fact]
    public async Task Change_OfAPastOrRunningMonth_IsRefused_AndNothingMoves()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.FrozenAsync(2026);
        var (lines, facts) = (await targeting.LinesAsync(id), await targeting.FactsAsync());
        foreach (var month in new[] { new DateOnly(2026, 9, 1), new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 2) })
        {
            Assert.Equal("targets_month_past", await Targeting.RefusalAsync(targeting.SendAsync(new ChangeTargets(id, Guid.CreateVersion7(), ["D0001"], month, -500, null, "补"), Targeting.Manager)));
        }

        // Nor behind a later first month.
        var hidden = new ChangeTargets(id, Guid.CreateVersion7(), ["D0001"], new DateOnly(2026, 11, 1), null, [new MonthAmount(new DateOnly(2026, 10, 1), 1)], "补");
        Assert.Equal("targets_month_past", await Targeting.RefusalAsync(targeting.SendAsync(hidden, Targeting.Manager)));
        Assert.Equal("targets_words", await Targeting.RefusalAsync(targeting.SendAsync(new ChangeTargets(id, Guid.CreateVersion7(), ["D0001"], new DateOnly(2026, 11, 1), -500, null, " "), Targeting.Manager)));
        Assert.Equal("targets_month_outside", await Targeting.RefusalAsync(targeting.SendAsync(new ChangeTargets(id, Guid.CreateVersion7(), ["D0001"], new DateOnly(2027, 1, 1), -500, null, "补"), Targeting.Manager)));

        // A manager of the East changes nobody in the South, not even beside the own dealers.
        Assert.Equal("not_found", await Targeting.RefusalAsync(targeting.SendAsync(new ChangeTargets(id, Guid.CreateVersion7(), ["D0001", "D0003"], new DateOnly(2026, 11, 1), -500, null, "补"), Targeting.EastManager)));
        Assert.Equal("forbidden", await Targeting.RefusalAsync(targeting.SendAsync(new ChangeTargets(id, Guid.CreateVersion7(), ["D0001"], new DateOnly(2026, 11, 1), -500, null, "补"), Targeting.Dealer)));
        Assert.Equal(lines.Select(l => l.Agreed), (await targeting.LinesAsync(id)).Select(l => l.Agreed));
        Assert.Equal(facts.Select(f => f.FactSeq), (await targeting.FactsAsync()).Select(f => f.FactSeq));
    }

    [Fact]
    public async Task Change_WithAmounts_TakesTheMonthsThatItNames()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.FrozenAsync(2026);
        var before = (await targeting.LinesAsync(id, "D0001"))[1].Agreed;
        Assert.Equal(1, (await targeting.SendAsync(new ChangeTargets(id, Guid.CreateVersion7(), ["D0001"], new DateOnly(2026, 11, 1), null, [new MonthAmount(new DateOnly(2026, 12, 1), 5_00)], "新店推迟"), Targeting.EastManager)).Value);
        var lines = await targeting.LinesAsync(id, "D0001");
        Assert.Equal((before, 5_00L), (lines[1].Agreed, lines[2].Agreed));
        Assert.Equal(5_00, (await targeting.FactsAsync("D0001"))[2].TargetAmount);
    }

    [Fact]
    public async Task Territory_ThatMoves_TakesTheFrozenLinesAlong()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var id = await targeting.FrozenAsync(2026);
        await using (var db = targeting.Database.Open())
        {
            var context = new CommandContext(Targeting.Executive, db, "move", Some.Noon);
            MonthTarget[] moved = [new() { DealerId = "D0001", MonthOn = new DateOnly(2026, 12, 1), TargetAmount = 3_00 }, new() { DealerId = "D0002", MonthOn = new DateOnly(2026, 12, 1), TargetAmount = 9_00 }];
            await targeting.Portal.Get<ITerritoryTargets>().WriteAsync(context, moved, "杭州区域", Cancellation);
            await db.SaveChangesAsync(Cancellation);
            Assert.Equal((2, 2), (context.Facts.Count(f => f.Row is TargetFact), context.Facts.Count(f => f.Row is TargetStandingFact { Status: "changed" })));
        }

        Assert.Equal((3_00L, 9_00L), ((await targeting.LinesAsync(id, "D0001"))[2].Agreed, (await targeting.LinesAsync(id, "D0002"))[2].Agreed));
        Assert.Equal(2, (await targeting.PlanAsync(id)).VersionNo);
    }

    [Fact]
    public async Task Review_WritesThePlanFact_OfItsQuarter()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var goals = new List<Guid>();
        foreach (var due in new[] { new DateOnly(2026, 3, 31), new DateOnly(2026, 9, 30), new DateOnly(2026, 12, 31) })
        {
            goals.Add((await targeting.SendAsync(new SavePlanGoal("D0001", 2026, null, "新开一家店", null, "SAL-05", 1_000, due), Targeting.Dealer)).Value);
        }

        Assert.True((await targeting.SendAsync(new SavePlanAction("D0001", 2026, null, "选址", "张伟", new DateOnly(2026, 6, 30), new DateOnly(2026, 6, 1)), Targeting.Dealer)).Ok);
        Assert.Equal("forbidden", await Targeting.RefusalAsync(targeting.SendAsync(new ReviewJointPlan("D0001", 2026, 3, [goals[0]], "好"), Targeting.Dealer)));
        Assert.Equal("targets_quarter_ahead", await Targeting.RefusalAsync(targeting.SendAsync(new ReviewJointPlan("D0001", 2027, 1, [goals[0]], "好"), Targeting.Manager)));
        Assert.True((await targeting.SendAsync(new ReviewJointPlan("D0001", 2026, 3, [goals[0]], "一季度目标已达成"), Targeting.EastManager)).Ok);
        await using var db = targeting.Database.Open();
        var fact = await db.Set<BusinessPlanFact>().AsNoTracking().SingleAsync(Cancellation);
        Assert.Equal(("D0001", new DateOnly(2026, 7, 1), 2, 1, true), (fact.DealerId, fact.PeriodOn, fact.GoalsTotal, fact.GoalsMet, fact.Reviewed));
        Assert.Equal("targets_goal_met", await Targeting.RefusalAsync(targeting.SendAsync(new RemovePlanGoal(goals[0]), Targeting.Dealer)));

        // The newest review of a quarter takes the place of the one before.
        targeting.Portal.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await targeting.SendAsync(new ReviewJointPlan("D0001", 2026, 3, [goals[0], goals[1]], "补记"), Targeting.Manager)).Ok);
        fact = await db.Set<BusinessPlanFact>().AsNoTracking().SingleAsync(Cancellation);
        Assert.Equal((2, 2), (fact.GoalsTotal, fact.GoalsMet));
        var plan = await targeting.Portal.Get<GetJointPlan>().RunAsync("D0001", 2026, Targeting.Dealer.Scope, Cancellation);
        Assert.Equal((3, 1, "补记"), (plan!.Goals.Count, plan.Actions.Count, Assert.Single(plan.Reviews).Notes));
    }

    [Fact]
    public async Task JointPlan_OfAnotherDealer_IsNeitherSeenNorChanged()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        var goal = (await targeting.SendAsync(new SavePlanGoal("D0001", 2026, null, "目标", null, null, null, new DateOnly(2026, 12, 31)), Targeting.Dealer)).Value;
        Assert.Equal("not_found", await Targeting.RefusalAsync(targeting.SendAsync(new SavePlanGoal("D0001", 2026, null, "目标", null, null, null, new DateOnly(2026, 12, 31)), Targeting.Stranger)));
        Assert.Equal("not_found", await Targeting.RefusalAsync(targeting.SendAsync(new SavePlanGoal("D0002", 2026, goal, "目标", null, null, null, new DateOnly(2026, 12, 31)), Targeting.Stranger)));
        Assert.Equal("not_found", await Targeting.RefusalAsync(targeting.SendAsync(new RemovePlanGoal(goal), Targeting.Stranger)));
        Assert.Equal("not_found", await Targeting.RefusalAsync(targeting.SendAsync(new ReviewJointPlan("D0003", 2026, 3, [], "好"), Targeting.EastManager)));
        Assert.Equal("targets_metric_unknown", await Targeting.RefusalAsync(targeting.SendAsync(new SavePlanGoal("D0001", 2026, goal, "目标", null, "SAL-999", null, new DateOnly(2026, 12, 31)), Targeting.Dealer)));
        Assert.Null(await targeting.Portal.Get<GetJointPlan>().RunAsync("D0001", 2026, Targeting.Stranger.Scope, Cancellation));
    }

    [Fact]
    public async Task Setup_TakesTheYearFromTheFacts_AndWritesNone()
    {
        await using var targeting = await Targeting.StartAsync(Database);
        await targeting.Portal.RecordAsync("facts", Enumerable.Range(1, 12).Select(m => Some.Target(month: new DateOnly(2026, m, 1), amount: m * 100_000_00)));
        var seqs = (await targeting.FactsAsync()).Select(f => f.FactSeq).ToList();
        var setup = targeting.Portal.Get<ITargetSetup>();
        for (var again = 0; again < 2; again++)
        {
            await setup.AddFrozenAsync(2026, "渠道部", "高管", Cancellation);
            await setup.AddProposingAsync(2027, "sell_in", 800, "渠道部", (_, place) => place == 1 ? (0.9m, "保守") : null, dealer => dealer == "D0003", Cancellation);
        }

        Assert.Equal(seqs, (await targeting.FactsAsync()).Select(f => f.FactSeq));
        var plans = await targeting.Portal.Get<FindTargets>().PlansAsync(Cancellation);
        Assert.Equal([(2027, TargetPlanState.Proposing, 8_420_000_00L), (2026, TargetPlanState.Frozen, 7_800_000_00L)], plans.Select(p => (p.Year, p.State, p.TopAmount)));
        var whole = (await targeting.Portal.Get<FindTargets>().TreeAsync(plans[0], DealerScope.All, Cancellation)).Whole;
        Assert.Equal((1, 1), (whole.Answered, whole.Done));
    }
}

public sealed class TargetFreezeOnSqliteTests(SqliteDatabase database) : TargetFreezeTests(database), IClassFixture<SqliteDatabase>;

public sealed class TargetFreezeOnPostgreSqlTests(PostgreSqlDatabase database) : TargetFreezeTests(database), IClassFixture<PostgreSqlDatabase>;
