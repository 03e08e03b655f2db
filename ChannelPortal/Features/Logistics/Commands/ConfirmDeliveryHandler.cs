using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Commands;

/// <summary>Closes all open shipments of the order with today's proof of delivery.</summary>
internal sealed class ConfirmDeliveryHandler(IOrderMoves moves, BusinessClock clock) : ICommandHandler<ConfirmDelivery, OrderMoved>
{
    public async Task<Result<OrderMoved>> HandleAsync(ConfirmDelivery command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.ShortQty < 0 || command.DamagedQty < 0)
        {
            return Error.Of("delivery_quantity_negative").On("shortQty");
        }

        var shipments = await context.Db.ShipmentsOf(command.OrderId).AsNoTracking()
            .Where(s => s.Status != "delivered").OrderBy(s => s.ShipmentId).ToListAsync(cancellationToken);
        if (shipments.Count > 0 && command.ShortQty + command.DamagedQty > shipments.Sum(s => s.Qty))
        {
            return Error.Of("delivery_quantity_too_large").On("shortQty");
        }

        var today = clock.DayOf(context.Now);
        if (await context.Db.Set<ShipmentLine>().AnyAsync(l => l.OrderId == command.OrderId, cancellationToken)
            && await context.Db.Set<OrderLineFact>().AnyAsync(l => l.OrderId == command.OrderId && l.Status == "open", cancellationToken))
        {
            Close(shipments, context, command, today);
            return new OrderMoved(command.OrderId, OrderStatus.Shipped.Code());
        }

        var moved = await moves.MoveAsync(
            context, command.OrderId, OrderTrigger.Deliver,
            o => Deliveries.Complete(o, context.Now, today, command.ShortQty == 0, command.DamagedQty == 0), null, cancellationToken);
        if (!moved.Ok)
        {
            return Result<OrderMoved>.Fail(moved.Errors);
        }

        Close(shipments, context, command, today);
        return new OrderMoved(moved.Value.OrderId, moved.Value.Status);
    }

    private static void Close(List<ShipmentFact> shipments, CommandContext context, ConfirmDelivery command, DateOnly today)
    {
        foreach (var shipment in shipments)
        {
            (shipment.Status, shipment.DeliveredOn, shipment.PodOn, shipment.LastScanAt) = ("delivered", today, today, context.Now);
        }

        if (shipments.Count > 0)
        {
            (shipments[0].ShortQty, shipments[0].DamagedQty) = (command.ShortQty, command.DamagedQty);
        }

        shipments.ForEach(context.Record);
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
