using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Health.Commands;

/// <summary>The dealer objects to what follows from his evaluation.</summary>
[Permission(HealthPermissions.Appeal)]
internal sealed record AppealEvaluation(string Quarter, string Reason) : ICommand<bool>;

internal sealed class AppealEvaluationHandler(CaseWork work, BusinessClock clock, IOptions<HealthOptions> options) : ICommandHandler<AppealEvaluation, bool>
{
    private const int Longest = 1000;

    public async Task<Result<bool>> HandleAsync(AppealEvaluation command, CommandContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > Longest)
        {
            return Error.Of("health_reason_required").On("reason");
        }

        var found = context.Caller.DealerId is { } dealerId ? await work.FindAsync(context, command.Quarter, [dealerId], cancellationToken) : Error.NotFound;
        if (!found.Ok)
        {
            return Result<bool>.Fail(found.Errors);
        }

        var one = found.Value[0];
        if (!CaseStatus.IsTold(one.Status))
        {
            return Error.NotFound;
        }

        if (one.Appeal(command.Reason.Trim(), context.Caller, context.Now, clock.DayOf(context.Now), options.Value.AppealDays) is { } refused)
        {
            return refused;
        }

        context.Audit("health.appeal", "evaluation_case", CaseDecisions.DocIdOf(one), null, CaseWork.StateOf(one), command.Reason, one.DealerId);
        context.Record(EvaluationWriter.FactOf(one, await CaseDecisions.BandAsync(context, one, cancellationToken)));
        return true;
    }
}

/// <summary>Answers an appeal. One that is upheld has the quarter computed again from the facts as they are now; the rules propose anew, and people review anew.</summary>
[Permission(HealthPermissions.Decide)]
internal sealed record AnswerAppeal(string Quarter, string DealerId, bool IsUpheld, string Answer) : ICommand<bool>;

internal sealed class AnswerAppealHandler(CaseWork work, QuarterRuns runs, EvaluationWriter writer) : ICommandHandler<AnswerAppeal, bool>
{
    private const int Longest = 1000;

    public async Task<Result<bool>> HandleAsync(AnswerAppeal command, CommandContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Answer) || command.Answer.Length > Longest)
        {
            return Error.Of("health_reason_required").On("answer");
        }

        var found = await work.FindAsync(context, command.Quarter, [command.DealerId], cancellationToken);
        if (!found.Ok)
        {
            return Result<bool>.Fail(found.Errors);
        }

        var one = found.Value[0];
        var before = CaseWork.StateOf(one);
        if (one.Answer(command.IsUpheld, command.Answer.Trim(), context.Caller, context.Now) is { } refused)
        {
            return refused;
        }

        var band = await CaseDecisions.BandAsync(context, one, cancellationToken);
        if (command.IsUpheld)
        {
            var quarter = Quarters.Of(one.QuarterOn);
            var run = await runs.ReadAsync(quarter, cancellationToken);
            if (run.Find(one.DealerId) is not { } dealer)
            {
                return Error.NotFound;
            }

            var evaluation = await writer.StoreAsync(context, one.QuarterOn, run.Evaluate(dealer), command.Answer.Trim(), cancellationToken);
            one.Propose(
                evaluation.Band is null ? new Consequence(1, Steps.None, Steps.None, []) : await writer.ConsequenceAsync(context, evaluation, dealer, cancellationToken), dealer.Tier, dealer.IsStrategic);
        }

        context.Audit(command.IsUpheld ? "health.appeal_upheld" : "health.appeal_rejected", "evaluation_case", CaseDecisions.DocIdOf(one), before, CaseWork.StateOf(one), command.Answer, one.DealerId);
        context.Record(EvaluationWriter.FactOf(one, band, command.IsUpheld ? "withdrawn" : null));
        return command.IsUpheld;
    }
}
