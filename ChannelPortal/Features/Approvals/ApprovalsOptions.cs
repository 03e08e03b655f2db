using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Approvals;

/// <summary>Section <c>Approvals</c>.</summary>
public sealed class ApprovalsOptions
{
    /// <summary>Seconds between two looks at the clocks of waiting tasks.</summary>
    [Range(1, 3600)]
    public int SweepSeconds { get; set; } = 60;

    /// <summary>Role that a task goes to as well when its time is up.</summary>
    public string EscalationRole { get; set; } = "EXEC";
}
