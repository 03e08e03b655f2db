using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Contracts;

/// <summary>A diagnostic report of a dealer: when it was due, made and read.</summary>
[Fact("report_runs", Key = [nameof(DealerId), nameof(Kind), nameof(PeriodOn)], BusinessDate = nameof(PeriodOn))]
public sealed class ReportRunFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    [OneOf("monthly", "quarterly")]
    public string Kind { get; set; } = "monthly";

    /// <summary>First day of the period.</summary>
    public DateOnly PeriodOn { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? GeneratedAt { get; set; }

    public DateTimeOffset? OpenedAt { get; set; }
}
