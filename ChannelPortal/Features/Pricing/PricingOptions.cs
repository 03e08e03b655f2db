using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Pricing;

/// <summary>Section <c>Pricing</c>.</summary>
public sealed class PricingOptions
{
    /// <summary>Resolved prices kept in memory, one for each dealer, product and day.</summary>
    [Range(100, 10_000_000)]
    public int CachedPrices { get; set; } = 60_000;

    /// <summary>Most rows of one bulk edit.</summary>
    [Range(1, 50_000)]
    public int MaxBulkRows { get; set; } = 2_000;

    /// <summary>When contracts begin and end by the calendar; their prices follow the days by themselves.</summary>
    [Required]
    public string ContractCron { get; set; } = "0 1 0 * * ?";
}
