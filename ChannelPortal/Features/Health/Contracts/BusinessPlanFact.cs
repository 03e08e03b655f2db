using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Contracts;

/// <summary>The joint business plan of a dealer for one period.</summary>
[Fact("business_plans", Key = [nameof(DealerId), nameof(PeriodOn)], BusinessDate = nameof(PeriodOn))]
public sealed class BusinessPlanFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    /// <summary>First day of the period.</summary>
    public DateOnly PeriodOn { get; set; }

    public int GoalsTotal { get; set; }

    public int GoalsMet { get; set; }

    public bool Reviewed { get; set; }
}
