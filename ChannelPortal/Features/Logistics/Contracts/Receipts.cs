using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Logistics.Contracts;

/// <summary>The goods of a shipment are there. The dealer's own people say so, or the manufacturer's service for them.</summary>
/// <param name="SignedBy">Who took them over.</param>
/// <param name="Lines">Only lines with something short or damaged.</param>
/// <param name="At">When; null means now.</param>
/// <param name="Photo">Hash of a stored photo.</param>
[Permission("orders.receive")]
public sealed record ConfirmReceipt(
    string ShipmentId, string SignedBy, IReadOnlyList<ReceiptLine> Lines, DateTimeOffset? At = null, string? Note = null, string? Photo = null) : ICommand<ConfirmedReceipt>;

/// <summary>What is wrong with a line. Quantities in thousandths of the unit.</summary>
public sealed record ReceiptLine(int LineNo, long ShortQty, long DamagedQty);

/// <summary>Where shipment and order stand now.</summary>
public sealed record ConfirmedReceipt(string ShipmentId, string OrderId, string OrderStatus);

/// <summary>A line of which less, or less in good order, arrived than left.</summary>
/// <param name="Photo">Hash in the file store of the photo that was taken; null without one.</param>
public sealed record ReceiptDiscrepancy(
    string ShipmentId, int LineNo, string ProductId, long ShippedQty, long ShortQty, long DamagedQty, string? Photo, string SignedBy, DateTimeOffset At);

/// <summary>What dealers found short or damaged, for those who make returns or credits of it.</summary>
public interface IReceiptClaims
{
    /// <summary>Within the scope of <paramref name="db"/>, by shipment and line.</summary>
    Task<IReadOnlyList<ReceiptDiscrepancy>> OfOrderAsync(AppDbContext db, string orderId, CancellationToken cancellationToken);
}
