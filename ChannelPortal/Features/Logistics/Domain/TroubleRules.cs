using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Logistics.Domain;

/// <summary>Something to see to.</summary>
/// <param name="SinceAt">Its cause's instant: the same cause is found again at the same one.</param>
internal sealed record Trouble(string Kind, DateTimeOffset SinceAt, string? Detail);

/// <summary>What counts as an exception of a shipment (domain.md R15). Looking twice finds the same.</summary>
internal static class TroubleRules
{
    /// <param name="events">Oldest first.</param>
    /// <param name="toGo">Kilometres from an event's place to the destination; null when the place is not known.</param>
    public static IEnumerable<Trouble> Find(
        ShipmentFact shipment, IReadOnlyList<TrackingEvent> events, Func<TrackingEvent, double?> toGo, BusinessClock clock, LogisticsOptions options)
    {
        foreach (var told in events)
        {
            if (TrackingCodes.All.GetValueOrDefault(told.Code)?.Trouble is { } kind)
            {
                yield return new Trouble(kind, told.At, told.Place ?? told.Raw);
            }
        }

        var known = events.Select(e => (Event: e, Left: toGo(e))).Where(e => e.Left is not null).ToList();
        for (var i = 1; i < known.Count; i++)
        {
            if (known[i].Left > known[i - 1].Left + options.WrongRouteKilometres)
            {
                yield return new Trouble(TroubleKinds.WrongRoute, known[i].Event.At, known[i].Event.Place);
            }
        }

        if (shipment.Status == "delivered")
        {
            yield break;
        }

        var scannedAt = LastSign(shipment, events, clock);
        if (shipment.Status == "exception" && !events.Any(e => TrackingCodes.All.GetValueOrDefault(e.Code)?.Trouble is not null))
        {
            yield return new Trouble(TroubleKinds.Carrier, shipment.LastScanAt ?? scannedAt, shipment.LastPlace);
        }

        if (clock.Now - scannedAt > TimeSpan.FromHours(options.NoScanHours))
        {
            yield return new Trouble(TroubleKinds.NoScan, scannedAt, shipment.LastPlace);
        }

        if (shipment.PromisedOn is { } promised && clock.Now > clock.StartOf(promised).AddHours(options.DeliveryHour) + TimeSpan.FromDays(1))
        {
            yield return new Trouble(TroubleKinds.Delay, clock.StartOf(promised), null);
        }
    }

    /// <summary>When the shipment was seen last.</summary>
    public static DateTimeOffset LastSign(ShipmentFact shipment, IReadOnlyList<TrackingEvent> events, BusinessClock clock)
    {
        var left = shipment.LastScanAt ?? shipment.ShippedAt ?? clock.StartOf(shipment.ShippedOn);
        return events.Count > 0 && events.Max(e => e.At) is var told && told > left ? told : left;
    }
}
