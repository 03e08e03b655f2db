using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Logistics.Commands;

internal sealed class ReceiveTrackingHandler(ICreditAccounts credit, TroubleDesk desk, BusinessClock clock) : ICommandHandler<ReceiveTracking, TrackingAnswer>
{
    /// <summary>Most events of one call.</summary>
    public const int Most = 500;

    private static readonly TimeSpan s_clocksApart = TimeSpan.FromMinutes(5);

    public async Task<Result<TrackingAnswer>> HandleAsync(ReceiveTracking command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Events is not { Count: > 0 and <= Most })
        {
            return Error.Of("tracking_event_count", Most).On("events");
        }

        var numbers = command.Events.Select(e => e?.TrackingNo ?? "").Distinct(StringComparer.Ordinal).ToList();
        var owners = await context.Db.Set<ShipmentFact>().Where(s => numbers.Contains(s.TrackingNo!) || numbers.Contains(s.ShipmentId))
            .Select(s => s.DealerId).Distinct().ToListAsync(cancellationToken);

        // A shipment changes in its dealer's turn; always in one order, so that two carriers never wait for each other.
        foreach (var dealer in owners.Order(StringComparer.Ordinal))
        {
            await credit.LockAsync(context.Db, dealer, cancellationToken);
        }

        var shipments = await context.Db.Set<ShipmentFact>().AsNoTracking().Where(s => numbers.Contains(s.TrackingNo!) || numbers.Contains(s.ShipmentId)).ToListAsync(cancellationToken);
        var found = numbers.ToDictionary(n => n, n => shipments.Where(s => s.TrackingNo == n || s.ShipmentId == n).MaxBy(s => s.ShippedOn), StringComparer.Ordinal);
        var ids = shipments.ConvertAll(s => s.ShipmentId);
        var known = (await context.Db.Set<TrackingEvent>().Where(e => ids.Contains(e.ShipmentId)).Select(e => new { e.ShipmentId, e.Code, e.At }).ToListAsync(cancellationToken))
            .Select(e => (e.ShipmentId, e.Code, e.At)).ToHashSet();
        var rejected = new List<TrackingRefusal>();
        var added = new List<(ShipmentFact Shipment, TrackingEvent Event)>();
        var duplicates = 0;
        foreach (var (told, index) in command.Events.Select((e, i) => (e, i)))
        {
            if (Refusal(told, found, context.Now) is { } code)
            {
                rejected.Add(new TrackingRefusal(index, code));
                continue;
            }

            // The database keeps milliseconds.
            var (shipment, at) = (found[told.TrackingNo]!, DateTimeOffset.FromUnixTimeMilliseconds(told.At.ToUnixTimeMilliseconds()));
            if (!known.Add((shipment.ShipmentId, told.Code, at)))
            {
                duplicates++;
                continue;
            }

            added.Add((shipment, new TrackingEvent
            {
                ShipmentId = shipment.ShipmentId, Code = told.Code, At = at, DealerId = shipment.DealerId, State = TrackingCodes.All[told.Code].State,
                Place = Cut(told.Place, TrackingEvent.MaxPlace), Raw = Cut(told.Raw, TrackingEvent.MaxRaw), RecordedAt = context.Now,
            }));
        }

        context.Db.AddRange(added.Select(a => a.Event));
        foreach (var group in added.GroupBy(a => a.Shipment))
        {
            Follow(group.Key, [.. group.Select(a => a.Event).OrderBy(e => e.At)]);
            context.Record(group.Key);
        }

        await desk.LookAsync(context, [.. added.Select(a => a.Shipment).Distinct()], cancellationToken);
        return new TrackingAnswer(added.Count, duplicates, rejected);
    }

    /// <summary>The shipment takes over what is newer than what it knows. An old event that comes late changes nothing but the count.</summary>
    private void Follow(ShipmentFact shipment, List<TrackingEvent> events)
    {
        shipment.TrackingEvents += events.Count;
        foreach (var told in events.Where(e => shipment.LastScanAt is not { } last || e.At >= last))
        {
            shipment.LastScanAt = told.At;
            shipment.LastPlace = told.Place ?? shipment.LastPlace;
            if (shipment.Status == "delivered")
            {
                continue;
            }

            shipment.Status = told.State switch
            {
                TrackingState.Signed => "delivered",
                TrackingState.Trouble or TrackingState.GoingBack => "exception",
                _ => "in_transit",
            };
            shipment.DeliveredOn = told.State == TrackingState.Signed ? clock.DayOf(told.At) : shipment.DeliveredOn;
        }
    }

    private static string? Refusal(CarrierEvent? told, Dictionary<string, ShipmentFact?> found, DateTimeOffset now) =>
        told?.TrackingNo is null || found[told.TrackingNo] is null ? "tracking_no_unknown"
        : told.Code is null || !TrackingCodes.All.ContainsKey(told.Code) ? "tracking_code_unknown"
        : told.At > now + s_clocksApart || told.At.Year < 2000 ? "tracking_time_wrong"
        : null;

    private static string? Cut(string? text, int length) => string.IsNullOrWhiteSpace(text) ? null : text.Length > length ? text[..length] : text.Trim();
}

internal sealed class AskCarrierHandler(ITrackingProvider provider, ICommandHandler<ReceiveTracking, TrackingAnswer> receive, IOptions<LogisticsOptions> options)
    : ICommandHandler<AskCarrier, TrackingAnswer>
{
    public async Task<Result<TrackingAnswer>> HandleAsync(AskCarrier command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<ShipmentFact>().AsNoTracking().SingleOrDefaultAsync(s => s.ShipmentId == command.ShipmentId, cancellationToken) is not { } shipment)
        {
            return Error.NotFound;
        }

        var last = await context.Db.Set<TrackingEvent>().Where(e => e.ShipmentId == shipment.ShipmentId).MaxAsync(e => (DateTimeOffset?)e.RecordedAt, cancellationToken);
        if (last is { } asked && context.Now - asked < TimeSpan.FromMinutes(options.Value.TrackingMinutes))
        {
            return Error.Of("tracking_asked_already", options.Value.TrackingMinutes);
        }

        var events = await provider.QueryAsync(context.Db, shipment, cancellationToken);
        return events.Count == 0 ? new TrackingAnswer(0, 0, []) : await receive.HandleAsync(new ReceiveTracking(events), context, cancellationToken);
    }
}
