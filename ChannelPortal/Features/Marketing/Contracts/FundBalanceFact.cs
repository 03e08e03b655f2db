using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Marketing.Contracts;

/// <summary>Market funds of a dealer at day end.</summary>
[Fact("fund_balances", Key = [nameof(DealerId), nameof(Fund), nameof(SnapOn)], BusinessDate = nameof(SnapOn), IsSnapshot = true)]
public sealed class FundBalanceFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public DateOnly SnapOn { get; set; }

    [OneOf("mdf", "coop")]
    public string Fund { get; set; } = "mdf";

    [Money]
    public long Allocated { get; set; }

    [Money]
    public long Committed { get; set; }

    [Money]
    public long Spent { get; set; }

    /// <summary>Lapses within 30 days.</summary>
    [Money]
    public long Expiring30 { get; set; }
}
