using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Jobs;
using ChannelPortal.Features.Policies.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static ChannelPortal.Tests.Features.Policies.Deciding;

namespace ChannelPortal.Tests.Features.Policies;

/// <summary>From a proposal to the day on which it counts: two people, no overlaps, no past rewritten, and nobody else's exceptions.</summary>
public abstract class PolicyTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Proposal_ChangesNothing_UntilAnotherPersonApproves_AndThenFromItsDay()
    {
        await using var run = await StartAsync(Database);
        var no = await run.ProposeAsync(Draft(45, "gold", from: Some.Day.AddDays(2)));
        Assert.False((await run.ValueAsync(day: Some.Day.AddDays(2)))!.IsSet);
        Assert.Equal("forbidden", Code(await run.SendAsync(new DecidePolicy(no, true, null), Manager)));
        Assert.True((await run.SendAsync(new DecidePolicy(no, true, null), Executive)).Ok);
        Assert.Equal("policy_decided", Code(await run.SendAsync(new DecidePolicy(no, true, null), Executive)));
        Assert.Equal(new PolicyValue("D0001", 30, PolicyLevel.Standard, null), await run.ValueAsync());
        Assert.Equal(new PolicyValue("D0001", 45, PolicyLevel.Tier, no), await run.ValueAsync(day: Some.Day.AddDays(2)));
        Assert.False((await run.ValueAsync("D0003", Some.Day.AddDays(2)))!.IsSet);
        Assert.Equal(["proposed", "approved"], (await run.FactsAsync()).Select(f => f.Status));
        await using var db = run.Database.Open();
        Assert.Equal(["policies.approve", "policies.propose"], await db.Set<AuditEntry>().Where(a => a.EntityId == no).Select(a => a.Action).OrderBy(a => a).ToListAsync(Cancellation));

        // The day is told once, however often the job runs.
        run.Portal.Time.Advance(TimeSpan.FromDays(2));
        await run.Portal.Get<JobRunner>().CatchUpAsync(PolicyCalendarJob.JobName, Cancellation);
        await run.Portal.Get<JobRunner>().CatchUpAsync(PolicyCalendarJob.JobName, Cancellation);
        Assert.Equal(["proposed", "approved", "begun"], (await run.FactsAsync()).Select(f => f.Status));
    }

    [Fact]
    public async Task Own_ProposalOfAnExecutive_NeedsASecondOne_AndARefusalAReason()
    {
        await using var run = await StartAsync(Database);
        var no = await run.ProposeAsync(Draft(45, "gold"), Executive);
        Assert.Equal("policy_own", Code(await run.SendAsync(new DecidePolicy(no, true, null), Executive)));
        Assert.Equal("policy_reason", Code(await run.SendAsync(new DecidePolicy(no, false, " "), Executive with { UserId = "second" })));
        Assert.True((await run.SendAsync(new DecidePolicy(no, false, "预算不足"), Executive with { UserId = "second" })).Ok);
        Assert.False((await run.ValueAsync())!.IsSet);
        Assert.True((await run.SendAsync(new ProposePolicy(Draft(46, "gold"), "再来"), Manager)).Ok);
    }

    [Fact]
    public async Task Overlap_OfOneTarget_IsRefusedAndNamesTheOther_ApprovedOrWaiting()
    {
        await using var run = await StartAsync(Database);
        var first = await run.ApprovedAsync(Draft(45, "gold", last: Some.Day.AddDays(9)));
        var refused = await run.SendAsync(new ProposePolicy(Draft(50, "gold", from: Some.Day.AddDays(9)), "x"), Manager);
        Assert.Equal(("policy_overlap", first), (Code(refused), refused.Errors[0].Args[0]));
        var waiting = await run.ProposeAsync(Draft(50, "gold", from: Some.Day.AddDays(10)));
        refused = await run.SendAsync(new ProposePolicy(Draft(55, "gold", from: Some.Day.AddDays(20)), "x"), Manager);
        Assert.Equal(("policy_overlap_waiting", waiting), (Code(refused), refused.Errors[0].Args[0]));

        // Other targets and other keys do not collide, even where they hold the same dealers.
        await run.ApprovedAsync(Draft(50, "gold", "CN-E"));
        await run.ApprovedAsync(Draft(51, "gold", "33"));
        await run.ApprovedAsync(Draft(52, dealer: "D0001"));
        await run.ApprovedAsync(Draft(53, segment: "growth"));
        await run.ApprovedAsync(Draft(2_00, "gold", key: PolicyKeys.MdfAccrual));
        Assert.Equal((52, 51), ((await run.ValueAsync())!.Value, (await run.ValueAsync("D0002"))!.Value));
        Assert.Equal("policy_overlap", Code(await run.SendAsync(new ProposePolicy(Draft(60, dealer: "D0001"), "x"), Manager)));
    }

    [Fact]
    public async Task Proposals_OfManyAtOnce_ForOneTarget_LeaveOne()
    {
        await using var run = await StartAsync(Database);
        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => run.SendAsync(new ProposePolicy(Draft(40 + i, "gold"), "x"), Manager with { UserId = "m" + i }))));
        Assert.Single(sent, r => r.Ok);
        Assert.All(sent.Where(r => !r.Ok), r => Assert.Equal("policy_overlap_waiting", Code(r)));
    }

    [Fact]
    public async Task Successor_EndsTheOldOneOnItsFirstDay_AndThePastStays()
    {
        await using var run = await StartAsync(Database);
        var old = await run.ApprovedAsync(Draft(45, "gold"));
        var next = await run.ProposeAsync(Draft(60, "gold", from: Some.Day.AddDays(5), replaces: old));
        Assert.Equal(45, (await run.ValueAsync(day: Some.Day.AddDays(30)))!.Value);
        Assert.True((await run.SendAsync(new DecidePolicy(next, true, null), Executive)).Ok);
        Assert.Equal([45L, 45, 60, 60], await ValuesAsync(run, 0, 4, 5, 300));
        run.Portal.Time.Advance(TimeSpan.FromDays(10));
        Assert.Equal([45L, 45, 60], await ValuesAsync(run, 0, 4, 5));

        // Nobody writes into the past, neither by proposing nor by approving late.
        Assert.Equal("policy_past", Code(await run.SendAsync(new ProposePolicy(Draft(70, "silver", from: Some.Day.AddDays(9)), "x"), Manager)));
        var late = await run.ProposeAsync(Draft(70, "silver", from: Some.Day.AddDays(10)));
        run.Portal.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("policy_past", Code(await run.SendAsync(new DecidePolicy(late, true, null), Executive)));
        Assert.Equal("policy_not_yours", Code(await run.SendAsync(new WithdrawPolicy(late), Executive)));
        Assert.True((await run.SendAsync(new WithdrawPolicy(late), Manager)).Ok);
        Assert.Equal("policy_replaces", Code(await run.SendAsync(new ProposePolicy(Draft(70, "silver", from: Some.Day.AddDays(20), replaces: next), "x"), Manager)));
    }

    [Fact]
    public async Task End_IsProposedAndApproved_AndTheNextLevelHoldsAgain()
    {
        await using var run = await StartAsync(Database);
        await run.ApprovedAsync(Draft(45, "gold"));
        var exception = await run.ApprovedAsync(Draft(90, dealer: "D0001"));
        var end = await run.SendAsync(new ProposePolicyEnd(exception, Some.Day.AddDays(3), "项目结束"), Manager);
        Assert.Equal("policy_end_waiting", Code(await run.SendAsync(new ProposePolicyEnd(exception, Some.Day.AddDays(4), "x"), Manager)));
        Assert.True((await run.SendAsync(new DecidePolicy(end.Value!, true, null), Executive)).Ok);
        Assert.Equal([90L, 90, 45], await ValuesAsync(run, 0, 2, 3));
    }

    [Fact]
    public async Task Faults_AreAllNamed()
    {
        await using var run = await StartAsync(Database);
        var result = await run.SendAsync(new ProposePolicy(Draft(400, "gold", "99", "growth", from: Some.Day.AddDays(-1), last: Some.Day.AddDays(-3)), ""), Manager);
        Assert.Equal(["policy_days", "policy_past", "policy_range", "policy_reason", "policy_region", "policy_target"], result.Errors.Select(e => e.Code).Order(StringComparer.Ordinal));
        Assert.Equal("policy_target", Code(await run.SendAsync(new ProposePolicy(Draft(40, region: "33"), "x"), Manager)));
        Assert.Equal("policy_key", Code(await run.SendAsync(new ProposePolicy(Draft(40, "gold", key: "nothing"), "x"), Manager)));
    }

    [Fact]
    public async Task Others_SeeAndTouchNothing()
    {
        await using var run = await StartAsync(Database);
        var mine = await run.ApprovedAsync(Draft(52, dealer: "D0003"));
        var waiting = await run.ProposeAsync(Draft(53, dealer: "D0003", key: PolicyKeys.VisitFrequency) with { Value = 5 });
        Assert.Equal("not_found", Code(await run.SendAsync(new ProposePolicy(Draft(40, dealer: "D0003"), "x"), EastManager)));
        Assert.Equal("not_found", Code(await run.SendAsync(new ProposePolicy(Draft(40, dealer: "D9999"), "x"), EastManager)));
        Assert.Equal("not_found", Code(await run.SendAsync(new WithdrawPolicy(waiting), EastManager)));
        Assert.Equal("not_found", Code(await run.SendAsync(new ProposePolicyEnd(mine, Some.Day.AddDays(1), "x"), EastManager)));
        Assert.Equal("forbidden", Code(await run.SendAsync(new ProposePolicy(Draft(40, dealer: "D0001"), "x"), Some.DealerCaller())));
        var east = await run.Portal.Get<FindPolicies>().RunAsync(EastManager, Cancellation);
        Assert.Empty(east.Rows);
        Assert.Equal(2, (await run.Portal.Get<FindPolicies>().RunAsync(Manager, Cancellation)).Rows.Count);

        // A tier is everybody's: a manager of an area may propose it, and hears of dealers beyond the area by number only.
        var seen = await run.Portal.Get<PreviewPolicy>().RunAsync(Draft(33, "silver"), null, EastManager, Cancellation);
        Assert.Equal((1, 1, 0, 0), (seen.Concerned, seen.Covered, seen.Moves.Count, seen.Beyond));
        seen = await run.Portal.Get<PreviewPolicy>().RunAsync(Draft(2, "silver", key: PolicyKeys.LeadPriority), null, EastManager, Cancellation);
        Assert.Equal((1, 0, 0, 1), (seen.Concerned, seen.Covered, seen.Moves.Count, seen.Beyond));
        Assert.True((await run.SendAsync(new ProposePolicy(Draft(33, "silver"), "x"), EastManager)).Ok);

        // Resolution starts from the dealers of the scope, and a dealer sees its own exception in no other's place.
        Assert.Null(await run.ValueAsync("D0003", scope: DealerScope.Own("D0001")));
        Assert.Equal(52, (await run.ValueAsync("D0003", scope: DealerScope.Own("D0003")))!.Value);
        Assert.Null(await run.Portal.Get<IDealerBenefits>().FindAsync("D0003", Some.Day, DealerScope.Own("D0001"), Cancellation));
        Assert.Null(await run.Portal.Get<IDealerBenefits>().FindAsync("D9999", Some.Day, DealerScope.All, Cancellation));
    }

    [Fact]
    public async Task Preview_SaysWhoChangesFromWhatToWhat()
    {
        await using var run = await StartAsync(Database);
        await run.ApprovedAsync(Draft(60, dealer: "D0002"));
        var old = await run.ApprovedAsync(Draft(40, "gold", from: Some.Day));
        var seen = await run.Portal.Get<PreviewPolicy>().RunAsync(Draft(45, "gold", from: Some.Day.AddDays(5)), null, Manager, Cancellation);
        Assert.Equal((2, 1, old, false), (seen.Concerned, seen.Covered, seen.Collides, seen.IsCollisionWaiting));
        seen = await run.Portal.Get<PreviewPolicy>().RunAsync(Draft(45, "gold", from: Some.Day.AddDays(5), replaces: old), null, Manager, Cancellation);
        Assert.Equal((null, 1), (seen.Collides, seen.Covered));
        Assert.Equal(("D0001", 40L, 45L), Assert.Single(seen.Moves) is var move ? (move.DealerId, move.Before!.Value, move.After!.Value) : default);
        seen = await run.Portal.Get<PreviewPolicy>().RunAsync(Draft(40, "gold", from: Some.Day.AddDays(5)), old, Manager, Cancellation);
        Assert.Equal((40L, 30L), Assert.Single(seen.Moves) is var back ? (back.Before!.Value, back.After!.Value) : default);
    }

    [Fact]
    public async Task Benefits_NameValueSourceAndTheTierAbove_WithEveryReason()
    {
        await using var run = await StartAsync(Database);
        var gold = await run.ApprovedAsync(Draft(45, "gold"));
        await run.ApprovedAsync(Draft(60, "platinum"));
        var region = await run.ApprovedAsync(Draft(50, "gold", "CN-E", from: Some.Day.AddDays(4)));
        var found = (await run.Portal.Get<IDealerBenefits>().FindAsync("D0001", Some.Day, DealerScope.Own("D0001"), Cancellation))!;
        Assert.Equal(("gold", "platinum", PolicyKeys.All.Count), (found.Tier, found.NextTier, found.Keys.Count));
        var term = found.Keys[0];
        Assert.Equal((45, gold, 60), (term.Own.Value, term.Own.PolicyNo, term.Next!.Value));
        Assert.Equal(
            [(gold, PolicyOutcome.Applied), (region, PolicyOutcome.NotBegun), (null, PolicyOutcome.Beaten)], term.Steps.Select(s => (s.PolicyNo, s.Outcome)));
        Assert.All(term.Steps, s => Assert.Null(s.Reason));
        Assert.NotNull((await run.Portal.Get<IDealerBenefits>().FindAsync("D0001", Some.Day, DealerScope.All, Cancellation))!.Keys[0].Steps[0].Reason);
        Assert.Equal((50, PolicyLevel.TierRegion), (await run.Portal.Get<IDealerBenefits>().FindAsync("D0001", Some.Day.AddDays(4), DealerScope.All, Cancellation))!.Keys[0].Own is var then ? (then.Value, then.Level) : default);
    }

    /// <summary>A value of a past day follows from what the dealer was on that day, not from what it is now.</summary>
    [Fact]
    public async Task Past_IsResolvedByTheTierOfThatDay()
    {
        await using var run = await StartAsync(Database, s => s.AddSingleton<IDealerPast, DealerPast>());
        await run.ApprovedAsync(Draft(45, "gold"));
        await run.ApprovedAsync(Draft(60, "platinum"));
        run.Portal.Time.Advance(TimeSpan.FromDays(20));
        await run.Portal.RecordAsync("moved", Some.Dealer("D0001", tier: "platinum"), new TierMoveFact { DealerId = "D0001", MovedOn = Some.Day.AddDays(10), Direction = "up", OccurredAt = Some.Noon });
        Assert.Equal([45L, 45, 60, 60], await ValuesAsync(run, 0, 9, 10, 20));
        Assert.Equal(45, (await run.ValueAsync("D0002", Some.Day))!.Value);
    }

    [Fact]
    public async Task Resolve_ManyDealers_AnswersForEachAndOnlyForThese()
    {
        await using var run = await StartAsync(Database);
        await run.Portal.RecordAsync("many", Enumerable.Range(1, 700).Select(i => Some.Dealer($"M{i:0000}", tier: PolicyKeys.Tiers[i % 4])));
        await run.ApprovedAsync(Draft(45, "gold"));
        await using var db = run.Database.Open();
        var book = run.Portal.Get<IPolicies>();
        Assert.Equal(703, (await book.ResolveAsync(db, PolicyKeys.CreditTerm, Some.Day, null, Cancellation)).Count);
        var some = await book.ResolveAsync(db, PolicyKeys.CreditTerm, Some.Day, [.. Enumerable.Range(1, 600).Select(i => $"M{i:0000}")], Cancellation);
        Assert.Equal((600, 150), (some.Count, some.Values.Count(v => v.Value == 45)));
        Assert.Empty(await book.ResolveAsync(db, PolicyKeys.CreditTerm, Some.Day, [], Cancellation));
    }

    private static async Task<IEnumerable<long>> ValuesAsync(Deciding run, params int[] days)
    {
        var values = new List<long>();
        foreach (var day in days)
        {
            values.Add((await run.ValueAsync(day: Some.Day.AddDays(day)))!.Value!.Value);
        }

        return values;
    }

    private static string Code<T>(Result<T> result) => result.Errors[0].Code;
}

public sealed class PolicyOnSqliteTests(SqliteDatabase database) : PolicyTests(database), IClassFixture<SqliteDatabase>;

public sealed class PolicyOnPostgreSqlTests(PostgreSqlDatabase database) : PolicyTests(database), IClassFixture<PostgreSqlDatabase>;
