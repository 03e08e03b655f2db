using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Commands;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Health;

/// <summary>From a proposal to the day on which it counts: who decides, what the dealer sees, and that nothing moves before a person made it final.</summary>
public abstract class ConsequenceTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Quarter = "2026-Q3";
    private static readonly Caller s_dealer = Some.DealerCaller("D0001");
    private static readonly Caller s_other = Some.DealerCaller("D0002");

    [Fact]
    public async Task TwoQuartersOfA_MoveTheTierUp_OnlyWhenFinalAndOnItsDay()
    {
        await using var run = await StartAsync();
        await run.StoreAsync("D0001", Period.Quarter(2026, 2), 88, hasConsequences: false);
        await run.StoreAsync("D0001", Evaluating.Quarter, 91, "gold", 20_000_000);
        var proposed = await run.CaseAsync("D0001");
        Assert.Equal((CaseStatus.Proposed, 1.05m, Steps.Up, Steps.Up), (proposed.Status, proposed.Multiplier, proposed.TierStep, proposed.CreditStep));
        Assert.Equal(["band-a", "two-a"], proposed.ReasonList);

        // The dealer sees nothing of it yet, and nobody else may review or appeal.
        Assert.Equal("forbidden", Code(await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001"]), s_dealer)));
        Assert.Equal("not_found", Code(await run.SendAsync(new AppealEvaluation(Quarter, "x"), s_dealer)));
        Assert.Equal("not_found", Code(await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001"]), Evaluating.Manager with { Scope = DealerScope.Of("D0002") })));

        Assert.True((await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001"]), Evaluating.Manager)).Ok);
        Assert.Equal(CaseStatus.Reviewed, (await run.CaseAsync("D0001")).Status);
        Assert.True((await run.DecideAsync(true)).Ok);
        var told = await run.CaseAsync("D0001");
        Assert.Equal((CaseStatus.Notified, Some.Day.AddDays(10), Some.Day.AddDays(30)), (told.Status, told.AppealUntil, told.EffectiveOn));
        await using (var db = run.Database.Open())
        {
            var fact = await db.Set<EvaluationFact>().SingleAsync(Cancellation);
            Assert.Equal(("notified", "A", "up", new DateOnly(2026, 9, 1)), (fact.Status, fact.Band, fact.TierStep, fact.QuarterOn));
        }

        // Until the days of appeal are over it cannot be final; money waits for that.
        Assert.Equal("health_appeal_open", Code(await run.SendAsync(new FinishEvaluations(Quarter, ["D0001"]), Evaluating.Executive)));
        Assert.Empty(await MultipliersAsync(run));
        run.Portal.Time.Advance(TimeSpan.FromDays(11));
        await run.CarryOutAsync();
        Assert.Equal("gold", await TierAsync(run));
        Assert.True((await run.SendAsync(new FinishEvaluations(Quarter, ["D0001"]), Evaluating.Executive)).Ok);
        Assert.Equal(1.05m, (await MultipliersAsync(run))["D0001"]);
        Assert.Equal([new CreditStep("D0001", Quarter, true, Some.Day.AddDays(30))], run.CreditDesk.Proposed);
        await run.CarryOutAsync();
        Assert.Equal("gold", await TierAsync(run));
        run.Portal.Time.Advance(TimeSpan.FromDays(19));
        await run.CarryOutAsync();
        Assert.Equal("platinum", await TierAsync(run));
        run.Portal.Time.Advance(TimeSpan.FromDays(1));
        await run.CarryOutAsync();
        Assert.Equal("platinum", await TierAsync(run));
        await using (var db = run.Database.Open())
        {
            var move = await db.Set<TierMoveFact>().SingleAsync(Cancellation);
            Assert.Equal(("up", false, Some.Day.AddDays(30)), (move.Direction, move.Overridden, move.MovedOn));
            var actions = await db.Set<AuditEntry>().Where(a => a.DealerId == "D0001").Select(a => a.Action).ToListAsync(Cancellation);
            Assert.Superset(new HashSet<string> { "health.review", "health.notify", "health.final", "health.tier_moved" }, actions.ToHashSet());
        }
    }

    [Fact]
    public async Task BandB_ChangesNothing_AndNeedsNoExecutive()
    {
        await using var run = await StartAsync();
        await run.StoreAsync("D0001", Evaluating.Quarter, 80);
        Assert.True((await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001"]), Evaluating.Manager)).Ok);
        Assert.Equal(CaseStatus.Notified, (await run.CaseAsync("D0001")).Status);
        run.Portal.Time.Advance(TimeSpan.FromDays(11));
        Assert.True((await run.SendAsync(new FinishEvaluations(Quarter, ["D0001"]), Evaluating.Executive)).Ok);
        Assert.Empty(run.CreditDesk.Proposed);
        Assert.Empty(await run.Portal.Get<FindApprovals>().InboxAsync(Evaluating.Executive, Cancellation));
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(70, false)]
    public async Task StrategicDealersAndMoney_WaitForAnExecutive(double index, bool isStrategic)
    {
        await using var run = await StartAsync();
        await run.StoreAsync("D0001", Evaluating.Quarter, (decimal)index, isStrategic: isStrategic);
        Assert.True((await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001"]), Evaluating.Manager)).Ok);
        Assert.Equal(CaseStatus.Reviewed, (await run.CaseAsync("D0001")).Status);

        // The one who reviewed does not decide, whatever his roles; a dealer's administrator never does.
        var both = Evaluating.Manager with { Roles = new HashSet<string>(StringComparer.Ordinal) { "CHM", "EXEC" } };
        Assert.True(Assert.Single(await run.Portal.Get<FindApprovals>().InboxAsync(both, Cancellation)).IsOwnRequest);
        Assert.Empty(await run.Portal.Get<FindApprovals>().InboxAsync(s_dealer, Cancellation));
        Assert.True((await run.DecideAsync(false, "先谈")).Ok);
        var back = await run.CaseAsync("D0001");
        Assert.Equal((CaseStatus.Proposed, "先谈"), (back.Status, back.SentBack));
    }

    [Fact]
    public async Task Override_NeedsAReasonAndAnExecutive_AndIsCounted()
    {
        await using var run = await StartAsync();
        await run.StoreAsync("D0001", Evaluating.Quarter, 55);
        await run.StoreAsync("D0002", Evaluating.Quarter, 55);
        Assert.Equal(Steps.Down, (await run.CaseAsync("D0001")).TierStep);
        Assert.Equal("health_reason_required", Code(await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001"], new CaseOverride(0.9m, Steps.Up, Steps.None, " ")), Evaluating.Manager)));
        Assert.Equal("health_multiplier_unknown", Code(await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001"], new CaseOverride(3m, Steps.Up, Steps.None, "好")), Evaluating.Manager)));
        Assert.Equal("health_override_one", Code(await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001", "D0002"], new CaseOverride(0.9m, Steps.Up, Steps.None, "好")), Evaluating.Manager)));
        Assert.True((await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001"], new CaseOverride(0.9m, Steps.Up, Steps.None, "新店刚开，另行约定")), Evaluating.Manager)).Ok);
        Assert.Equal("health_not_proposed", Code(await run.SendAsync(new ReviewEvaluations(Quarter, ["D0001"]), Evaluating.Manager)));
        Assert.True((await run.DecideAsync(true)).Ok);
        run.Portal.Time.Advance(TimeSpan.FromDays(31));
        Assert.True((await run.SendAsync(new FinishEvaluations(Quarter, ["D0001"]), Evaluating.Executive)).Ok);
        await run.CarryOutAsync();
        await using var db = run.Database.Open();
        var move = await db.Set<TierMoveFact>().SingleAsync(Cancellation);
        Assert.Equal(("up", true), (move.Direction, move.Overridden));
        Assert.Equal((0.9m, "platinum"), ((await MultipliersAsync(run))["D0001"], await TierAsync(run)));
    }

    [Fact]
    public async Task Appeal_WithinItsDays_IsAnsweredByAnother_AndOnceOnly()
    {
        await using var run = await StartAsync();
        await run.StoreAsync("D0001", Evaluating.Quarter, 70);
        await run.StoreAsync("D0002", Evaluating.Quarter, 70);
        await TellAsync(run, "D0001");
        await TellAsync(run, "D0002");
        run.Portal.Time.Advance(TimeSpan.FromDays(10));
        Assert.Equal("health_reason_required", Code(await run.SendAsync(new AppealEvaluation(Quarter, " "), s_dealer)));
        Assert.Equal("forbidden", Code(await run.SendAsync(new AppealEvaluation(Quarter, "价格案件有误"), Some.DealerCaller("D0001", "DB"))));
        Assert.True((await run.SendAsync(new AppealEvaluation(Quarter, "价格案件有误"), s_dealer)).Ok);
        Assert.Equal((CaseStatus.Appealed, Some.Day.AddDays(20)), ((await run.CaseAsync("D0001")).Status, (await run.CaseAsync("D0001")).AnswerDueOn));
        Assert.Equal(CaseStatus.Notified, (await run.CaseAsync("D0002")).Status);
        run.Portal.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("health_appeal_late", Code(await run.SendAsync(new AppealEvaluation(Quarter, "也有误"), s_other)));
        Assert.Equal("health_not_notified", Code(await run.SendAsync(new FinishEvaluations(Quarter, ["D0001"]), Evaluating.Executive)));
        var reviewer = Evaluating.Executive with { UserId = Evaluating.Manager.UserId };
        Assert.Equal("health_own_review", Code(await run.SendAsync(new AnswerAppeal(Quarter, "D0001", false, "证据充分"), reviewer)));
        Assert.True((await run.SendAsync(new AnswerAppeal(Quarter, "D0001", false, "证据充分"), Evaluating.Executive)).Ok);
        Assert.Equal("health_no_appeal", Code(await run.SendAsync(new AppealEvaluation(Quarter, "再次"), s_dealer)));
        Assert.True((await run.SendAsync(new FinishEvaluations(Quarter, ["D0001"]), Evaluating.Executive)).Ok);
        Assert.Equal(CaseStatus.Final, (await run.CaseAsync("D0001")).Status);
    }

    /// <summary>An upheld appeal computes the quarter again from the facts of today; what was said before stays to be read.</summary>
    [Fact]
    public async Task Appeal_Upheld_ComputesAgainWithATrace_AndIsReviewedAnew()
    {
        await using var run = await Evaluating.StartAsync(Database);
        await run.EvaluateAsync();
        var real = (await run.EvaluationsAsync()).First(e => e is { Band: not null, Index: < 99 });
        await run.StoreAsync(real.DealerId, Evaluating.Quarter, 60.5m);
        await TellAsync(run, real.DealerId);
        Assert.True((await run.SendAsync(new AppealEvaluation(Quarter, "数据有误"), Some.DealerCaller(real.DealerId))).Ok);
        Assert.True((await run.SendAsync(new AnswerAppeal(Quarter, real.DealerId, true, "重新核对"), Evaluating.Executive)).Ok);
        var again = (await run.EvaluationsAsync()).Single(e => e.DealerId == real.DealerId);
        Assert.Equal((real.Index, real.InputsHash), (again.Index, again.InputsHash));
        await using var db = run.Database.Open();
        var traces = await db.Set<EvaluationRevision>().Where(r => r.DealerId == real.DealerId).OrderBy(r => r.Revision).ToListAsync(Cancellation);
        Assert.Equal([real.Index, 60.5m], traces.Select(t => t.Index));
        Assert.Equal(("重新核对", "林总"), (traces[1].Reason, traces[1].ReplacedByName));
        var one = await run.CaseAsync(real.DealerId);
        Assert.Equal((CaseStatus.Proposed, "upheld", null), (one.Status, one.AppealOutcome, one.EffectiveOn));
        var score = await db.Set<HealthScoreFact>().SingleAsync(s => s.DealerId == real.DealerId && s.QuarterOn == new DateOnly(2026, 9, 1), Cancellation);
        Assert.Equal((double?)real.Index, score.Total);
        Assert.Equal("withdrawn", (await db.Set<EvaluationFact>().SingleAsync(f => f.DealerId == real.DealerId, Cancellation)).Status);

        // What nobody else may know stays his: the trace, too.
        Assert.Null(await run.Portal.Get<GetDealerHealth>().RunAsync(real.DealerId, null, DealerScope.Own("D9999"), Cancellation));
    }

    [Fact]
    public async Task Weights_ProposedByOne_ArePublishedByAnother_AndHoldForQuartersToCome()
    {
        await using var run = await StartAsync();
        var draft = new ProposeWeights(40, 20, 20, 10, 10, "2026-Q4", "突出销售");
        Assert.Equal("health_weights_sum", Code(await run.SendAsync(draft with { Sales = 50 }, Evaluating.Manager)));
        Assert.Equal("health_weights_past", Code(await run.SendAsync(draft with { FromQuarter = "2026-Q3" }, Evaluating.Manager)));
        Assert.Equal("health_reason_required", Code(await run.SendAsync(draft with { Reason = "" }, Evaluating.Manager)));
        Assert.Equal("forbidden", Code(await run.SendAsync(draft, s_dealer)));
        var no = (await run.SendAsync(draft, Evaluating.Manager)).Value;
        Assert.Equal("health_weights_waiting", Code(await run.SendAsync(draft, Evaluating.Executive)));
        Assert.Equal("forbidden", Code(await run.SendAsync(new PublishWeights(no), Evaluating.Manager)));
        Assert.Equal("health_weights_own", Code(await run.SendAsync(new PublishWeights(no), Evaluating.Executive with { UserId = Evaluating.Manager.UserId })));
        Assert.True((await run.SendAsync(new PublishWeights(no), Evaluating.Executive)).Ok);
        Assert.Equal("health_weights_decided", Code(await run.SendAsync(new WithdrawWeights(no), Evaluating.Manager)));
        var runs = run.Portal.Get<QuarterRuns>();
        foreach (var (quarter, expected) in new[] { (Evaluating.Quarter, 0), (Period.Quarter(2026, 4), no), (Period.Quarter(2027, 1), no) })
        {
            var read = await runs.ReadAsync(quarter, Cancellation);
            Assert.Equal(expected, read.Evaluate(read.Find("D0001")!).WeightsVersion);
        }
    }

    [Fact]
    public async Task Trial_OfOtherWeights_MovesBandsAsTheArithmeticSays_AndStoresNothing()
    {
        await using var run = await Evaluating.StartAsync(Database);
        await run.EvaluateAsync();
        var before = await run.EvaluationsAsync();
        var trial = (await run.Portal.Get<TryWeights>().RunAsync(new HealthWeights(60, 10, 10, 10, 10), DealerScope.All, Cancellation))!;
        Assert.Equal(before.Select(e => e.Index), trial.Dealers.Select(d => d.Index));
        foreach (var (evaluation, tried) in before.Zip(trial.Dealers).Where(p => p.First.Scores.Values.All(s => s is not null) && p.First.Index is not null && !p.First.HasFraud))
        {
            var expected = Scale.Round((0.6m * evaluation.Sales!.Value) + (0.1m * (evaluation.Compliance + evaluation.Loyalty + evaluation.Digital + evaluation.Potential)!.Value));
            Assert.Equal(expected, tried.Other);
        }

        Assert.Equal(before.Count, trial.Counts.Sum(c => c.Now));
        Assert.Equal(before.Count, trial.Counts.Sum(c => c.Other));
        var same = (await run.Portal.Get<TryWeights>().RunAsync(HealthWeights.Standard, DealerScope.All, Cancellation))!;
        Assert.Equal((0, 0, 0m), (same.Up, same.Down, same.RebateChange));
        Assert.Equal(before.Select(e => (e.Index, e.Version)), (await run.EvaluationsAsync()).Select(e => (e.Index, e.Version)));
    }

    private Task<Evaluating> StartAsync() => Evaluating.StartAsync(Database, dealers: 0);

    private static async Task TellAsync(Evaluating run, string dealerId)
    {
        Assert.True((await run.SendAsync(new ReviewEvaluations(Quarter, [dealerId]), Evaluating.Manager)).Ok);
        if ((await run.CaseAsync(dealerId)).Status == CaseStatus.Reviewed)
        {
            Assert.True((await run.DecideAsync(true)).Ok);
        }
    }

    private static async Task<string> TierAsync(Evaluating run)
    {
        await using var db = run.Database.Open();
        return (await db.Set<DealerFact>().SingleAsync(d => d.DealerId == "D0001")).Tier;
    }

    private static Task<IReadOnlyDictionary<string, decimal>> MultipliersAsync(Evaluating run) =>
        run.Portal.Get<IHealthBands>().MultipliersAsync(Period.Quarter(2026, 4), DealerScope.All, CancellationToken.None);

    private static string Code<T>(Result<T> result) => result.Errors[0].Code;
}

public sealed class ConsequenceOnSqliteTests(SqliteDatabase database) : ConsequenceTests(database), IClassFixture<SqliteDatabase>;

public sealed class ConsequenceOnPostgreSqlTests(PostgreSqlDatabase database) : ConsequenceTests(database), IClassFixture<PostgreSqlDatabase>;
