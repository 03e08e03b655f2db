using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Settlement;

/// <summary>Section <c>Settlement</c>.</summary>
public sealed class SettlementOptions
{
    /// <summary>Value added tax of goods for which <see cref="TaxPercents"/> says nothing.</summary>
    [Range(0, 50)]
    public int TaxPercent { get; set; } = 13;

    /// <summary>Tax by product category.</summary>
    public Dictionary<string, int> TaxPercents { get; } = new(StringComparer.Ordinal);

    /// <summary>A delivered order that nobody billed is billed after this time.</summary>
    [Range(0, 720)]
    public int BillAfterHours { get; set; } = 24;

    /// <summary>How often delivered orders are looked at.</summary>
    public string BillCron { get; set; } = "0 7 * * * ?";

    public int PercentOf(string category) => TaxPercents.GetValueOrDefault(category, TaxPercent);
}
