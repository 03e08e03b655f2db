using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Contracts;

/// <summary>The health index of a dealer for one quarter; all scores from 0 to 100.</summary>
[Fact("health_scores", Key = [nameof(DealerId), nameof(QuarterOn)], BusinessDate = nameof(QuarterOn))]
public sealed class HealthScoreFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    /// <summary>First day of the last month of the quarter, so that any three months hold exactly one.</summary>
    public DateOnly QuarterOn { get; set; }

    public double Total { get; set; }

    /// <summary>Null, like the other components: too little of it was known, and its weight went to the others.</summary>
    public double? Sales { get; set; }

    public double? Compliance { get; set; }

    public double? Loyalty { get; set; }

    public double? Digital { get; set; }

    public double? Potential { get; set; }

    /// <summary>The quarter before.</summary>
    public double? PrevTotal { get; set; }
}
