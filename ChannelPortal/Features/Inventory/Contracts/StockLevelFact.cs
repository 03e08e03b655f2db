using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>A centre's balance after its own people or a count changed it. Movements are the book; this tells screens and other systems.</summary>
[Fact("stock_levels", Key = [nameof(LocationId), nameof(ProductId)])]
public sealed class StockLevelFact : FactRow
{
    /// <summary><c>DC:</c> and the code of the centre.</summary>
    public required string LocationId { get; set; }

    public required string ProductId { get; set; }

    [Quantity]
    public long OnHand { get; set; }

    [Quantity]
    public long Reserved { get; set; }

    [Quantity]
    public long Quarantine { get; set; }
}
