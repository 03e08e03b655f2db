using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Rebates.Data;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Rebates;

/// <summary>Programmes: tried before they are decided, decided by somebody else, and never changed once in force.</summary>
public abstract class RebateProgramTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_designer = Some.HeadOffice("MKT");
    private static readonly DateOnly s_next = new(2027, 1, 1);

    [Fact]
    public async Task Draft_GoesThroughATrialAndASecondPerson_AndIsThenInForce()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        await ordering.BoughtAsync("SO-1", 1_200_000_00);
        var rule = Rebating.Rule() with { GraceDays = 10 };
        var draft = (await ordering.SendAsync(new SaveRebateDraft(null, "新政策", "New programme", Some.Day, rule, null), s_designer)).Value!;
        Assert.Equal("rebate_not_tried", (await ordering.SendAsync(new SubmitRebateDraft(draft.ProgramId), s_designer)).Errors[0].Code);
        var trial = await ordering.Portal.Get<RebateTrial>().RunAsync(draft.ProgramId, rule, null, Cancellation);

        // A trial of another rule does not count for this one.
        Assert.True((await ordering.SendAsync(new SaveRebateDraft(draft.ProgramId, "新政策", "New programme", Some.Day, rule with { GraceDays = 11 }, trial), s_designer)).Ok);
        Assert.Equal("rebate_not_tried", (await ordering.SendAsync(new SubmitRebateDraft(draft.ProgramId), s_designer)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new SaveRebateDraft(draft.ProgramId, "新政策", "New programme", Some.Day, rule, trial), s_designer)).Ok);
        Assert.Equal("not_found", (await ordering.SendAsync(new DecideRebateDraft(draft.ProgramId, true, null), Rebating.Executive)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new SubmitRebateDraft(draft.ProgramId), s_designer)).Ok);
        Assert.Equal("rebate_in_review", (await ordering.SendAsync(new SaveRebateDraft(draft.ProgramId, "新政策", "New programme", Some.Day, rule, trial), s_designer)).Errors[0].Code);
        var both = Rebating.Executive with { UserId = s_designer.UserId };
        Assert.Equal("rebate_own_draft", (await ordering.SendAsync(new DecideRebateDraft(draft.ProgramId, true, null), both)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new DecideRebateDraft(draft.ProgramId, true, null), Rebating.Clerk)).Errors[0].Code);
        Assert.Equal(RebateVersion.Approved, (await ordering.SendAsync(new DecideRebateDraft(draft.ProgramId, true, null), Rebating.Executive)).Value);
        await using var db = ordering.Database.Open();
        var force = (await RebateEngine.InForceAsync(db, draft.ProgramId, Some.Day, Cancellation))!;
        Assert.Equal((1, rule.Digest), (force.No, force.Rule.Digest));
        Assert.Equal(["active", "active"], (await ordering.Portal.Get<FindRebatePrograms>().ListAsync(Cancellation)).Select(p => p.State));
    }

    [Fact]
    public async Task Version_InForce_IsNeverChanged_ItsSuccessorBeginsLater()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        await ordering.BoughtAsync("SO-1", 1_200_000_00);
        var rule = Rebating.Rule(RebateMethod.Incremental);
        Assert.Equal("rebate_from_past", (await ordering.SendAsync(new SaveRebateDraft(Rebating.Program, "a", "b", Rebating.September, rule, null), s_designer)).Errors[0].Code);
        var trial = await ordering.Portal.Get<RebateTrial>().RunAsync(Rebating.Program, rule, null, Cancellation);
        Assert.Equal(2, (await ordering.SendAsync(new SaveRebateDraft(Rebating.Program, "a", "b", s_next, rule, trial), s_designer)).Value!.No);
        await ordering.SendAsync(new SubmitRebateDraft(Rebating.Program), s_designer);
        Assert.True((await ordering.SendAsync(new DecideRebateDraft(Rebating.Program, true, null), Rebating.Executive)).Ok);
        Assert.Equal("rebate_from_taken", (await ordering.SendAsync(new SaveRebateDraft(Rebating.Program, "a", "b", s_next, rule, trial), s_designer)).Errors[0].Code);
        await using var db = ordering.Database.Open();
        Assert.Equal((1, 2), ((await RebateEngine.InForceAsync(db, Rebating.Program, Some.Day, Cancellation))!.No, (await RebateEngine.InForceAsync(db, Rebating.Program, s_next, Cancellation))!.No));
        Assert.Equal(Rebating.Rule().ToJson(), (await db.Set<RebateVersion>().SingleAsync(v => v.ProgramId == Rebating.Program && v.No == 1, Cancellation)).Text);

        // A period that is over is calculated by the version that was in force, whatever came after.
        Assert.Equal(36_000_00, (await ordering.RunAsync()).Amount);
        Assert.Equal("季度返利 RP-1", (await db.Set<RebateProgram>().SingleAsync(p => p.Id == Rebating.Program, Cancellation)).Name);
    }

    [Fact]
    public async Task Close_EndsWithTheRunningPeriod_AndWhatIsOwedIsPaid()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        await ordering.BoughtAsync("SO-1", 1_200_000_00);
        Assert.Equal("forbidden", (await ordering.SendAsync(new CloseRebateProgram(Rebating.Program, "预算"), s_designer)).Errors[0].Code);
        Assert.Equal("rebate_reason", (await ordering.SendAsync(new CloseRebateProgram(Rebating.Program, " "), Rebating.Executive)).Errors[0].Code);
        Assert.Equal(s_next, (await ordering.SendAsync(new CloseRebateProgram(Rebating.Program, "预算"), Rebating.Executive)).Value);
        await using var db = ordering.Database.Open();
        Assert.NotNull(await RebateEngine.InForceAsync(db, Rebating.Program, Some.Day, Cancellation));
        Assert.Null(await RebateEngine.InForceAsync(db, Rebating.Program, s_next, Cancellation));
        Assert.Equal(36_000_00, (await ordering.RunAsync()).Amount);
    }

    [Fact]
    public async Task Trial_OnTheLastYear_CostsWhatTheCalculationWould_AndNamesWhoGains()
    {
        await using var ordering = await Rebating.StartAsync(Database, Rebating.Rule(RebateMethod.Incremental));
        foreach (var (order, dealer, net, month) in new[] { ("SO-1", "D0001", 1_200_000_00L, 8), ("SO-2", "D0001", 600_000_00, 5), ("SO-3", "D0002", 400_000_00, 2), ("SO-4", "D0002", 9_000_000_00, -2) })
        {
            await ordering.BoughtAsync(order, net, new DateOnly(2026, 1, 10).AddMonths(month - 1), dealer);
        }

        var steps = new List<double>();
        var trial = await ordering.Portal.Get<RebateTrial>().RunAsync(Rebating.Program, Rebating.Rule(), new Told(steps), Cancellation);

        // 1.2 m at 3 %, 0.6 m at 2 %, 0.4 m at 1 %, and October of last year at 3 %.
        Assert.Equal((new DateOnly(2025, 10, 1), new DateOnly(2026, 10, 1), 4, 2), (trial.From, trial.Until, trial.Periods, trial.Dealers));
        Assert.Equal(36_000_00 + 12_000_00 + 4_000_00 + 270_000_00, trial.Cost);
        Assert.Equal(21_000_00 + 7_000_00 + 4_000_00 + 255_000_00, trial.CostBefore);
        Assert.Equal([1_000, 1_000, 1_000], trial.Reach);
        Assert.Equal([("D0001", 20_000_00L), ("D0002", 15_000_00L)], trial.Gainers.Select(g => (g.DealerId, g.Amount - g.Before!.Value)));
        Assert.Equal([0.25, 0.5, 0.75, 1], steps);
        Assert.Null((await ordering.Portal.Get<RebateTrial>().RunAsync(null, Rebating.Rule(), null, Cancellation)).CostBefore);
        await using var db = ordering.Database.Open();
        Assert.Equal(0, await db.Set<RebateStatement>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Setup_OfAPast_IsCalculatedByThePortal_AndRepeatedChangesNothing()
    {
        await using var ordering = await Rebating.StartAsync(Database);
        await using var fresh = ordering.Database.Open();
        await fresh.Set<RebateVersion>().ExecuteDeleteAsync(Cancellation);
        await fresh.Set<RebateProgram>().ExecuteDeleteAsync(Cancellation);
        await ordering.BoughtAsync("SO-1", 1_200_000_00);
        await ordering.BoughtAsync("SO-2", 600_000_00, new DateOnly(2026, 4, 20));
        await ordering.BoughtAsync("SO-3", 700_000_00, dealer: "D0002");
        var setup = ordering.Portal.Get<IRebateSetup>();
        for (var i = 0; i < 2; i++)
        {
            await setup.AddIfNoneAsync([new RebateProgramSeed("RP-Q", "季", "Q", "sell_in", "retroactive", "quarter", [(0, 0.01m), (500_000, 0.02m)], false, 7, new DateOnly(2026, 1, 1), "甲", "乙")], Cancellation);
            await setup.CalculateAsync(Cancellation);
        }

        Assert.Equal(2, await setup.MoveOnAsync(Some.Day, FateOf, Cancellation));
        Assert.Equal(1, await setup.MoveOnAsync(Some.Day, (_, _, _, _) => new RebateFate("disputed", Words: "基数不符"), Cancellation));
        var past = await ordering.StatementAsync(new DateOnly(2026, 4, 1), program: "RP-Q");
        Assert.Equal((RebateState.Closed, 12_000_00L, new DateOnly(2026, 7, 9)), (past.State, past.Settled, past.SettledOn!.Value));
        var waiting = await ordering.StatementAsync(program: "RP-Q");
        Assert.Equal((RebateState.Confirmed, 24_000_00L), (waiting.State, waiting.Payable));
        Assert.Equal(RebateState.Disputed, (await ordering.StatementAsync(dealer: "D0002", program: "RP-Q")).State);
        Assert.Single(await ordering.Portal.Get<ChannelPortal.Features.Approvals.Queries.FindApprovals>().InboxAsync(Rebating.Executive, Cancellation));

        static RebateFate? FateOf(string program, string dealer, Period period, int place) =>
            period.Start == Rebating.Quarter ? dealer == "D0001" ? new RebateFate("approval") : null : new RebateFate("settled", new DateOnly(2026, 7, 9));
    }

    private sealed class Told(List<double> steps) : IProgress<double>
    {
        public void Report(double value) => steps.Add(value);
    }
}

public sealed class RebateProgramOnSqliteTests(SqliteDatabase database) : RebateProgramTests(database), IClassFixture<SqliteDatabase>;

public sealed class RebateProgramOnPostgreSqlTests(PostgreSqlDatabase database) : RebateProgramTests(database), IClassFixture<PostgreSqlDatabase>;
