using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Approvals.Commands;

/// <summary>Answers one task.</summary>
/// <param name="Reason">Mandatory for a refusal.</param>
[Permission("approvals.decide")]
public sealed record DecideApproval(Guid TaskId, bool IsApproved, string? Reason) : ICommand<ApprovalDecision>;

/// <summary>Where the document stands after the answer.</summary>
public sealed record ApprovalDecision(string DocKind, string DocId, string State);

internal sealed class DecideApprovalHandler(Data.Approvals approvals, IEnumerable<IApprovalSubject> subjects, BusinessClock clock) : ICommandHandler<DecideApproval, ApprovalDecision>
{
    public async Task<Result<ApprovalDecision>> HandleAsync(DecideApproval command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await db.Set<ApprovalTask>().SingleOrDefaultAsync(t => t.Id == command.TaskId, cancellationToken) is not { } task)
        {
            return Error.NotFound;
        }

        var rights = await RightsAsync(db, context.Caller, clock.DayOf(context.Now), cancellationToken);
        if (!rights.May(task))
        {
            return Error.NotFound;
        }

        if (!command.IsApproved && string.IsNullOrWhiteSpace(command.Reason))
        {
            return Error.Of("approval_reason_required").On("reason");
        }

        if (task.State != ApprovalTask.Waiting)
        {
            return Error.Of("approval_decided_already", task.DecidedByName, task.DecidedAt);
        }

        var request = await db.Set<ApprovalRequest>().SingleAsync(r => r.Id == task.RequestId, cancellationToken);
        if (request.RequestedBy == context.Caller.UserId)
        {
            return Error.Of("approval_own_request");
        }

        (task.State, task.DecidedBy, task.DecidedByName, task.DecidedAt) = (command.IsApproved ? ApprovalTask.Approved : ApprovalTask.Rejected, context.Caller.UserId, context.Caller.Name, context.Now);
        (task.Reason, task.OnBehalfOf) = (command.Reason?.Trim(), rights.Own.Contains(task.Approver) ? null : rights.Delegated[task.Approver]);
        task.Version++;
        request.Version++;
        context.Audit("approvals.decided", request.DocKind, request.DocId, null, new { command.IsApproved, task.Step, task.Approver, task.OnBehalfOf }, command.Reason, request.DealerId);
        var end = await AdvanceAsync(context, request, task, cancellationToken);
        if (end is { } isApproved && subjects.FirstOrDefault(s => s.Kind == request.DocKind) is { } subject)
        {
            var done = await subject.DecidedAsync(context, request.DocId, isApproved, command.Reason, cancellationToken);
            if (!done.Ok)
            {
                return Result<ApprovalDecision>.Fail(done.Errors);
            }
        }

        return new ApprovalDecision(request.DocKind, request.DocId, request.State);
    }

    /// <summary>Approvers are resolved when somebody looks or decides, not when the document was sent: people come, go and change roles meanwhile.</summary>
    public static async Task<ApproverRights> RightsAsync(AppDbContext db, Caller caller, DateOnly today, CancellationToken cancellationToken)
    {
        var rights = ApproverRights.Of(caller, await db.Set<ApprovalDelegation>().AsNoTracking().Where(d => d.ToUserId == caller.UserId).ToListAsync(cancellationToken), today);
        return caller.DealerId is { } dealerId && caller.Roles.Contains("DA") ? rights.With(await OrphanedAsync(db, dealerId, cancellationToken)) : rights;
    }

    /// <summary>People named in paths within the company who have left it, are disabled, or may not decide any more. The manufacturer's people are never among them.</summary>
    private static async Task<IEnumerable<string>> OrphanedAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var named = await (from task in db.Set<ApprovalTask>()
                           where task.DealerId == dealerId && task.State == ApprovalTask.Waiting && task.Approver.StartsWith("user:")
                           join request in db.Set<ApprovalRequest>() on task.RequestId equals request.Id
                           where request.RuleName == ""
                           select task.Approver).Distinct().ToListAsync(cancellationToken);
        if (named.Count == 0)
        {
            return [];
        }

        var ids = named.Select(n => Guid.TryParse(ApproverRights.UserIdOf(n), out var id) ? id : Guid.Empty).ToList();
        var known = (await db.Set<PortalUser>().AsNoTracking().Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.DealerId, u.IsDisabled, u.RoleList }).ToListAsync(cancellationToken))
            .ToDictionary(u => ApproverRights.OfUser(u.Id.ToString()), StringComparer.Ordinal);
        return named.Where(n => !known.TryGetValue(n, out var user)
            || (user.DealerId is not null && (user.DealerId != dealerId || user.IsDisabled || !Permissions.Product.Allows(user.RoleList.Split(',').ToHashSet(StringComparer.Ordinal), "approvals.decide"))));
    }

    /// <returns>The document's fate when this answer settled it; null while others are still asked.</returns>
    private async Task<bool?> AdvanceAsync(CommandContext context, ApprovalRequest request, ApprovalTask answered, CancellationToken cancellationToken)
    {
        if (answered.State == ApprovalTask.Rejected)
        {
            await approvals.CloseAsync(context, request, ApprovalRequest.Rejected, cancellationToken);
            return false;
        }

        var step = request.Steps[request.Step];
        var waiting = await Data.Approvals.WaitingAsync(context.Db, request.Id, cancellationToken);
        if (step.NeedsAll && !answered.IsEscalation && waiting.Exists(t => !t.IsEscalation))
        {
            return null;
        }

        foreach (var task in waiting)
        {
            task.State = ApprovalTask.Obsolete;
            task.Version++;
        }

        if (request.Step + 1 < request.Steps.Count)
        {
            request.Step++;
            approvals.OpenStep(context, request);

            // The same state again: it tells whoever listens that somebody else is asked now.
            context.Record(approvals.FactOf(request));
            return null;
        }

        await approvals.CloseAsync(context, request, ApprovalRequest.Approved, cancellationToken);
        return true;
    }
}
