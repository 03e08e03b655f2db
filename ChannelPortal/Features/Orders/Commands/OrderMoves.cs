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
internal sealed class OrderMoves(ICreditAccounts credit, IStock stock, OrderStock lines) : IOrderMoves
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
        if (before.Status != order.Status)
        {
            await MoveLinesAsync(context, order, cancellationToken);
        }

        if (trigger is OrderTrigger.Ship or OrderTrigger.CarrierShip)
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

    /// <summary>Lines follow their order: sell-in counts every line that is not cancelled.</summary>
    private static async Task MoveLinesAsync(CommandContext context, OrderFact order, CancellationToken cancellationToken)
    {
        var status = OrderStatuses.Parse(order.Status) switch
        {
            OrderStatus.Shipped or OrderStatus.Delivered or OrderStatus.Closed => "shipped",
            OrderStatus.Cancelled or OrderStatus.Rejected => "cancelled",
            _ => "open",
        };
        var moved = await context.Db.Set<OrderLineFact>().AsNoTracking()
            .Where(l => l.OrderId == order.OrderId && l.Status != status && l.Status != "cancelled").OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        foreach (var line in moved)
        {
            line.Status = status;
            line.ShippedQty = status == "shipped" ? line.OrderedQty : 0;
            line.BackorderQty = status == "open" ? line.BackorderQty : 0;
            context.Record(line);
        }
    }
}
