namespace ChannelPortal.Features.Workbench.Domain;

/// <summary>A user's own arrangement; without a row the role's default counts.</summary>
internal sealed class WorkbenchLayout
{
    public required string UserId { get; init; }

    /// <summary>The <see cref="WorkbenchPlan"/> as JSON.</summary>
    public required string Plan { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
