using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Platform.Jobs;

/// <summary>Section <c>Jobs</c>.</summary>
public sealed class JobsOptions
{
    /// <summary>Whether this node runs scheduled jobs. Runs asked for by a person work either way.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Missing results are looked for this long after start, so that starting stays quick.</summary>
    [Range(0, 86_400)]
    public int CatchUpDelaySeconds { get; set; } = 120;

    /// <summary>A worker that was silent for longer has lost its item: another may take it over. A living one renews three times as often.</summary>
    [Range(1, 86_400)]
    public int LeaseSeconds { get; set; } = 60;

    /// <summary>An item that takes longer is cancelled and has failed.</summary>
    [Range(1, 86_400)]
    public int ItemSeconds { get; set; } = 300;

    /// <summary>Failures after which the schedule leaves an item alone; a person can still retry it.</summary>
    [Range(1, 100)]
    public int MaximumAttempts { get; set; } = 3;

    /// <summary>When the nightly comparison of rollups with facts runs, in the business zone.</summary>
    [Required]
    public string RollupCheckCron { get; set; } = "0 30 3 * * ?";
}
