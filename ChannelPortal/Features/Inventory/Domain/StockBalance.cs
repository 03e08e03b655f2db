namespace ChannelPortal.Features.Inventory.Domain;

/// <summary>
/// What a distribution centre has of a product, in thousandths. Always the sum of its movements; changed only by the conditional update that
/// writes the movement, so that it can neither go negative nor be promised twice.
/// </summary>
internal sealed class StockBalance
{
    public required string LocationId { get; init; }

    public required string ProductId { get; init; }

    public long OnHand { get; set; }

    public long Reserved { get; set; }

    public long Quarantine { get; set; }

    /// <summary>Waiting order lines that this centre is to serve; the next deliveries are theirs.</summary>
    public long Backordered { get; set; }

    /// <summary>From the last count.</summary>
    public long SafetyStock { get; set; }

    /// <summary>Log sequence of the last count in the book.</summary>
    public long CountedSeq { get; set; }

    public DateOnly? CountedOn { get; set; }
}
