using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Replenishment.Contracts;

/// <summary>The warning of a product at a dealer changed. A cured one comes back as <c>good</c>.</summary>
[Fact("stock_warnings", Key = [nameof(DealerId), nameof(ProductId)], BusinessDate = nameof(WarnedOn))]
public sealed class StockWarningFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public required string ProductId { get; set; }

    public DateOnly WarnedOn { get; set; }

    [OneOf("good", "blue", "grey", "amber", "purple", "red")]
    public string WarningLevel { get; set; } = "good";

    /// <summary>Sales that are likely lost, or money in what is too much.</summary>
    [Money]
    public long StakeAmount { get; set; }

    [Quantity]
    public long SuggestedQty { get; set; }
}

/// <summary>A step of a transfer as one of its two dealers may know it.</summary>
[Fact("stock_transfers", Key = [nameof(TransferId), nameof(DealerId)], BusinessDate = nameof(SteppedOn))]
public sealed class StockTransferFact : FactRow, IDealerOwned
{
    public required string TransferId { get; set; }

    public required string DealerId { get; set; }

    public required string ProductId { get; set; }

    public DateOnly SteppedOn { get; set; }

    [OneOf("giver", "receiver")]
    public string Side { get; set; } = "giver";

    [Quantity]
    public long Qty { get; set; }

    [OneOf("offered", "agreed", "done", "declined", "withdrawn", "expired")]
    public string Status { get; set; } = "offered";
}
