using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>A dealer orders. The dealer is the caller's own company.</summary>
/// <param name="ExpectedNet">Total that the buyer saw, in minor units; the order is refused when prices moved meanwhile. Null skips the check.</param>
/// <param name="CartId">The cart that becomes this order; it goes, unless it is a template.</param>
/// <param name="ShipToId">One of the dealer's addresses; null means its own.</param>
/// <param name="IsIntended">The buyer knows that the company ordered just the same a moment ago.</param>
/// <param name="QuoteNo">A quote of the dealer whose prices hold for its lines.</param>
/// <param name="RebateAmount">What the dealer's rebate balance pays of the order, minor units.</param>
/// <param name="TakesGoods">The goods are a settled rebate: nothing is charged, and their value comes off what the dealer may still choose.</param>
[Permission("orders.place")]
public sealed record PlaceOrder(
    IReadOnlyList<PlaceOrderLine> Lines, long? ExpectedNet = null, string? CartId = null, string? ShipToId = null, bool IsIntended = false, string? QuoteNo = null,
    long RebateAmount = 0, bool TakesGoods = false) : ICommand<PlacedOrder>;

/// <param name="Quantity">Thousandths of the product's unit.</param>
/// <param name="SeenPrice">Unit price that the buyer saw, in ten-thousandths: names the line when prices moved. Null skips that.</param>
public sealed record PlaceOrderLine(string ProductId, long Quantity, long? SeenPrice = null);

/// <summary>The order that came of it.</summary>
/// <param name="HoldReason"><c>over_limit</c>, <c>no_limit</c> or <c>overdue</c> when the order waits for finance, <c>risk</c> when it is under review, <c>approval</c> when a colleague has to consent.</param>
/// <param name="Available">Credit left after this order, minor units.</param>
public sealed record PlacedOrder(string OrderId, string Status, string? HoldReason, long NetAmount, string Currency, long Available);

/// <summary>The dealer takes an unshipped order back; its credit is free again.</summary>
[Permission("orders.place")]
public sealed record CancelOrder(string OrderId, string? Reason = null) : ICommand<OrderMoved>;

/// <summary>Finance lets a held order through or refuses it.</summary>
[Permission("orders.release")]
public sealed record DecideHeldOrder(string OrderId, bool Release, string Reason) : ICommand<OrderMoved>;

/// <summary>Where the order stands after a command.</summary>
public sealed record OrderMoved(string OrderId, string Status);
