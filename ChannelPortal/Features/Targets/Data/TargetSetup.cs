using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Features.Targets.Jobs;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Data;

/// <inheritdoc cref="ITargetSetup"/>
internal sealed class TargetSetup(IAppDbFactory factory, ICommandDispatcher dispatcher, TargetRunner runner, BusinessClock clock, TimeProvider time) : ITargetSetup
{
    private const int RowsAtOnce = 2_000;
    private const int Whole = 10_000;

    /// <summary>Days that dealers of a new plan have for their answer.</summary>
    private const int AnswerDays = 14;

    /// <summary>Top amounts are round: ten thousand major units.</summary>
    private const long Round = 1_000_000;

    public async Task AddFrozenAsync(int year, string author, string approver, CancellationToken cancellationToken)
    {
        var (first, next) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        foreach (var kind in TargetKinds.All)
        {
            await using var db = factory.Create(DealerScope.All);
            var facts = await db.Set<TargetFact>().AsNoTracking().Where(t => t.Kind == kind && t.MonthOn >= first && t.MonthOn < next).OrderBy(t => t.DealerId).ThenBy(t => t.MonthOn).ToListAsync(cancellationToken);
            if (facts.Count == 0 || await db.Set<TargetPlan>().AnyAsync(p => p.Year == year && p.Kind == kind, cancellationToken))
            {
                continue;
            }

            var at = clock.StartOf(first.AddDays(-14));
            var plan = new TargetPlan
            {
                Id = $"TP-{year}-{kind.Replace('_', '-').ToUpperInvariant()}", Year = year, Kind = kind, TopAmount = facts.Sum(f => f.TargetAmount), Currency = "CNY", State = TargetPlanState.Frozen, VersionNo = 1, IsSpread = true,
                CreatedBy = "setup:author", CreatedByName = author, CreatedAt = at.AddDays(-45), FrozenByName = approver, FrozenAt = at,
            };

            // In one transaction, so that a plan is never half there; the rows in between are let go.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            db.Add(plan);
            db.AddRange(facts.Select(f => f.DealerId).Distinct(StringComparer.Ordinal).Select(d => new TargetShare { PlanId = plan.Id, DealerId = d, AgreedByName = author, AgreedAt = at.AddDays(-7) }));
            foreach (var part in facts.Chunk(RowsAtOnce))
            {
                db.AddRange(part.Select(f => new TargetLine { PlanId = plan.Id, DealerId = f.DealerId, MonthOn = f.MonthOn, TopDown = f.TargetAmount, Agreed = f.TargetAmount }));
                await db.SaveChangesAsync(cancellationToken);
                db.ChangeTracker.Clear();
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }

    public async Task AddProposingAsync(
        int year, string kind, int growth, string author, Func<string, int, (decimal Ratio, string Words)?> answerOf, Func<string, bool> isAgreed, CancellationToken cancellationToken)
    {
        long before;
        await using (var db = factory.Create(DealerScope.All))
        {
            // Created last of all, so that a start that was cut short begins again.
            if (await db.Set<TargetPlan>().AnyAsync(p => p.Year == year && p.Kind == kind && p.State != TargetPlanState.Draft, cancellationToken))
            {
                return;
            }

            before = await db.Set<TargetPlan>().Where(p => p.Year == year - 1 && p.Kind == kind).Select(p => p.TopAmount).SingleOrDefaultAsync(cancellationToken);
        }

        var top = (long)(before * (decimal)(Whole + growth) / Whole / Round) * Round;
        if (top == 0 || await DraftAsync(year, kind, top, author, cancellationToken) is not { } planId
            || !(await runner.SpreadAsync(planId, top, Caller.System("targets setup"), null, cancellationToken)).Ok
            || !(await SendAsync(new OpenTargetProposals(planId, clock.Today.AddDays(AnswerDays)), Caller.System("targets setup"), cancellationToken)).Ok)
        {
            return;
        }

        List<(string DealerId, long TopDown)> dealers;
        await using (var db = factory.Create(DealerScope.All))
        {
            dealers = [.. (await db.Set<TargetLine>().Where(l => l.PlanId == planId).GroupBy(l => l.DealerId).Select(g => new { g.Key, Sum = g.Sum(l => l.TopDown) }).ToListAsync(cancellationToken))
                .OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => (d.Key, d.Sum))];
        }

        foreach (var (place, (dealerId, topDown)) in dealers.Index())
        {
            if (answerOf(dealerId, place) is { } answer)
            {
                var person = new Caller("setup:" + dealerId, dealerId + " 负责人", new HashSet<string>(StringComparer.Ordinal) { "DA" }, DealerScope.Own(dealerId), dealerId);
                await SendAsync(new ProposeTargets(planId, null, Money.ToMinor(Math.Round(topDown * answer.Ratio / Money.MinorPerMajor)), answer.Words), person, cancellationToken);
            }

            if (isAgreed(dealerId))
            {
                await SendAsync(new AgreeTargets(planId, dealerId, TargetSource.Proposal), Caller.System("targets setup") with { Name = author }, cancellationToken);
            }
        }
    }

    public async Task AddJointPlanAsync(string dealerId, int year, IReadOnlyList<PlanGoalSeed> goals, IReadOnlyList<PlanActionSeed> actions, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        if (await db.Set<PlanGoal>().AnyAsync(g => g.DealerId == dealerId && g.Year == year, cancellationToken))
        {
            return;
        }

        db.AddRange(goals.Select(g => new PlanGoal { Id = SequentialId.New(time), DealerId = dealerId, Year = year, Text = g.Text, TextEn = g.TextEn, MetricId = g.MetricId, TargetMilli = g.TargetMilli, DueOn = g.DueOn }));
        db.AddRange(actions.Select(a => new PlanAction { Id = SequentialId.New(time), DealerId = dealerId, Year = year, Text = a.Text, Who = a.Who, DueOn = a.DueOn, DoneOn = a.DoneOn }));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The draft of a start that was cut short, or a new one.</summary>
    private async Task<string?> DraftAsync(int year, string kind, long top, string author, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<TargetPlan>().Where(p => p.Year == year && p.Kind == kind).Select(p => p.Id).SingleOrDefaultAsync(cancellationToken)
            ?? (await SendAsync(new CreateTargetPlan(year, kind, top), Caller.System("targets setup") with { Name = author }, cancellationToken)).Value;
    }

    private Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller, CancellationToken cancellationToken) =>
        dispatcher.SendAsync(command, caller, SequentialId.New(time).ToString(), cancellationToken);
}
