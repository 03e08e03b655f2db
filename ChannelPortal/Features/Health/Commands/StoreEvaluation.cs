using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Health.Commands;

/// <summary>Keeps an evaluation that was computed from facts.</summary>
/// <param name="HasConsequences">Only the newest quarter has some; an older one that is made up for is history.</param>
[Permission(HealthPermissions.Compute)]
internal sealed record StoreEvaluation(DateOnly QuarterOn, DealerInputs Dealer, EvaluationResult Result, bool HasConsequences) : ICommand<bool>;

internal sealed class StoreEvaluationHandler(EvaluationWriter writer) : ICommandHandler<StoreEvaluation, bool>
{
    public async Task<Result<bool>> HandleAsync(StoreEvaluation command, CommandContext context, CancellationToken cancellationToken)
    {
        var evaluation = await writer.StoreAsync(context, command.QuarterOn, command.Result, EvaluationRevision.ByRule, cancellationToken);
        if (command.HasConsequences)
        {
            await writer.ProposeAsync(context, evaluation, command.Dealer, cancellationToken);
        }

        return true;
    }
}

/// <summary>Writes evaluations with their fact, and the rules' proposals, inside a command.</summary>
internal sealed class EvaluationWriter(IOptions<HealthOptions> options)
{
    /// <summary>Nothing changes where the same figures gave the same scores before; what is replaced stays as a revision.</summary>
    public async Task<Evaluation> StoreAsync(CommandContext context, DateOnly quarterOn, EvaluationResult result, string why, CancellationToken cancellationToken)
    {
        var evaluation = await context.Db.Set<Evaluation>().SingleOrDefaultAsync(e => e.DealerId == result.DealerId && e.QuarterOn == quarterOn, cancellationToken);
        if (evaluation is null)
        {
            evaluation = new Evaluation { DealerId = result.DealerId, QuarterOn = quarterOn };
            context.Db.Add(evaluation);
        }
        else if (evaluation.InputsHash == result.Digest)
        {
            return evaluation;
        }
        else
        {
            context.Db.Add(evaluation.Trace(why, context.Caller.Name, context.Now));
        }

        evaluation.Take(result, context.Now);
        if (evaluation.Index is { } index)
        {
            var before = quarterOn.AddMonths(-3);
            var previous = await context.Db.Set<Evaluation>().Where(e => e.DealerId == result.DealerId && e.QuarterOn == before).Select(e => e.Index).SingleOrDefaultAsync(cancellationToken);
            context.Record(new HealthScoreFact
            {
                DealerId = result.DealerId, QuarterOn = Quarters.FactDay(quarterOn), Total = (double)index, Sales = (double?)evaluation.Sales, Compliance = (double?)evaluation.Compliance,
                Loyalty = (double?)evaluation.Loyalty, Digital = (double?)evaluation.Digital, Potential = (double?)evaluation.Potential, PrevTotal = (double?)previous,
            });
        }

        return evaluation;
    }

    /// <summary>The rules' proposal for whoever was rated. A case that people have begun to weigh stays as they left it.</summary>
    public async Task ProposeAsync(CommandContext context, Evaluation evaluation, DealerInputs dealer, CancellationToken cancellationToken)
    {
        var found = await context.Db.Set<EvaluationCase>().SingleOrDefaultAsync(c => c.DealerId == evaluation.DealerId && c.QuarterOn == evaluation.QuarterOn, cancellationToken);
        if (evaluation.Band is null || found is { Status: not CaseStatus.Proposed })
        {
            return;
        }

        if (found is null)
        {
            found = new EvaluationCase { DealerId = evaluation.DealerId, QuarterOn = evaluation.QuarterOn };
            context.Db.Add(found);
        }

        found.Propose(await ConsequenceAsync(context, evaluation, dealer, cancellationToken), dealer.Tier, dealer.IsStrategic);
    }

    public async Task<Consequence> ConsequenceAsync(CommandContext context, Evaluation evaluation, DealerInputs dealer, CancellationToken cancellationToken)
    {
        var before = evaluation.QuarterOn.AddMonths(-3);
        var band = await context.Db.Set<Evaluation>().Where(e => e.DealerId == evaluation.DealerId && e.QuarterOn == before).Select(e => e.Band).SingleOrDefaultAsync(cancellationToken);
        var gate = Tiers.After(dealer.Tier, Steps.Up) is { } above ? options.Value.TierGates.GetValueOrDefault(above) : 0;
        return ConsequenceRules.Propose(new ConsequenceFacts(
            Enum.Parse<HealthBand>(evaluation.Band!), band is null ? null : Enum.Parse<HealthBand>(band), dealer.Tier, dealer.SellInYear, gate, dealer.IsStrategic, dealer.HasFraud));
    }

    /// <summary>What the dealer is told, as a fact: notifications and open pages follow it.</summary>
    public static EvaluationFact FactOf(EvaluationCase found, string band, string? status = null) => new()
    {
        DealerId = found.DealerId, QuarterOn = Quarters.FactDay(found.QuarterOn), Status = status ?? found.Status, Band = band, TierStep = found.TierStep, AppealUntil = found.AppealUntil, EffectiveOn = found.EffectiveOn,
    };
}
