using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Commands;

/// <summary>One shipment with the chosen lines, or with all that can leave. Two clerks with the same lines: the second one is told what is left.</summary>
internal sealed class ShipOrderHandler(IOrderMoves moves, ICreditAccounts credit, BusinessClock clock) : ICommandHandler<ShipOrder, ShippedOrder>
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
        var shipmentId = string.Create(CultureInfo.InvariantCulture, $"{order.OrderId}-{number}");
        var shipped = await moves.ShipLinesAsync(context, order, shipmentId, command.Lines, cancellationToken);
        if (!shipped.Ok)
        {
            return Result<ShippedOrder>.Fail(shipped.Errors);
        }

        var ordered = await context.Db.Set<OrderLineFact>().Where(l => l.OrderId == order.OrderId && l.Status != "cancelled").SumAsync(l => l.OrderedQty, cancellationToken);
        var shipment = new ShipmentFact
        {
            ShipmentId = shipmentId,
            OrderId = order.OrderId,
            DealerId = order.DealerId,
            ShippedOn = clock.DayOf(context.Now),
            ShippedAt = context.Now,
            PromisedOn = order.PromisedOn,
            Carrier = carrier,
            TrackingNo = trackingNo,
            GoodsValue = shipped.Value.Sum(l => l.NetAmount),
            Qty = shipped.Value.Sum(l => l.Qty),
            IsSplit = shipped.Value.Sum(l => l.Qty) < ordered,
        };
        context.Record(shipment);
        context.Db.AddRange(shipped.Value.Select(l => new ShipmentLine
        {
            ShipmentId = shipmentId,
            LineNo = l.LineNo,
            OrderId = order.OrderId,
            DealerId = order.DealerId,
            ProductId = l.ProductId,
            Qty = l.Qty,
        }));
        return new ShippedOrder(order.OrderId, order.Status, shipmentId);
    }
}
