using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Contracts;

/// <summary>The rebate of a dealer under one programme for one period.</summary>
[Fact("rebates", Key = [nameof(DealerId), nameof(ProgramId), nameof(PeriodOn)], BusinessDate = nameof(PeriodOn))]
public sealed class RebateFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public required string ProgramId { get; set; }

    /// <summary>First day of the period.</summary>
    public DateOnly PeriodOn { get; set; }

    public DateOnly? PeriodEndOn { get; set; }

    [Money]
    public long BaseAmount { get; set; }

    [Money]
    public long AccruedAmount { get; set; }

    [Money]
    public long ApprovedAmount { get; set; }

    [Money]
    public long SettledAmount { get; set; }

    public DateOnly? SettledOn { get; set; }

    [Money]
    public long ClawbackAmount { get; set; }

    public int TierNo { get; set; }

    /// <summary>Sales that lack to the next tier; 0 at the top.</summary>
    [Money]
    public long NextTierGap { get; set; }

    public bool Disputed { get; set; }

    public int CalcRuns { get; set; } = 1;
}
