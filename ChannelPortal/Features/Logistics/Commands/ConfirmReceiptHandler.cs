using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Commands;

/// <summary>Keeps the proof of one delivery. The order is delivered with its last shipment, when nothing of it is open.</summary>
internal sealed class ConfirmReceiptHandler(IOrderMoves moves, ICreditAccounts credit, DeliveryPhotos photos, TroubleDesk desk, BusinessClock clock)
    : ICommandHandler<ConfirmReceipt, ConfirmedReceipt>
{
    public async Task<Result<ConfirmedReceipt>> HandleAsync(ConfirmReceipt command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, command.ShipmentId, cancellationToken) is not { } found)
        {
            return Error.NotFound;
        }

        // Two people with one delivery: the second one finds the first one's proof.
        await credit.LockAsync(context.Db, found.DealerId, cancellationToken);
        var shipment = (await FindAsync(context, command.ShipmentId, cancellationToken))!;
        if (await context.Db.Set<ProofOfDelivery>().AnyAsync(p => p.ShipmentId == shipment.ShipmentId, cancellationToken))
        {
            return Error.Of("receipt_recorded_already", shipment.ShipmentId);
        }

        var lines = (await ShipmentContents.OfAsync(context.Db, [shipment], cancellationToken))[shipment.ShipmentId].ToList();
        var at = command.At ?? context.Now;
        var photoType = command.Photo is null ? null : await photos.TypeOfAsync(command.Photo, cancellationToken);
        if (Refusals(command, shipment, lines, at, context.Now, photoType) is { Count: > 0 } errors)
        {
            return Result<ConfirmedReceipt>.Fail(errors);
        }

        await KeepLinesAsync(context, command, lines, cancellationToken);
        var (shortQty, damagedQty) = (command.Lines.Sum(l => l.ShortQty), command.Lines.Sum(l => l.DamagedQty));
        context.Db.Add(new ProofOfDelivery
        {
            ShipmentId = shipment.ShipmentId,
            OrderId = shipment.OrderId,
            DealerId = shipment.DealerId,
            SignedBy = command.SignedBy.Trim(),
            Note = string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim(),
            Photo = command.Photo,
            PhotoType = photoType,
            ShortQty = shortQty,
            DamagedQty = damagedQty,
            At = at,
            RecordedBy = context.Caller.Name,
            RecordedAt = context.Now,
        });
        shipment.DeliveredOn = shipment.Status == "delivered" ? shipment.DeliveredOn ?? clock.DayOf(at) : clock.DayOf(at);
        (shipment.Status, shipment.PodOn, shipment.ShortQty, shipment.DamagedQty) = ("delivered", clock.DayOf(context.Now), shortQty, damagedQty);
        shipment.LastScanAt = shipment.LastScanAt is { } scan && scan > at ? scan : at;
        context.Record(shipment);
        if (damagedQty > 0)
        {
            desk.Open(context, shipment, new Trouble(TroubleKinds.Damage, at, command.Note));
        }

        context.Audit("shipments.receive", "shipment", shipment.ShipmentId, null, new { command.SignedBy, shortQty, damagedQty }, dealerId: shipment.DealerId);
        var order = await FinishAsync(context, shipment, at, cancellationToken);
        return order.Ok ? new ConfirmedReceipt(shipment.ShipmentId, shipment.OrderId, order.Value) : Result<ConfirmedReceipt>.Fail(order.Errors);
    }

    private static List<Error> Refusals(ConfirmReceipt command, ShipmentFact shipment, List<ShipmentLine> lines, DateTimeOffset at, DateTimeOffset now, string? photoType)
    {
        var errors = new List<Error>();
        if ((command.SignedBy?.Trim().Length ?? 0) is 0 or > ProofOfDelivery.MaxName)
        {
            errors.Add(Error.Of("receipt_signer_required", ProofOfDelivery.MaxName).On("signedBy"));
        }

        if (command.Note?.Length > ProofOfDelivery.MaxNote)
        {
            errors.Add(Error.Of("receipt_note_too_long", ProofOfDelivery.MaxNote).On("note"));
        }

        if (at > now.AddMinutes(1) || at < shipment.ShippedAt)
        {
            errors.Add(Error.Of("receipt_time_wrong").On("at"));
        }

        if (command.Photo is not null && photoType is null)
        {
            errors.Add(Error.Of("photo_type").On("photo"));
        }

        foreach (var line in command.Lines.GroupBy(l => l.LineNo))
        {
            if (line.Any(l => l.ShortQty < 0 || l.DamagedQty < 0))
            {
                errors.Add(Error.Of("delivery_quantity_negative").On("lines"));
            }
            else if (line.Count() > 1 || lines.Find(l => l.LineNo == line.Key) is not { } shipped || line.Sum(l => l.ShortQty + l.DamagedQty) > shipped.Qty)
            {
                errors.Add(Error.Of("delivery_quantity_too_large", line.Key).On("lines"));
            }
        }

        return errors;
    }

    /// <summary>Lines of a shipment from outside are kept from here on, so that a claim can name them.</summary>
    private static async Task KeepLinesAsync(CommandContext context, ConfirmReceipt command, List<ShipmentLine> lines, CancellationToken cancellationToken)
    {
        var stored = await context.Db.Set<ShipmentLine>().Where(l => l.ShipmentId == command.ShipmentId).ToDictionaryAsync(l => l.LineNo, cancellationToken);
        if (stored.Count == 0 && command.Lines.Any(l => l.ShortQty + l.DamagedQty > 0))
        {
            context.Db.AddRange(lines);
            stored = lines.ToDictionary(l => l.LineNo);
        }

        foreach (var line in command.Lines.Where(l => stored.ContainsKey(l.LineNo)))
        {
            (stored[line.LineNo].ShortQty, stored[line.LineNo].DamagedQty) = (line.ShortQty, line.DamagedQty);
        }
    }

    private static Task<ShipmentFact?> FindAsync(CommandContext context, string shipmentId, CancellationToken cancellationToken) =>
        context.Db.Set<ShipmentFact>().AsNoTracking().SingleOrDefaultAsync(s => s.ShipmentId == shipmentId, cancellationToken);

    /// <summary>Where the order stands after it: delivered with its last shipment; one that the carrier finished already learns what was wrong.</summary>
    private async Task<Result<string>> FinishAsync(CommandContext context, ShipmentFact shipment, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<OrderFact>().AsNoTracking().SingleOrDefaultAsync(o => o.OrderId == shipment.OrderId && o.DealerId == shipment.DealerId, cancellationToken) is not { } order)
        {
            return Error.NotFound;
        }

        var others = await context.Db.ShipmentsOf(order.OrderId).AsNoTracking().Where(s => s.ShipmentId != shipment.ShipmentId).ToListAsync(cancellationToken);
        var isInFull = shipment.ShortQty + others.Sum(s => s.ShortQty) == 0;
        var isDamageFree = shipment.DamagedQty + others.Sum(s => s.DamagedQty) == 0;
        if (order.Status is "delivered" or "closed")
        {
            if (shipment.ShortQty + shipment.DamagedQty > 0)
            {
                (order.InFull, order.DamageFree) = (isInFull && order.InFull != false, isDamageFree && order.DamageFree != false);
                context.Record(order);
            }

            return order.Status;
        }

        var isOpen = await context.Db.Set<OrderLineFact>().AnyAsync(l => l.OrderId == order.OrderId && l.Status == "open", cancellationToken);
        if (order.Status != "shipped" || isOpen || others.Exists(s => s.Status != "delivered"))
        {
            return order.Status;
        }

        var moved = await moves.MoveAsync(
            context, order.OrderId, OrderTrigger.Deliver, o => Deliveries.Complete(o, at, clock.DayOf(at), isInFull, isDamageFree), null, cancellationToken);
        return moved.Ok ? moved.Value.Status : Result<string>.Fail(moved.Errors);
    }
}

/// <summary>What a finished delivery says about the order.</summary>
internal static class Deliveries
{
    public static void Complete(OrderFact order, DateTimeOffset deliveredAt, DateOnly deliveredOn, bool isInFull, bool isDamageFree)
    {
        order.DeliveredAt = deliveredAt;
        order.OnTime = order.PromisedOn is { } promised ? deliveredOn <= promised : null;
        order.InFull = isInFull;
        order.DamageFree = isDamageFree;
    }
}
