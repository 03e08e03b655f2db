using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Approvals.Commands;

/// <summary>Tasks whose time is up go to the escalation role as well. Time alone never approves anything.</summary>
[Permission("approvals.escalate")]
internal sealed record EscalateApprovals : ICommand<int>;

internal sealed class EscalateApprovalsHandler(IOptions<ApprovalsOptions> options, TimeProvider time) : ICommandHandler<EscalateApprovals, int>
{
    public async Task<Result<int>> HandleAsync(EscalateApprovals command, CommandContext context, CancellationToken cancellationToken)
    {
        var now = context.Now;
        var late = await context.Db.Set<ApprovalTask>()
            .Where(t => t.State == ApprovalTask.Waiting && t.DueAt <= now && t.EscalatedAt == null && !t.IsEscalation).ToListAsync(cancellationToken);
        foreach (var steps in late.GroupBy(t => (t.RequestId, t.Step)))
        {
            foreach (var task in steps)
            {
                task.EscalatedAt = now;
                task.Version++;
            }

            var first = steps.First();
            context.Db.Add(new ApprovalTask
            {
                Id = SequentialId.New(time),
                RequestId = first.RequestId,
                DealerId = first.DealerId,
                Step = first.Step,
                Approver = options.Value.EscalationRole,
                IsEscalation = true,
                DueAt = now,
            });
            context.Audit("approvals.escalated", "approval_request", first.RequestId.ToString(), null, new { first.Step, options.Value.EscalationRole }, dealerId: first.DealerId);
        }

        return late.Count;
    }
}
