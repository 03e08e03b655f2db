using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Logistics.Live;

/// <summary><c>order:{id}</c>: where one order stands. All its viewers share one computation in the owner's scope.</summary>
internal sealed class OrderTopic(IOrderReader orders, GetOrderTracking tracking) : ILiveTopic
{
    public string Pattern => "order:{id}";

    public string Permission => "orders.read";

    // One look-up by primary key: a foreign order must be unknown before anything is joined.
    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        orders.FindOwner(args["id"], caller.Scope) is { } dealerId ? DealerScope.Of(dealerId) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row switch
    {
        OrderFact order => order.OrderId == args["id"],
        OrderLineFact line => line.OrderId == args["id"],
        ShipmentFact shipment => shipment.OrderId == args["id"],
        DeliveryTaskFact task => task.OrderId == args["id"],
        InvoiceFact invoice => invoice.OrderId == args["id"],
        _ => false,
    };

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        if (await tracking.RunAsync(args["id"], scope, cancellationToken) is not { } found)
        {
            return [];
        }

        var cells = new LiveCells
        {
            ["status"] = found.Document.Order.Status,
            ["promisedOn"] = found.Document.Order.PromisedOn,
            ["shipments"] = found.Shipments
                .Select(s => new { s.Fact.ShipmentId, s.Fact.Status, s.Fact.Carrier, s.Fact.TrackingNo, s.Fact.LastPlace, s.Fact.LastScanAt, s.Fact.TrackingEvents, State = s.State.ToString(), s.Route.Last }).ToList(),
        };
        foreach (var milestone in found.Milestones)
        {
            cells["milestone." + milestone.Code] = new { milestone.Planned, milestone.Actual, State = milestone.State.ToString() };
        }

        return cells;
    }
}
