using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
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

    public static async Task<ApproverRights> RightsAsync(AppDbContext db, Caller caller, DateOnly today, CancellationToken cancellationToken) =>
        ApproverRights.Of(caller, await db.Set<ApprovalDelegation>().AsNoTracking().Where(d => d.ToUserId == caller.UserId).ToListAsync(cancellationToken), today);

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
            return null;
        }

        await approvals.CloseAsync(context, request, ApprovalRequest.Approved, cancellationToken);
        return true;
    }
}
