using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Commands;

/// <inheritdoc cref="IOrderMoves"/>
internal sealed class OrderMoves(ICreditAccounts credit, IStock stock, OrderStock lines, RebateUse rebates) : IOrderMoves
{
    public async Task<Result<OrderFact>> MoveAsync(
        CommandContext context, string orderId, OrderTrigger trigger, Action<OrderFact>? change, string? reason, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Db, orderId, cancellationToken) is not { } found)
        {
            return Error.NotFound;
        }

        // Read again in the dealer's turn: what was read before it may be history.
        await credit.LockAsync(context.Db, found.DealerId, cancellationToken);
        var order = (await FindAsync(context.Db, orderId, cancellationToken))!;
        var before = new { order.Status, order.PickedAt };
        var next = OrderLifecycle.Fire(order, trigger, p => Permissions.Product.Allows(context.Caller.Roles, p), context.Caller.IsSystem);
        if (!next.Ok)
        {
            return Result<OrderFact>.Fail(next.Errors);
        }

        order.Status = next.Value;
        change?.Invoke(order);
        context.Record(order);
        await MoveLinesAsync(context, order, trigger, cancellationToken);
        if (trigger == OrderTrigger.CarrierShip)
        {
            await credit.ShippedAsync(context.Db, order.DealerId, orderId, order.NetAmount, cancellationToken);
        }
        else if (trigger is OrderTrigger.Release or OrderTrigger.Clear or OrderTrigger.Approve or OrderTrigger.ApproveHeld)
        {
            await lines.ConfirmAsync(context, order, cancellationToken);
        }
        else if (trigger is OrderTrigger.Reject or OrderTrigger.Refuse or OrderTrigger.Cancel or OrderTrigger.Decline)
        {
            await stock.ReleaseAsync(context.Db, orderId, null, cancellationToken);
            await rebates.FollowAsync(context, order, [], cancellationToken);
        }

        context.Audit("orders." + trigger.ToString().ToLowerInvariant(), "order", orderId, before, new { order.Status, order.PickedAt }, reason, order.DealerId);
        return order;
    }

    public IReadOnlyList<OrderTrigger> AllowedFor(OrderFact order, IReadOnlySet<string> roles) =>
        OrderLifecycle.AllowedFor(order, OrderTransitionPlace.Order, p => Permissions.Product.Allows(roles, p));

    public IReadOnlyList<OrderTrigger> ChangesFor(OrderFact order, IReadOnlySet<string> roles) =>
        OrderLifecycle.AllowedFor(order, OrderTransitionPlace.Change, p => Permissions.Product.Allows(roles, p));

    private static Task<OrderFact?> FindAsync(AppDbContext db, string orderId, CancellationToken cancellationToken) =>
        db.Set<OrderFact>().AsNoTracking().SingleOrDefaultAsync(o => o.OrderId == orderId, cancellationToken);

    public async Task<Result<IReadOnlyList<ShippedOrderLine>>> ShipLinesAsync(
        CommandContext context, OrderFact order, string shipmentId, IReadOnlyList<OrderLineQty>? lines, CancellationToken cancellationToken)
    {
        // Taking the order's stock first keeps those who serve waiting lines out until this commits.
        var kept = (await stock.TakeOrderAsync(context.Db, order.OrderId, cancellationToken)).ToDictionary(k => k.LineNo);
        var open = await context.Db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderId == order.OrderId && l.Status == "open").OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        var can = open.ToDictionary(l => l.LineNo, l => l.Shippable(kept.GetValueOrDefault(l.LineNo)));
        var asked = lines?.GroupBy(l => l.LineNo).ToDictionary(g => g.Key, g => g.Sum(l => l.Qty)) ?? can.Where(l => l.Value > 0).ToDictionary();
        if (asked.Count == 0)
        {
            return Result<IReadOnlyList<ShippedOrderLine>>.Fail(Error.Of("order_nothing_to_ship", order.OrderId));
        }

        var errors = asked.OrderBy(l => l.Key).Select(l => l.Value <= 0 ? Error.Of("ship_quantity_not_positive", l.Key).On("lines")
            : l.Value > can.GetValueOrDefault(l.Key) ? Error.Of("ship_more_than_reserved", l.Key, l.Value / (decimal)Money.QuantityScale, can.GetValueOrDefault(l.Key) / (decimal)Money.QuantityScale).On("lines")
            : null).OfType<Error>().ToList();
        if (errors.Count > 0)
        {
            return Result<IReadOnlyList<ShippedOrderLine>>.Fail(errors);
        }

        var shipped = new List<ShippedOrderLine>();
        foreach (var line in open.Where(l => asked.ContainsKey(l.LineNo)))
        {
            var (qty, before) = (asked[line.LineNo], line.NetOf(line.ShippedQty));
            line.ShippedQty += qty;
            line.Status = line.ShippedQty == line.OrderedQty ? "shipped" : "open";
            context.Record(line);
            shipped.Add(new ShippedOrderLine(line.LineNo, line.ProductId, qty, line.NetOf(line.ShippedQty) - before));
        }

        var fromStock = shipped.Where(l => kept.ContainsKey(l.LineNo)).Select(l => new OrderStockLine(l.LineNo, l.ProductId, l.Qty)).ToList();
        var left = await stock.ShipAsync(context.Db, order.OrderId, shipmentId, fromStock, cancellationToken);
        if (left.Sum(l => l.Qty) != fromStock.Sum(l => l.Qty))
        {
            throw new InvalidOperationException($"Stock of {order.OrderId} changed although it was taken.");
        }

        await credit.ShippedAsync(context.Db, order.DealerId, order.OrderId, shipped.Sum(l => l.NetAmount), cancellationToken);
        return Result<IReadOnlyList<ShippedOrderLine>>.Success(shipped);
    }

    /// <summary>Lines follow their order where it moves as a whole: sell-in counts every line that is not cancelled.</summary>
    private static async Task MoveLinesAsync(CommandContext context, OrderFact order, OrderTrigger trigger, CancellationToken cancellationToken)
    {
        var status = trigger switch
        {
            OrderTrigger.CarrierShip or OrderTrigger.Deliver => "shipped",
            OrderTrigger.Cancel or OrderTrigger.Reject or OrderTrigger.Refuse or OrderTrigger.Decline => "cancelled",
            _ => null,
        };
        if (status is null)
        {
            return;
        }

        var moved = await context.Db.Set<OrderLineFact>().AsNoTracking()
            .Where(l => l.OrderId == order.OrderId && l.Status == "open").OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        foreach (var line in moved)
        {
            line.Status = status;
            line.ShippedQty = status == "shipped" ? line.OrderedQty : 0;
            line.BackorderQty = 0;
            context.Record(line);
        }
    }
}
