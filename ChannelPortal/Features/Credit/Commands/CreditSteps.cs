using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Commands;

/// <inheritdoc cref="ICreditSteps"/>
internal sealed class CreditSteps(TimeProvider time, BusinessClock clock) : ICreditSteps
{
    public async Task<bool> ProposeAsync(CommandContext context, CreditStep step, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await db.Set<CreditStepProposal>().AnyAsync(p => p.DealerId == step.DealerId && p.Source == step.Source, cancellationToken))
        {
            return false;
        }

        var account = await db.Set<CreditAccount>().AsNoTracking().SingleOrDefaultAsync(a => a.DealerId == step.DealerId && a.IsOpen, cancellationToken);
        if (account is { RiskClass: not null } && account.Class == CreditClasses.Stepped(account.RiskClass, CreditClasses.After(account.RiskClass, account.RiskStep, step.IsUp)))
        {
            context.Audit("credit.step_none", "credit_account", step.DealerId, null, new { step.Source, step.IsUp, account.Class }, dealerId: step.DealerId);
            return false;
        }

        var proposal = new CreditStepProposal
        {
            Id = SequentialId.New(time), DealerId = step.DealerId, Source = step.Source, IsUp = step.IsUp, EffectiveOn = step.EffectiveOn, ProposedByName = context.Caller.Name, ProposedAt = context.Now,
        };
        db.Add(proposal);
        context.Audit("credit.step_proposed", "credit_step", IdOf(proposal), null, new { step.IsUp, step.EffectiveOn, account?.Class }, dealerId: step.DealerId);
        context.Record(FactOf(proposal, clock.DayOf(context.Now)));
        return true;
    }

    public static string IdOf(CreditStepProposal proposal) => $"{proposal.DealerId}-{proposal.Source}";

    public static CreditStepFact FactOf(CreditStepProposal proposal, DateOnly proposedOn) => new()
    {
        StepId = proposal.Id.ToString(), DealerId = proposal.DealerId, Source = proposal.Source, Direction = proposal.Direction, ProposedOn = proposedOn, Status = proposal.State,
    };
}

/// <summary>Finance carries a step out: the class moves, and with it the limit becomes this. Minor units.</summary>
[Permission("credit.manage")]
internal sealed record ApplyCreditStep(Guid Id, long Limit, string Reason) : ICommand<string>;

internal sealed class ApplyCreditStepHandler(AccountWork work, BusinessClock clock) : ICommandHandler<ApplyCreditStep, string>
{
    public async Task<Result<string>> HandleAsync(ApplyCreditStep command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Limit < 0)
        {
            return Error.Of("credit_amount_negative").On("limit");
        }

        if (AccountWork.CheckReason(command.Reason) is { } refused)
        {
            return refused;
        }

        if (await context.Db.Set<CreditStepProposal>().SingleOrDefaultAsync(p => p.Id == command.Id, cancellationToken) is not { } proposal
            || await work.BeginAsync(context, proposal.DealerId, cancellationToken) is not { } account)
        {
            return Error.NotFound;
        }

        var steps = CreditClasses.After(account.RiskClass, account.RiskStep, proposal.IsUp);
        var (from, to, before) = (account.Class, CreditClasses.Stepped(account.RiskClass, steps), account.Limit);
        if (proposal.Apply((from, to), (before, command.Limit), clock.DayOf(context.Now), command.Reason.Trim(), context.Caller, context.Now) is { } fault)
        {
            return fault;
        }

        work.Note(context, account.DealerId, "step", before, command.Limit, $"{proposal.Source} {from ?? "–"} → {to ?? "–"} {proposal.Reason}");
        context.Audit(
            "credit.step_applied", "credit_step", CreditSteps.IdOf(proposal), new { account.RiskStep, Class = from, Limit = before }, new { RiskStep = steps, Class = to, command.Limit }, command.Reason, account.DealerId);
        (account.RiskStep, account.Limit) = (steps, command.Limit);
        await context.Db.Set<CreditAccount>().Where(a => a.DealerId == account.DealerId)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.RiskStep, steps).SetProperty(x => x.Limit, command.Limit), cancellationToken);
        context.Record(CreditSteps.FactOf(proposal, clock.DayOf(proposal.ProposedAt)));
        work.Tell(context, account);
        return to ?? "";
    }
}

/// <summary>Finance leaves class and limit as they are, and says why.</summary>
[Permission("credit.manage")]
internal sealed record DeclineCreditStep(Guid Id, string Reason) : ICommand<bool>;

internal sealed class DeclineCreditStepHandler(BusinessClock clock) : ICommandHandler<DeclineCreditStep, bool>
{
    public async Task<Result<bool>> HandleAsync(DeclineCreditStep command, CommandContext context, CancellationToken cancellationToken)
    {
        if (AccountWork.CheckReason(command.Reason) is { } refused)
        {
            return refused;
        }

        if (await context.Db.Set<CreditStepProposal>().SingleOrDefaultAsync(p => p.Id == command.Id, cancellationToken) is not { } proposal)
        {
            return Error.NotFound;
        }

        if (proposal.Decline(command.Reason.Trim(), context.Caller, context.Now) is { } fault)
        {
            return fault;
        }

        context.Audit("credit.step_declined", "credit_step", CreditSteps.IdOf(proposal), null, new { proposal.IsUp, proposal.EffectiveOn }, command.Reason, proposal.DealerId);
        context.Record(CreditSteps.FactOf(proposal, clock.DayOf(proposal.ProposedAt)));
        return true;
    }
}
