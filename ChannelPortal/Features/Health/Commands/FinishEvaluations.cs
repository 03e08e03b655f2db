using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Commands;

/// <summary>Makes final what dealers were told and did not (or in vain) object to. A step of the credit class becomes a proposal for finance, who decides.</summary>
[Permission(HealthPermissions.Decide)]
internal sealed record FinishEvaluations(string Quarter, IReadOnlyList<string> DealerIds) : ICommand<int>;

internal sealed class FinishEvaluationsHandler(CaseWork work, IEnumerable<ICreditSteps> credit, BusinessClock clock) : ICommandHandler<FinishEvaluations, int>
{
    public async Task<Result<int>> HandleAsync(FinishEvaluations command, CommandContext context, CancellationToken cancellationToken)
    {
        var found = await work.FindAsync(context, command.Quarter, command.DealerIds, cancellationToken);
        if (!found.Ok)
        {
            return Result<int>.Fail(found.Errors);
        }

        foreach (var one in found.Value)
        {
            if (one.Finish(context.Caller, context.Now, clock.DayOf(context.Now)) is { } refused)
            {
                return refused;
            }

            context.Audit("health.final", "evaluation_case", CaseDecisions.DocIdOf(one), null, CaseWork.StateOf(one), dealerId: one.DealerId);
            context.Record(EvaluationWriter.FactOf(one, await CaseDecisions.BandAsync(context, one, cancellationToken)));
            foreach (var desk in one.CreditStep == Steps.None ? [] : credit)
            {
                await desk.ProposeAsync(context, new CreditStep(one.DealerId, Quarters.Of(one.QuarterOn).ToString(), one.CreditStep == Steps.Up, one.EffectiveOn!.Value), cancellationToken);
            }
        }

        return found.Value.Count;
    }
}

/// <summary>Moves the tier on the day on which a final step counts. False: there was nothing left to do.</summary>
[Permission(HealthPermissions.Compute)]
internal sealed record ApplyTierStep(string DealerId, DateOnly QuarterOn) : ICommand<bool>;

internal sealed class ApplyTierStepHandler(BusinessClock clock) : ICommandHandler<ApplyTierStep, bool>
{
    public async Task<Result<bool>> HandleAsync(ApplyTierStep command, CommandContext context, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        var one = await context.Db.Set<EvaluationCase>().SingleOrDefaultAsync(c => c.DealerId == command.DealerId && c.QuarterOn == command.QuarterOn, cancellationToken);
        var dealer = await context.Db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == command.DealerId, cancellationToken);
        if (one is not { Status: CaseStatus.Final, AppliedAt: null } || one.EffectiveOn > today || dealer is null)
        {
            return false;
        }

        one.Apply(context.Now);
        if (Tiers.After(dealer.Tier, one.TierStep) is not { } tier || one.TierStep == Steps.None)
        {
            return false;
        }

        context.Audit("health.tier_moved", "dealer", dealer.DealerId, new { dealer.Tier }, new { Tier = tier }, one.OverrideReason, dealer.DealerId);
        dealer.Tier = tier;
        context.Record(dealer);
        context.Record(new TierMoveFact { DealerId = dealer.DealerId, MovedOn = today, Direction = one.TierStep, Overridden = one.IsOverridden });
        return true;
    }
}
