using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Metrics;

/// <summary>Section <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>When the month that has closed is kept, in the business zone. Nightly, so that a night without the portal is made up for.</summary>
    [Required]
    public string KeepCron { get; set; } = "0 20 1 * * ?";
}
