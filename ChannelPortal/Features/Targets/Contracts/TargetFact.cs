using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Targets.Contracts;

/// <summary>A monthly target of a dealer.</summary>
[Fact("targets", Key = [nameof(DealerId), nameof(MonthOn), nameof(Kind)], BusinessDate = nameof(MonthOn), MayLieAhead = true)]
public sealed class TargetFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    /// <summary>First day of the month.</summary>
    public DateOnly MonthOn { get; set; }

    [OneOf("sell_in", "sell_out", "new_product", "collection")]
    public string Kind { get; set; } = "sell_in";

    [Money]
    public long TargetAmount { get; set; }
}
