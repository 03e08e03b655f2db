using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Data;

/// <summary>A carriers' service that answers where a shipment is. Put 快递100 or a carrier of your own here.</summary>
internal interface ITrackingProvider
{
    /// <summary>True when nothing of it is real; the page says so.</summary>
    bool IsSimulated { get; }

    /// <summary>All events that the carrier knows of the shipment, oldest first.</summary>
    Task<IReadOnlyList<CarrierEvent>> QueryAsync(AppDbContext db, ShipmentFact shipment, CancellationToken cancellationToken);
}

/// <summary>Invents the way from the centre to the dealer by the time gone since shipping. The same question gets the same events.</summary>
internal sealed class SimulatedTracking(ILaneTimes lanes, BusinessClock clock) : ITrackingProvider
{
    public bool IsSimulated => true;

    public async Task<IReadOnlyList<CarrierEvent>> QueryAsync(AppDbContext db, ShipmentFact shipment, CancellationToken cancellationToken)
    {
        var places = await Gazetteer.ReadAsync(db, cancellationToken);
        var lane = (await lanes.OfAsync(db, [shipment.DealerId], cancellationToken))[shipment.DealerId];
        var region = await db.Set<DealerFact>().Where(d => d.DealerId == shipment.DealerId).Select(d => d.RegionId).SingleOrDefaultAsync(cancellationToken);
        return Invent(shipment, places.Of(lane.OriginRegionId)?.Name, places.Of(region)?.Name, lane, clock);
    }

    internal static IReadOnlyList<CarrierEvent> Invent(ShipmentFact shipment, string? origin, string? destination, LaneTime lane, BusinessClock clock)
    {
        var start = shipment.ShippedAt ?? clock.StartOf(shipment.ShippedOn).AddHours(10);
        var end = shipment.DeliveredOn is { } day && shipment.LastScanAt is { } scan && clock.DayOf(scan) == day ? scan
            : clock.StartOf(shipment.DeliveredOn ?? shipment.ShippedOn.AddDays(Math.Max(1, lane.P50))).AddHours(15);
        var way = end > start ? end - start : TimeSpan.FromHours(6);
        (double Share, string Code, string? Place)[] steps =
        [
            (0, TrackingCodes.Collected, origin), (0.12, TrackingCodes.Moving, origin), (0.55, TrackingCodes.Moving, null), (0.82, TrackingCodes.Moving, destination),
            (0.94, TrackingCodes.OutForDelivery, destination),
        ];
        var now = shipment.Status == "delivered" ? end : clock.Now;
        var events = steps.Select(s => new CarrierEvent(shipment.ShipmentId, start + (way * s.Share), s.Code, s.Place)).Where(e => e.At <= now).ToList();
        if (shipment.Status == "delivered")
        {
            events.Add(new CarrierEvent(shipment.ShipmentId, end, TrackingCodes.Signed, destination));
        }

        return events;
    }
}
