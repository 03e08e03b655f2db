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

    /// <summary>Weeks before that make the usual level.</summary>
    [Range(6, 26)]
    public int Weeks { get; set; } = 8;

    /// <summary>Robust z beyond which a drop counts. Three windows of every dealer are looked at every day, so it stands above the usual 3.5.</summary>
    [Range(2, 10)]
    public double RobustZ { get; set; } = 4.5;

    /// <summary>Smallest drop as a share of the usual level.</summary>
    [Range(0.1, 0.9)]
    public double MinimumDrop { get; set; } = 0.35;

    /// <summary>Smallest scatter that a dealer's sales are taken to have, in logarithms.</summary>
    [Range(0.01, 0.5)]
    public double MinimumSpread { get; set; } = 0.12;

    /// <summary>Share of a dealer's parts of sales that count in full; a larger one counts like the largest of these.</summary>
    [Range(0.1, 1)]
    public double SmallSaleShare { get; set; } = 0.3;

    /// <summary>Level of the network below which it is at a festival and nobody is judged.</summary>
    [Range(0, 1)]
    public double HolidayLevel { get; set; } = 0.8;

    /// <summary>Days without any sale that are taken for missing reports.</summary>
    [Range(2, 7)]
    public int SilentDays { get; set; } = 3;

    /// <summary>Mean number of sales a week that makes a week comparable.</summary>
    [Range(0, 1_000)]
    public int MinimumSalesPerWeek { get; set; } = 6;

    /// <summary>Smallest drop in minor units: below it nobody's time is worth more.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumDropAmount { get; set; } = 5_000_000;

    /// <summary>Stock facts older than this many days prove nothing.</summary>
    [Range(1, 31)]
    public int SnapshotDays { get; set; } = 3;

    /// <summary>Cover, as a share of the lead time, below which a stock-out is near.</summary>
    [Range(0.05, 1)]
    public double LowCoverShare { get; set; } = 0.25;

    /// <summary>Days without stock before the next possible receipt; a shorter gap is bridged.</summary>
    [Range(0, 30)]
    public double MinimumGapDays { get; set; } = 3;

    /// <summary>Smallest value of the demand within a lead time, in minor units, for a stock alert.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumStockValue { get; set; } = 1_000_000;

    /// <summary>Detections of one dealer and family within this time are one alert.</summary>
    [Range(0, 72)]
    public double MergeHours { get; set; } = 6;

    /// <summary>Minutes within which somebody takes a critical alert on.</summary>
    [Range(1, 10_000)]
    public int AcknowledgeMinutes { get; set; } = 30;

    /// <summary>Hours within which a critical alert is closed.</summary>
    [Range(1, 1_000)]
    public int ResolveCriticalHours { get; set; } = 24;

    /// <summary>Hours within which any other alert is closed.</summary>
    [Range(1, 1_000)]
    public int ResolveHours { get; set; } = 72;

    /// <summary>Seconds between two looks at the clocks and at the rules whose day, week or month has ended.</summary>
    [Range(1, 3_600)]
    public int RuleSeconds { get; set; } = 30;

    /// <summary>Probability of a pause between two reports, by the dealer's usual pace, below which his reports are taken to have stopped.</summary>
    [Range(1e-12, 0.1)]
    public double GapProbability { get; set; } = 1e-5;

    /// <summary>Shortest pause in days that is taken for stopped reports.</summary>
    [Range(2, 60)]
    public int MinimumGapReports { get; set; } = 5;
}
