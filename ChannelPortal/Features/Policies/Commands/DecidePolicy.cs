using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Policies.Commands;

/// <summary>Another person than the proposer puts a policy in force from its day on, or refuses it with a reason.</summary>
[Permission(PoliciesPermissions.Approve)]
internal sealed record DecidePolicy(string No, bool IsApproved, string? Reason) : ICommand<bool>;

internal sealed class DecidePolicyHandler(PolicyChecks checks, BusinessClock clock) : ICommandHandler<DecidePolicy, bool>
{
    public async Task<Result<bool>> HandleAsync(DecidePolicy command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await PolicyChecks.FindAsync(context, command.No, cancellationToken) is not { } policy)
        {
            return Error.NotFound;
        }

        if (!command.IsApproved && PolicyChecks.ReasonFault(command.Reason) is { } refused)
        {
            return refused;
        }

        if (policy.Decide(command.IsApproved, command.Reason?.Trim(), context.Caller, context.Now) is { } fault)
        {
            return fault;
        }

        var today = clock.DayOf(context.Now);
        if (command.IsApproved && await PutInForceAsync(context, policy, cancellationToken) is { } stopped)
        {
            return stopped;
        }

        context.Audit(command.IsApproved ? "policies.approve" : "policies.refuse", "policy", policy.No, new { State = Policy.Proposed }, new { policy.State, policy.Value, policy.From, policy.To, policy.Replaces }, command.Reason, policy.ForDealer);
        context.Record(PolicyChecks.FactOf(policy, policy.State, today));
        return command.IsApproved;
    }

    private async Task<Error?> PutInForceAsync(CommandContext context, Policy policy, CancellationToken cancellationToken)
    {
        // It waited past its own first day: the days between were lived by the old value.
        if (checks.DayFault(policy.From, context) is { } late)
        {
            return late;
        }

        if (!policy.IsEnd && await PolicyChecks.CollisionAsync(context.Db, policy.Rule, policy.Replaces, cancellationToken) is { } other)
        {
            return PolicyChecks.OverlapWith(other);
        }

        if (policy.Replaces is { } no && await context.Db.Set<Policy>().SingleOrDefaultAsync(p => p.No == no, cancellationToken) is { } before)
        {
            context.Audit("policies.gives_way", "policy", before.No, new { before.To }, new { To = policy.From, By = policy.No }, dealerId: before.ForDealer);
            before.GiveWay(policy.From);
        }

        return null;
    }
}

/// <summary>The proposer takes a proposal back.</summary>
[Permission(PoliciesPermissions.Propose)]
internal sealed record WithdrawPolicy(string No) : ICommand<bool>;

internal sealed class WithdrawPolicyHandler(BusinessClock clock) : ICommandHandler<WithdrawPolicy, bool>
{
    public async Task<Result<bool>> HandleAsync(WithdrawPolicy command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await PolicyChecks.FindAsync(context, command.No, cancellationToken) is not { } policy)
        {
            return Error.NotFound;
        }

        if (policy.Withdraw(context.Caller, context.Now) is { } fault)
        {
            return fault;
        }

        context.Audit("policies.withdraw", "policy", policy.No, new { State = Policy.Proposed }, new { policy.State }, dealerId: policy.ForDealer);
        context.Record(PolicyChecks.FactOf(policy, policy.State, clock.DayOf(context.Now)));
        return true;
    }
}

/// <summary>Says that a policy begins or ends on the day. False: it does neither, or it was said already.</summary>
[Permission(PoliciesPermissions.Announce)]
internal sealed record AnnouncePolicy(string No, DateOnly Day) : ICommand<bool>;

internal sealed class AnnouncePolicyHandler : ICommandHandler<AnnouncePolicy, bool>
{
    public async Task<Result<bool>> HandleAsync(AnnouncePolicy command, CommandContext context, CancellationToken cancellationToken)
    {
        var policy = await context.Db.Set<Policy>().AsNoTracking().SingleOrDefaultAsync(p => p.No == command.No && p.State == Policy.Approved && !p.IsEnd, cancellationToken);
        if (policy is null || policy.From == policy.To || (policy.From != command.Day && policy.To != command.Day))
        {
            return false;
        }

        context.Record(PolicyChecks.FactOf(policy, policy.From == command.Day ? "begun" : "ended", command.Day));
        return true;
    }
}
