using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Alerts;

/// <summary>Section <c>Alerts</c>: thresholds of the detectors (domain.md R21, R22).</summary>
public sealed class AlertsOptions
{
    /// <summary>Off on nodes that only serve.</summary>
    public bool DetectorsEnabled { get; set; } = true;

    /// <summary>Facts of a dealer are looked at together when this much time has passed.</summary>
    [Range(0.05, 5)]
    public double DebounceSeconds { get; set; } = 1;

    /// <summary>Weeks of the same weekday that make the usual level.</summary>
    [Range(6, 26)]
    public int Weeks { get; set; } = 8;

    /// <summary>Robust z beyond which a drop counts.</summary>
    [Range(2, 10)]
    public double RobustZ { get; set; } = 3.5;

    /// <summary>Smallest drop as a share of the expected week.</summary>
    [Range(0.1, 0.9)]
    public double MinimumDrop { get; set; } = 0.5;

    /// <summary>Smallest deviation that a dealer's weeks are taken to have, as a share of their median.</summary>
    [Range(0.01, 0.5)]
    public double MinimumSpread { get; set; } = 0.1;

    /// <summary>A dealer whose weakest usual week lies below this share of the median sells in lumps and is not judged by the week.</summary>
    [Range(0, 1)]
    public double SteadyShare { get; set; } = 0.5;

    /// <summary>Mean number of sales a week that makes a week comparable.</summary>
    [Range(0, 1_000)]
    public int MinimumSalesPerWeek { get; set; } = 6;

    /// <summary>Smallest drop in minor units: below it nobody's time is worth more.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumDropAmount { get; set; } = 5_000_000;

    /// <summary>Stock facts older than this many days prove nothing.</summary>
    [Range(1, 31)]
    public int SnapshotDays { get; set; } = 3;

    /// <summary>Smallest value of the demand within a lead time, in minor units, for a stock alert.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumStockValue { get; set; } = 1_000_000;
}
