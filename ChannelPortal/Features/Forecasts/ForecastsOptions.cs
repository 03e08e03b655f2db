using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Forecasts;

/// <summary>Section <c>Forecasts</c>.</summary>
public sealed class ForecastsOptions
{
    /// <summary>Quartz cron expression of the nightly forecast in the business zone.</summary>
    [Required]
    public string Cron { get; set; } = "0 30 1 * * ?";
}
