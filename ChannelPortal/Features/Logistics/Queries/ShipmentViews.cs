using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Queries;

/// <summary>A line of a shipment, named in the caller's language.</summary>
public sealed record ShipmentLineView(int LineNo, string ProductId, string Name, string Unit, long Qty, long ShortQty, long DamagedQty);

/// <param name="Raw">The carrier's own words.</param>
public sealed record ShipmentEventView(DateTimeOffset At, TrackingState State, string? Place, string? Raw);

/// <summary>The proof of delivery.</summary>
public sealed record ProofView(string SignedBy, DateTimeOffset At, string RecordedBy, string? Note, bool HasPhoto, long ShortQty, long DamagedQty);

/// <summary>An exception that waits for somebody.</summary>
public sealed record ShipmentTrouble(Guid TaskId, string Kind, string State, string? OwnerName, DateTimeOffset DueAt);

/// <summary>The likely day of arrival, and the day by which nine of ten shipments are there.</summary>
public sealed record ArrivalView(DateOnly Likely, DateOnly Latest);

/// <summary>A place on the schematic map.</summary>
/// <param name="Province">Two digits of GB/T 2260.</param>
public sealed record RoutePoint(string Name, string Province);

/// <summary>Where a shipment leaves, was seen last and goes; null is not known.</summary>
public sealed record ShipmentRoute(RoutePoint? Origin, RoutePoint? Last, RoutePoint? Destination);

/// <summary>All that is known of one shipment.</summary>
/// <param name="Lines">Empty when nobody told what is inside.</param>
/// <param name="Events">Newest first.</param>
public sealed record ShipmentView(
    ShipmentFact Fact, TrackingState State, IReadOnlyList<ShipmentLineView> Lines, IReadOnlyList<ShipmentEventView> Events, ArrivalView? Arrival, ProofView? Proof,
    ShipmentRoute Route, IReadOnlyList<ShipmentTrouble> Troubles);

/// <summary>Puts together what facts, carrier events, proofs and tasks say about shipments.</summary>
internal sealed class ShipmentViews(ILaneTimes lanes, BusinessClock clock)
{
    public async Task<IReadOnlyList<ShipmentView>> OfAsync(AppDbContext db, IReadOnlyList<ShipmentFact> shipments, CancellationToken cancellationToken)
    {
        if (shipments.Count == 0)
        {
            return [];
        }

        var ids = shipments.Select(s => s.ShipmentId).ToList();
        var contents = await ShipmentContents.OfAsync(db, shipments, cancellationToken);
        var names = await NamesAsync(db, contents.SelectMany(l => l).Select(l => l.ProductId), cancellationToken);
        var events = (await db.Set<TrackingEvent>().AsNoTracking().Where(e => ids.Contains(e.ShipmentId)).ToListAsync(cancellationToken)).ToLookup(e => e.ShipmentId, StringComparer.Ordinal);
        var proofs = await db.Set<ProofOfDelivery>().AsNoTracking().Where(p => ids.Contains(p.ShipmentId)).ToDictionaryAsync(p => p.ShipmentId, StringComparer.Ordinal, cancellationToken);
        var troubles = (await db.Set<DeliveryTask>().AsNoTracking().Where(t => ids.Contains(t.ShipmentId) && t.State != TaskLifecycle.Resolved).OrderBy(t => t.DueAt).ToListAsync(cancellationToken))
            .ToLookup(t => t.ShipmentId, t => new ShipmentTrouble(t.Id, t.Kind, t.State, t.OwnerName, t.DueAt), StringComparer.Ordinal);
        var times = await lanes.OfAsync(db, [.. shipments.Select(s => s.DealerId)], cancellationToken);
        var places = await Gazetteer.ReadAsync(db, cancellationToken);
        var regions = await ShipmentDestinations.OfAsync(db, shipments, cancellationToken);
        return
        [
            .. shipments.Select(s =>
            {
                List<ShipmentEventView> told = [.. Told(s, [.. events[s.ShipmentId]])];
                var (lane, destination) = (times[s.DealerId], places.Of(regions.GetValueOrDefault(s.OrderId) ?? regions.GetValueOrDefault(s.DealerId)));
                var last = s.Status == "delivered" ? destination : told.Select(e => places.Find(e.Place)).FirstOrDefault(p => p is not null) ?? places.Find(s.LastPlace);
                var origin = places.Of(lane.OriginRegionId);
                var state = s.Status == "delivered" ? TrackingState.Signed : told.Count > 0 ? told[0].State : TrackingState.Ordered;
                return new ShipmentView(
                    s, state,
                    [.. contents[s.ShipmentId].Select(l => names.TryGetValue(l.ProductId, out var n)
                        ? new ShipmentLineView(l.LineNo, l.ProductId, n.Name, n.Unit, l.Qty, l.ShortQty, l.DamagedQty)
                        : new ShipmentLineView(l.LineNo, l.ProductId, l.ProductId, "", l.Qty, l.ShortQty, l.DamagedQty))],
                    told,
                    ArrivalOf(s, told, state, lane, origin, last, destination),
                    proofs.GetValueOrDefault(s.ShipmentId) is { } p ? new ProofView(p.SignedBy, p.At, p.RecordedBy, p.Note, p.Photo is not null, p.ShortQty, p.DamagedQty) : null,
                    new ShipmentRoute(Point(origin), Point(last), Point(destination)),
                    [.. troubles[s.ShipmentId]]);
            }),
        ];
    }

    /// <summary>Names and units of products in the caller's language.</summary>
    public static async Task<Dictionary<string, (string Name, string Unit)>> NamesAsync(AppDbContext db, IEnumerable<string> productIds, CancellationToken cancellationToken)
    {
        var ids = productIds.Distinct(StringComparer.Ordinal).ToList();
        var isChinese = PortalCultures.IsChinese();
        return (await db.Set<ProductFact>().AsNoTracking().Where(p => ids.Contains(p.ProductId)).Select(p => new { p.ProductId, p.Name, p.NameEn, p.Unit, p.UnitEn }).ToListAsync(cancellationToken))
            .ToDictionary(p => p.ProductId, p => isChinese ? (p.Name, p.Unit) : (p.NameEn ?? p.Name, p.UnitEn ?? p.Unit), StringComparer.Ordinal);
    }

    /// <summary>What carriers told, with what the shipment itself says where they did not. Newest first.</summary>
    private IEnumerable<ShipmentEventView> Told(ShipmentFact shipment, List<TrackingEvent> events)
    {
        var told = events.ConvertAll(e => new ShipmentEventView(e.At, e.State, e.Place, e.Raw));
        if (!told.Exists(e => e.State is TrackingState.Collected or TrackingState.Ordered))
        {
            told.Add(new ShipmentEventView(shipment.ShippedAt ?? clock.StartOf(shipment.ShippedOn), TrackingState.Collected, null, null));
        }

        if (shipment.Status == "delivered" && !told.Exists(e => e.State == TrackingState.Signed))
        {
            var at = shipment.LastScanAt is { } scan && clock.DayOf(scan) == shipment.DeliveredOn ? scan : clock.StartOf(shipment.DeliveredOn ?? shipment.ShippedOn);
            told.Add(new ShipmentEventView(at, TrackingState.Signed, null, null));
        }
        else if (shipment.Status != "delivered" && shipment is { LastScanAt: { } scannedAt, LastPlace: { } place } && told.TrueForAll(e => e.At != scannedAt))
        {
            told.Add(new ShipmentEventView(scannedAt, shipment.Status == "exception" ? TrackingState.Trouble : TrackingState.Moving, place, null));
        }

        return told.OrderByDescending(e => e.At).ThenByDescending(e => e.State);
    }

    private ArrivalView? ArrivalOf(ShipmentFact shipment, List<ShipmentEventView> told, TrackingState state, LaneTime lane, Spot? origin, Spot? last, Spot? destination)
    {
        if (shipment.Status == "delivered" || state == TrackingState.GoingBack)
        {
            return null;
        }

        // Without a known place the whole lane is still ahead.
        var left = origin is null || last is null || destination is null || origin == destination ? 1 : last.KilometresTo(destination) / origin.KilometresTo(destination);
        var arrival = Arrival.Of(clock.DayOf(told[0].At), state, lane.P50, lane.P90, left, clock.Today);
        return new ArrivalView(arrival.Likely, arrival.Latest);
    }

    private static RoutePoint? Point(Spot? spot) => spot?.Province is { } province ? new RoutePoint(PortalCultures.IsChinese() ? spot.Name : spot.NameEn, province) : null;
}
