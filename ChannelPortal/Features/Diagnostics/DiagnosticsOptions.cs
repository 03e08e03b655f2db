using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Diagnostics;

/// <summary>Section <c>Diagnostics</c>: when reports are made and where a figure counts as off target.</summary>
public sealed class DiagnosticsOptions
{
    /// <summary>Quartz cron expression in the business zone.</summary>
    [Required]
    public string Cron { get; set; } = "0 0 2 3 * ?";

    /// <summary>Day of the following month on which a month's report is due.</summary>
    [Range(1, 28)]
    public int DueDay { get; set; } = 3;

    /// <summary>Closed months that are made up for when reports are missing.</summary>
    [Range(1, 36)]
    public int CatchUpMonths { get; set; } = 1;

    /// <summary>Quartz cron expression of the quarterly reports in the business zone. Daily: only reports that are missing are made, so a late evaluation gets its reports too.</summary>
    [Required]
    public string QuarterlyCron { get; set; } = "0 0 4 * * ?";

    /// <summary>Quartz cron expression of the reports about areas in the business zone, after those of their dealers.</summary>
    [Required]
    public string AreaCron { get; set; } = "0 30 4 * * ?";

    /// <summary>Fewer active dealers than this make no report of their area on schedule; on demand they do.</summary>
    [Range(1, 1000)]
    public int AreaDealers { get; set; } = 5;

    /// <summary>Day of the new quarter on which the reports of the one before are due.</summary>
    [Range(1, 60)]
    public int QuarterlyDueDay { get; set; } = 6;

    /// <summary>Language of the scheduled reports: zh, en or both.</summary>
    [RegularExpression("zh|en|both")]
    public string Language { get; set; } = "zh";

    /// <summary>Reports printed at the same time; boards on the same machine want a core too.</summary>
    [Range(1, 8)]
    public int Parallelism { get; set; } = 1;

    /// <summary>Fewer peers than this give no ranking.</summary>
    [Range(2, 1000)]
    public int MinimumPeers { get; set; } = 8;

    /// <summary>Lower end of healthy stock, in days of sales.</summary>
    public decimal HealthyStockDaysFrom { get; set; } = 20;

    /// <summary>Upper end of healthy stock.</summary>
    public decimal HealthyStockDaysTo { get; set; } = 45;

    /// <summary>Share of stock value older than 180 days above which it is a weakness.</summary>
    public decimal SlowStockShare { get; set; } = 0.2m;

    /// <summary>Target attainment below which it is a weakness.</summary>
    public decimal AttainmentFloor { get; set; } = 0.9m;

    /// <summary>Overdue share of receivables above which it is a weakness.</summary>
    public decimal OverdueShare { get; set; } = 0.1m;

    /// <summary>Sell-through below which it is a weakness.</summary>
    public decimal SellThroughFloor { get; set; } = 0.3m;
}
