using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>Which orders a list shows. All parts are optional.</summary>
/// <param name="Status">A status code, <c>motion</c> for orders on their way, <c>arriving</c> for shipped ones promised for today or earlier, <c>late</c> for unfinished ones past their promise.</param>
/// <param name="Search">Part of the order number or of the dealer's name.</param>
public sealed record OrderFilter(string? Status = null, string? DealerId = null, DateOnly? From = null, DateOnly? To = null, string? Search = null);

/// <summary>A row of the order list. Amounts in minor units, the dealer named in the language of the caller's culture.</summary>
public sealed record OrderRow(
    string OrderId, string DealerId, string DealerName, DateOnly OrderedOn, string Status, long NetAmount, string Currency, int LineCount,
    DateTimeOffset? SubmittedAt, DateTimeOffset? PickedAt, DateOnly? PromisedOn, DateTimeOffset? DeliveredAt, long Seq);

/// <summary>A page of orders with the count and sum of the whole filter.</summary>
public sealed record OrderPage(IReadOnlyList<OrderRow> Rows, int Count, long NetAmount);

/// <summary>A line with its product's name.</summary>
public sealed record OrderLineRow(int LineNo, string ProductId, string ProductName, string? ProductNameEn, string Unit, string? UnitEn, long Quantity, long NetPrice, long ListPrice, long NetAmount, string PriceSource, string Status, long ShippedQty = 0, long BackorderQty = 0);

/// <summary>An order as its document shows it.</summary>
/// <param name="ShipTo">The address that the goods go to; null means the dealer's own.</param>
public sealed record OrderDocument(OrderFact Order, string DealerName, string? DealerNameEn, IReadOnlyList<OrderLineRow> Lines, string? ShipTo = null);

/// <summary>Reads orders within a scope. An order outside it is null like one that never existed.</summary>
public interface IOrderReader
{
    Task<OrderPage> FindAsync(OrderFilter filter, DealerScope scope, int skip, int take, CancellationToken cancellationToken);

    /// <summary>How many orders each of these values of <see cref="OrderFilter.Status"/> shows.</summary>
    Task<IReadOnlyDictionary<string, int>> CountAsync(IReadOnlyList<string> statuses, DealerScope scope, CancellationToken cancellationToken);

    Task<OrderDocument?> GetAsync(string orderId, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>The owner of an order; null when it does not exist within the scope. Synchronous: live topics decide their scope without waiting.</summary>
    string? FindOwner(string orderId, DealerScope scope);
}
