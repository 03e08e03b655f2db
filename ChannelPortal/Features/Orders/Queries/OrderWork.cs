using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>Orders that wait: held, late, or for a colleague's consent. Each number is the count of the list that it opens.</summary>
internal sealed class OrderWork(IOrderReader orders) : IWorkItemSource
{
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!Permissions.Product.Allows(caller.Roles, "orders.read"))
        {
            return [];
        }

        var counts = await orders.CountAsync(["held", "late", "submitted"], caller.Scope, cancellationToken);
        return
        [
            new WorkItem(WorkBand.Todo, "orders_held", counts["held"], "orders?status=held"),
            new WorkItem(WorkBand.Goods, "orders_late", counts["late"], "orders?status=late", IsUrgent: true),
            new WorkItem(WorkBand.Todo, "orders_submitted", counts["submitted"], "orders?status=submitted"),
        ];
    }
}
