using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Contracts;

/// <summary>A piece of advice to a dealer and what became of it.</summary>
[Fact("advice_items", Key = [nameof(AdviceId)], BusinessDate = nameof(IssuedOn))]
public sealed class AdviceItemFact : FactRow, IDealerOwned
{
    public required string AdviceId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly IssuedOn { get; set; }

    [OneOf("sales", "stock", "credit", "price", "learn")]
    public string Area { get; set; } = "sales";

    /// <summary>Null until the dealer answers.</summary>
    public bool? Accepted { get; set; }

    public DateOnly? DoneOn { get; set; }

    [Money]
    public long ExpectedGain { get; set; }

    [Money]
    public long RealisedGain { get; set; }
}
