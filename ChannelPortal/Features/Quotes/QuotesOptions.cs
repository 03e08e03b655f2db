using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Quotes;

/// <summary>Section <c>Quotes</c>. Discounts and margins in hundredths of a percent.</summary>
public sealed class QuotesOptions
{
    /// <summary>Hours in which a dealer should have an answer.</summary>
    [Range(1, 720)]
    public int ResponseHours { get; set; } = 24;

    /// <summary>Days that a new offer holds unless the manager says otherwise.</summary>
    [Range(1, 180)]
    public int ValidDays { get; set; } = 14;

    /// <summary>Longest that an offer may hold.</summary>
    [Range(1, 365)]
    public int MaxValidDays { get; set; } = 180;

    /// <summary>An offer that holds this many days or fewer is about to expire.</summary>
    [Range(0, 30)]
    public int ExpiringDays { get; set; } = 3;

    /// <summary>What a channel manager may go below the dealer's present price alone; the proposal never goes beyond it.</summary>
    [Range(0, 9_000)]
    public int ChannelLimit { get; set; } = 500;

    /// <summary>Least margin of an offer for categories without their own.</summary>
    [Range(0, 9_000)]
    public int MinMargin { get; set; } = 800;

    /// <summary>Least margin by category.</summary>
    public Dictionary<string, int> MinMargins { get; } = new(StringComparer.Ordinal);

    /// <summary>Discount from a number of packs on.</summary>
    public Dictionary<int, int> QuantityDiscounts { get; } = new() { [20] = 100, [100] = 200, [500] = 300 };

    /// <summary>What a tier gets on a quote beyond its list.</summary>
    public Dictionary<string, int> TierDiscounts { get; } = new(StringComparer.Ordinal) { ["platinum"] = 150, ["gold"] = 100, ["silver"] = 50 };

    /// <summary>Discount from an age of the stock in days on.</summary>
    public Dictionary<int, int> StockDiscounts { get; } = new() { [90] = 150, [180] = 300 };

    /// <summary>Further discounts that are weighed against the chance to win.</summary>
    public IList<int> WinDiscounts { get; } = [100, 200, 300];

    /// <summary>Decided lines that it takes to speak of a chance.</summary>
    [Range(1, 1_000)]
    public int MinPastLines { get; set; } = 12;

    /// <summary>How far back decided quotes count.</summary>
    [Range(30, 1_500)]
    public int PastDays { get; set; } = 365;

    [Range(1, 500)]
    public int MaxLines { get; set; } = 100;

    /// <summary>Most quantities of one line.</summary>
    [Range(1, 10)]
    public int MaxBreaks { get; set; } = 5;

    /// <summary>Largest quantity, in units.</summary>
    [Range(1, 10_000_000)]
    public int MaxQuantity { get; set; } = 1_000_000;

    [Range(1, 20)]
    public int MaxFileMegabytes { get; set; } = 5;

    /// <summary>When quotes expire. That nobody accepts one after its last day does not wait for it.</summary>
    [Required]
    public string ExpiryCron { get; set; } = "0 0 0 * * ?";
}
