using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Returns.Queries;

/// <summary>Approved returns whose goods the dealer has still to send.</summary>
internal sealed class ReturnWork(FindReturns returns) : IWorkItemSource
{
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken) =>
        caller.DealerId is null || !Permissions.Product.Allows(caller.Roles, "returns.request") ? []
            : [new WorkItem(WorkBand.Todo, "returns_to_send", await returns.CountToSendAsync(caller.Scope, cancellationToken), "returns?status=" + FindReturns.ToSend)];
}
