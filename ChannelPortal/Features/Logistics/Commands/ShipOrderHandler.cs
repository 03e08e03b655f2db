using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Commands;

/// <summary>One shipment with everything of the order; partial shipments come from the carrier's own events.</summary>
internal sealed class ShipOrderHandler(IOrderMoves moves, ICreditAccounts credit, IStock stock, BusinessClock clock) : ICommandHandler<ShipOrder, ShippedOrder>
{
    public async Task<Result<ShippedOrder>> HandleAsync(ShipOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        var (carrier, trackingNo) = (command.Carrier?.Trim() ?? "", command.TrackingNo?.Trim() ?? "");
        if (carrier.Length is 0 or > 100)
        {
            return Error.Of("carrier_required").On("carrier");
        }

        if (trackingNo.Length is 0 or > 64)
        {
            return Error.Of("tracking_no_required").On("trackingNo");
        }

        var moved = await moves.MoveAsync(context, command.OrderId, OrderTrigger.Ship, o => o.FirstShipAt ??= context.Now, null, cancellationToken);
        if (!moved.Ok)
        {
            return Result<ShippedOrder>.Fail(moved.Errors);
        }

        var order = moved.Value;
        var decision = await credit.CheckAsync(context.Db, order.DealerId, CreditCheckPoint.Shipment, 0, cancellationToken);
        if (!decision.Passes)
        {
            return Result<ShippedOrder>.Fail(decision.Errors);
        }

        var number = 1 + await context.Db.Set<ShipmentFact>().CountAsync(s => s.OrderId == order.OrderId, cancellationToken);
        var quantity = await context.Db.Set<OrderLineFact>().Where(l => l.OrderId == order.OrderId).SumAsync(l => l.OrderedQty, cancellationToken);
        var shipment = new ShipmentFact
        {
            ShipmentId = string.Create(CultureInfo.InvariantCulture, $"{order.OrderId}-{number}"),
            OrderId = order.OrderId,
            DealerId = order.DealerId,
            ShippedOn = clock.DayOf(context.Now),
            ShippedAt = context.Now,
            PromisedOn = order.PromisedOn,
            Carrier = carrier,
            TrackingNo = trackingNo,
            GoodsValue = order.NetAmount,
            Qty = quantity,
        };
        context.Record(shipment);
        await stock.ShipAsync(context.Db, order.OrderId, shipment.ShipmentId, null, cancellationToken);
        return new ShippedOrder(order.OrderId, order.Status, shipment.ShipmentId);
    }
}
