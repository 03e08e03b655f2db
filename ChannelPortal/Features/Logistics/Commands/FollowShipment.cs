using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Commands;

/// <summary>Lets an order follow what its carrier reported: one step a command.</summary>
[Permission("orders.ship")]
internal sealed record FollowShipment(string OrderId, bool IsDelivered) : ICommand<OrderMoved>;

internal sealed class FollowShipmentHandler(IOrderMoves moves, IStock stock, BusinessClock clock) : ICommandHandler<FollowShipment, OrderMoved>
{
    public async Task<Result<OrderMoved>> HandleAsync(FollowShipment command, CommandContext context, CancellationToken cancellationToken)
    {
        var shipments = await context.Db.ShipmentsOf(command.OrderId).AsNoTracking().ToListAsync(cancellationToken);
        if (shipments.Count == 0)
        {
            return Error.NotFound;
        }

        var ordered = await context.Db.Set<OrderLineFact>().Where(l => l.OrderId == command.OrderId && l.Status != "cancelled").SumAsync(l => l.OrderedQty, cancellationToken);
        var moved = await moves.MoveAsync(
            context, command.OrderId, command.IsDelivered ? OrderTrigger.Deliver : OrderTrigger.CarrierShip, Apply, "carrier event", cancellationToken);
        if (moved.Ok && !command.IsDelivered)
        {
            // What the portal shipped is booked already; a shipment from outside takes all the rest.
            var own = await context.Db.Set<ShipmentLine>().Where(l => l.OrderId == command.OrderId).Select(l => l.ShipmentId).ToListAsync(cancellationToken);
            var outside = shipments.Find(s => !own.Contains(s.ShipmentId)) ?? shipments[0];
            await stock.ShipAsync(context.Db, command.OrderId, outside.ShipmentId, null, cancellationToken);
        }

        return moved.Ok ? new OrderMoved(moved.Value.OrderId, moved.Value.Status) : Result<OrderMoved>.Fail(moved.Errors);

        void Apply(OrderFact order)
        {
            if (!command.IsDelivered)
            {
                order.FirstShipAt ??= shipments.Min(s => s.ShippedAt ?? clock.StartOf(s.ShippedOn));
                order.PickedAt ??= order.FirstShipAt;
                return;
            }

            var day = shipments.Max(s => s.DeliveredOn ?? s.ShippedOn);
            var at = shipments.Max(s => s.LastScanAt is { } scan && clock.DayOf(scan) == s.DeliveredOn ? scan : clock.StartOf(s.DeliveredOn ?? s.ShippedOn));
            var isInFull = shipments.Sum(s => s.ShortQty) == 0 && shipments.Sum(s => s.Qty) >= ordered;
            Deliveries.Complete(order, at, day, isInFull, shipments.Sum(s => s.DamagedQty) == 0);
        }
    }
}
