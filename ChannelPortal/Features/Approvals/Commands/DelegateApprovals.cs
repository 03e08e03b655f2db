using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Approvals.Commands;

/// <summary>Names a colleague who decides while the caller is away. No end before the start; at most a quarter.</summary>
[Permission("approvals.decide")]
public sealed record DelegateApprovals(string ToEmail, DateOnly From, DateOnly To) : ICommand<Guid>;

/// <summary>Ends a delegation of the caller.</summary>
[Permission("approvals.decide")]
public sealed record EndDelegation(Guid Id) : ICommand<bool>;

internal sealed class DelegateApprovalsHandler(TimeProvider time) : ICommandHandler<DelegateApprovals, Guid>
{
    private const int MaxDays = 92;

    public async Task<Result<Guid>> HandleAsync(DelegateApprovals command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.To < command.From || command.To.DayNumber - command.From.DayNumber >= MaxDays)
        {
            return Error.Of("approval_delegation_dates", MaxDays).On("to");
        }

        // A dealer's approver may only name a colleague of his own company, the manufacturer's one of its own.
        var email = command.ToEmail.Trim().ToUpperInvariant();
        var dealerId = context.Caller.DealerId;
        var to = await context.Db.Set<PortalUser>().AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == email && u.DealerId == dealerId, cancellationToken);
        if (to is null || to.Id.ToString() == context.Caller.UserId)
        {
            return Error.Of("approval_delegate_unknown", command.ToEmail).On("toEmail");
        }

        var delegation = new ApprovalDelegation
        {
            Id = SequentialId.New(time),
            UserId = context.Caller.UserId,
            UserName = context.Caller.Name,
            Roles = string.Join(',', context.Caller.Roles.Order(StringComparer.Ordinal)),
            ToUserId = to.Id.ToString(),
            ToUserName = to.DisplayName,
            From = command.From,
            To = command.To,
        };
        context.Db.Add(delegation);
        context.Audit("approvals.delegated", "approval_delegation", delegation.Id.ToString(), null, new { delegation.ToUserName, delegation.From, delegation.To, delegation.Roles }, dealerId: dealerId);
        return delegation.Id;
    }
}

internal sealed class EndDelegationHandler : ICommandHandler<EndDelegation, bool>
{
    public async Task<Result<bool>> HandleAsync(EndDelegation command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<ApprovalDelegation>().SingleOrDefaultAsync(d => d.Id == command.Id && d.UserId == context.Caller.UserId, cancellationToken) is not { } delegation)
        {
            return Error.NotFound;
        }

        context.Db.Remove(delegation);
        context.Audit("approvals.delegation_ended", "approval_delegation", delegation.Id.ToString(), new { delegation.ToUserName, delegation.From, delegation.To }, dealerId: context.Caller.DealerId);
        return true;
    }
}
