using ChannelPortal.Features.Workbench.Domain;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Workbench.Queries;

/// <summary>What waits for a person: from all features, and from the figures of his dealer.</summary>
internal sealed class GetWorkItems(IEnumerable<IWorkItemSource> sources)
{
    public async Task<IReadOnlyList<WorkItem>> RunAsync(Caller caller, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(sources.Select(s => Task.Run(() => s.OfAsync(caller, cancellationToken), cancellationToken)))).SelectMany(i => i)];

    /// <summary>The items with those of the figures. Of one kind only one stands: the feature's own wins.</summary>
    public static IReadOnlyList<WorkItem> Join(IReadOnlyList<WorkItem> items, BenchOrders orders, Caller caller)
    {
        WorkItem[] own = Permissions.Product.Allows(caller.Roles, "orders.read")
            ?
            [
                new(WorkBand.Todo, "held", orders.States.GetValueOrDefault("held"), "orders?status=held", IsUrgent: true),
                new(WorkBand.Todo, "late", orders.Late, "orders?status=late", IsUrgent: true),
                new(WorkBand.Goods, WorkbenchTiles.Arriving, orders.Arriving, "orders?status=arriving"),
            ]
            : [];

        // A to-do of nothing is none; a figure of the other bands says something with zero, too.
        return [.. items.Concat(own).DistinctBy(i => i.Kind).Where(i => i.Count > 0 || i.Band != WorkBand.Todo).OrderByDescending(i => i.IsUrgent)];
    }
}
