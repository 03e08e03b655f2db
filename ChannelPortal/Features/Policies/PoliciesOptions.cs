using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Policies;

/// <summary>Section <c>Policies</c>.</summary>
public sealed class PoliciesOptions
{
    /// <summary>When open pages are told that policies begin or end on the day. Values themselves follow the days.</summary>
    [Required]
    public string CalendarCron { get; set; } = "0 5 0 * * ?";

    /// <summary>How far ahead a policy may begin.</summary>
    [Range(1, 3_650)]
    public int DaysAhead { get; set; } = 730;
}
