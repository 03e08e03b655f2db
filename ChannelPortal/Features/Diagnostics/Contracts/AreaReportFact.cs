using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Features.Diagnostics.Contracts;

/// <summary>The monthly report of an area was made, for the first time.</summary>
[Fact("area_report_runs", Key = [nameof(AreaId), nameof(PeriodOn)], BusinessDate = nameof(PeriodOn))]
public sealed class AreaReportFact : FactRow
{
    [TextLength(64)]
    public required string AreaId { get; set; }

    [TextLength(100)]
    public required string NameZh { get; set; }

    [TextLength(100)]
    public required string NameEn { get; set; }

    /// <summary>First day of the month.</summary>
    public DateOnly PeriodOn { get; set; }

    public DateTimeOffset GeneratedAt { get; set; }
}
