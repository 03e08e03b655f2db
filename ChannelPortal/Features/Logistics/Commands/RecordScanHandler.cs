using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Commands;

internal sealed class RecordScanHandler : ICommandHandler<RecordScan, string>
{
    public async Task<Result<string>> HandleAsync(RecordScan command, CommandContext context, CancellationToken cancellationToken)
    {
        var place = command.Place?.Trim() ?? "";
        if (place.Length is 0 or > 200)
        {
            return Error.Of("place_required").On("place");
        }

        if (await context.Db.Set<ShipmentFact>().AsNoTracking().SingleOrDefaultAsync(s => s.ShipmentId == command.ShipmentId, cancellationToken) is not { } shipment)
        {
            return Error.NotFound;
        }

        if (shipment.Status == "delivered")
        {
            return Error.Of("shipment_delivered_already", shipment.ShipmentId);
        }

        (shipment.LastPlace, shipment.LastScanAt) = (place, context.Now);
        shipment.TrackingEvents++;
        context.Record(shipment);
        context.Db.Add(new TrackingEvent
        {
            ShipmentId = shipment.ShipmentId, Code = TrackingCodes.Moving, At = context.Now, DealerId = shipment.DealerId, State = TrackingState.Moving, Place = place, RecordedAt = context.Now,
        });
        context.Audit("shipments.scan", "shipment", shipment.ShipmentId, null, new { place }, dealerId: shipment.DealerId);
        return shipment.ShipmentId;
    }
}
