using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>An order as billing sees it. Quantities in thousandths, amounts in minor units.</summary>
public sealed record BillableOrder(
    string OrderId, string DealerId, DateOnly OrderedOn, string Currency, long NetAmount, IReadOnlyList<BillableLine> Lines);

/// <param name="Category">Family of the product, which decides the tax rate.</param>
public sealed record BillableLine(int LineNo, string ProductId, string Category, long OrderedQty, long ShippedQty, long NetAmount);

/// <summary>Orders for billing. The feature that owns orders answers.</summary>
public interface IBillableOrders
{
    /// <summary>An order with its lines that are not cancelled; null outside the context's scope.</summary>
    Task<BillableOrder?> FindAsync(AppDbContext db, string orderId, CancellationToken cancellationToken);

    /// <summary>Orders of this portal that were delivered in the period. Those of outside systems are billed there.</summary>
    Task<IReadOnlyList<string>> DeliveredAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken);
}
