using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Rebates;

/// <summary>Section <c>Rebates</c>.</summary>
public sealed class RebatesOptions
{
    /// <summary>Days after which a statement that the dealer did not answer counts as confirmed.</summary>
    [Range(1, 90)]
    public int ConfirmDays { get; set; } = 10;

    /// <summary>Statements above this amount, in major units, need an executive; others any second person of finance, or an executive.</summary>
    [Range(0, 1_000_000_000)]
    public int ExecutiveAbove { get; set; } = 20_000;

    /// <summary>Hours that an approver has.</summary>
    [Range(1, 720)]
    public int ApprovalHours { get; set; } = 48;

    /// <summary>An invoice overdue for more days than this holds payouts of programmes that say so.</summary>
    [Range(0, 365)]
    public int OverdueDays { get; set; } = 30;

    /// <summary>Most of an order's net that a rebate balance pays, in percent.</summary>
    [Range(0, 100)]
    public int OffsetPercent { get; set; } = 30;

    /// <summary>Earlier periods that each calculation compares with what was paid for them.</summary>
    [Range(0, 24)]
    public int LookBack { get; set; } = 4;

    /// <summary>Past months whose calculations should exist.</summary>
    [Range(1, 60)]
    public int MonthsBack { get; set; } = 24;

    /// <summary>When ended periods are calculated.</summary>
    [Required]
    public string CalculateCron { get; set; } = "0 20 2 * * ?";

    /// <summary>When running periods are accrued and unanswered statements confirmed.</summary>
    [Required]
    public string AccrueCron { get; set; } = "0 40 2 * * ?";
}
