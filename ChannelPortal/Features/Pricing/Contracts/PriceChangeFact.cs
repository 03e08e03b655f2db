using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Contracts;

/// <summary>Some prices moved. What is empty is not narrowed: without product, category and dealer everything may have moved.</summary>
[Fact("price_changes", Key = [nameof(ChangeId)], BusinessDate = nameof(ChangedOn))]
public sealed class PriceChangeFact : FactRow, IDealerOwned
{
    public required string ChangeId { get; set; }

    public string? DealerId { get; set; }

    public string? ProductId { get; set; }

    [TextLength(100)]
    public string? Category { get; set; }

    public DateOnly ChangedOn { get; set; }

    [OneOf("row", "promotion", "contract", "book")]
    public string Kind { get; set; } = "row";
}
