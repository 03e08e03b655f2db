using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>Changes lines that are not shipped. What is changed or added gets today's price; risk, credit and stock are asked again.</summary>
/// <param name="Revision">Number of the newest revision that the person saw; 0 when there was none.</param>
/// <param name="ExpectedNet">The order's new total as the person saw it, in minor units. Null skips the check.</param>
[Permission("orders.change")]
public sealed record AmendOrder(string OrderId, int Revision, IReadOnlyList<OrderLineChange> Lines, string Reason, long? ExpectedNet = null) : ICommand<ChangedOrder>;

/// <summary>One line as it shall be.</summary>
/// <param name="LineNo">Null adds the product.</param>
/// <param name="Quantity">Thousandths of the unit, what was shipped included; 0 drops the line.</param>
public sealed record OrderLineChange(int? LineNo, string? ProductId, long Quantity);

/// <summary>Moves quantities that are not shipped to a new order at the same prices.</summary>
/// <param name="Lines">Line numbers and the quantities that move.</param>
[Permission("orders.change")]
public sealed record SplitOrder(string OrderId, int Revision, IReadOnlyList<OrderLineChange> Lines, string Reason) : ICommand<ChangedOrder>;

/// <summary>Ends what is not shipped yet of an order that is shipped in part.</summary>
[Permission("orders.change")]
public sealed record CancelRest(string OrderId, int Revision, string Reason) : ICommand<ChangedOrder>;

/// <summary>Closes an order that is delivered and billed.</summary>
[Permission("orders.close")]
public sealed record CloseOrder(string OrderId) : ICommand<OrderMoved>;

/// <summary>Takes a closed order back into work.</summary>
[Permission("orders.close")]
public sealed record ReopenOrder(string OrderId, string Reason) : ICommand<OrderMoved>;

/// <summary>Where the order stands after a change.</summary>
/// <param name="NewOrderId">The order that took the lines of a split.</param>
public sealed record ChangedOrder(string OrderId, string Status, int Revision, long NetAmount, string? NewOrderId = null);

/// <summary>A line before or after a change.</summary>
public sealed record RevisedLine(int LineNo, string ProductId, long Quantity, long NetPrice, long NetAmount);

/// <summary>A change of an order after it was placed.</summary>
/// <param name="Kind">amend, split, split_off, cancel_rest, prices_moved or reopen.</param>
/// <param name="OtherOrderId">The other order of a split.</param>
public sealed record OrderRevisionRow(
    int Number, string Kind, string ByName, DateTimeOffset At, string? Reason, long NetBefore, long NetAfter, IReadOnlyList<RevisedLine> Before, IReadOnlyList<RevisedLine> After, string? OtherOrderId);

/// <summary>Reads what changed within a scope.</summary>
public interface IOrderRevisions
{
    /// <summary>Newest first; empty also for an order outside the scope.</summary>
    Task<IReadOnlyList<OrderRevisionRow>> OfAsync(string orderId, Platform.Kernel.DealerScope scope, CancellationToken cancellationToken);
}
