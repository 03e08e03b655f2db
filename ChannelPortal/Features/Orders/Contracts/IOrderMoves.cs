using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>A quantity of an order line.</summary>
/// <param name="Qty">Thousandths of the unit.</param>
public sealed record OrderLineQty(int LineNo, long Qty);

/// <summary>What left of an order line.</summary>
/// <param name="NetAmount">The quantity's part of the line's amount; the parts of a line sum to it.</param>
public sealed record ShippedOrderLine(int LineNo, string ProductId, long Qty, long NetAmount);

/// <summary>The only way to move an order: it checks state, permission and guard, and records the new state.</summary>
public interface IOrderMoves
{
    /// <summary>Fires the trigger inside the caller's command. <paramref name="change"/> sets times and results on the row before it is recorded.</summary>
    Task<Result<OrderFact>> MoveAsync(
        CommandContext context, string orderId, OrderTrigger trigger, Action<OrderFact>? change, string? reason, CancellationToken cancellationToken);

    /// <summary>
    /// Ships lines of an order that <see cref="OrderTrigger.Ship"/> moved in this command: never more than is open, and never more than stock keeps
    /// for it. Lines, stock and credit follow by exactly these quantities; what waits for stock goes on waiting.
    /// </summary>
    /// <param name="lines">Null ships all that can be.</param>
    Task<Result<IReadOnlyList<ShippedOrderLine>>> ShipLinesAsync(
        CommandContext context, OrderFact order, string shipmentId, IReadOnlyList<OrderLineQty>? lines, CancellationToken cancellationToken);

    /// <summary>What these roles may do with the order now, by a button.</summary>
    IReadOnlyList<OrderTrigger> AllowedFor(OrderFact order, IReadOnlySet<string> roles);

    /// <summary>How these roles may change the order now: by the form of <c>OrderChange</c>.</summary>
    IReadOnlyList<OrderTrigger> ChangesFor(OrderFact order, IReadOnlySet<string> roles);
}
