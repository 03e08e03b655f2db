using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Approvals.Queries;

/// <summary>What waits for a dealer person's consent.</summary>
internal sealed class ApprovalWork(FindApprovals approvals) : IWorkItemSource
{
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken) =>
        Permissions.Product.Allows(caller.Roles, "approvals.decide") && await approvals.CountAsync(caller, cancellationToken) is var count and > 0
            ? [new WorkItem(WorkBand.Todo, "approvals", count, "approvals", IsUrgent: true)]
            : [];
}
