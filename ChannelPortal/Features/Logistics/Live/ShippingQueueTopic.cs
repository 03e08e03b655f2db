using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Logistics.Live;

/// <summary><c>logistics:queue</c>: how many orders wait at each stage.</summary>
internal sealed class ShippingQueueTopic(FindShippingQueue queue) : ILiveTopic
{
    public string Pattern => "logistics:queue";

    public string Permission => "orders.ship";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row switch
        {
            OrderFact order => scope.Allows(order.DealerId),
            OrderLineFact { ShippedQty: > 0 } line => scope.Allows(line.DealerId),
            OrderLineFact { BackorderQty: > 0 } line => scope.Allows(line.DealerId),
            DeliveryTaskFact task => scope.Allows(task.DealerId),
            _ => false,
        };

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        var found = await queue.RunAsync(scope, null, cancellationToken);
        return new LiveCells { ["toPick"] = found.ToPick, ["toShip"] = found.ToShip, ["onTheWay"] = found.OnTheWay, ["late"] = found.Late, ["waiting"] = found.Waiting, ["transitLate"] = found.TransitLate, ["exceptions"] = found.Exceptions };
    }
}
