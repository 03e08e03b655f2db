using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Risk;

/// <summary>Section <c>Risk</c>.</summary>
public sealed class RiskOptions
{
    /// <summary>When open orders are looked at again, in the business zone.</summary>
    [Required]
    public string SweepCron { get; set; } = "0 10 2 * * ?";
}
