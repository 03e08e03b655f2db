using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Logistics.Live;

/// <summary><c>shipments:list</c>: how many shipments of the viewer's dealers each filter holds.</summary>
internal sealed class ShipmentListTopic(FindShipments shipments) : ILiveTopic
{
    public string Pattern => "shipments:list";

    public string Permission => "shipments.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row switch
    {
        ShipmentFact shipment => scope.Allows(shipment.DealerId),
        DeliveryTaskFact task => scope.Allows(task.DealerId),
        _ => false,
    };

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        var cells = new LiveCells();
        foreach (var (filter, count) in await shipments.CountsAsync(scope, FindShipments.Filters, cancellationToken))
        {
            cells["count." + filter] = count;
        }

        return cells;
    }
}
