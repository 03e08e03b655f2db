namespace ChannelPortal.Features.Targets.Components;

/// <summary>A goal, an action or a review as it is typed.</summary>
internal sealed class JointForm
{
    /// <summary>goal, action or review.</summary>
    public required string Kind { get; init; }

    public required string CommandId { get; init; }

    /// <summary>The goal or action that is changed; null for a new one.</summary>
    public Guid? Known { get; init; }

    public string? Text { get; set; }

    public string? English { get; set; }

    public string? Metric { get; set; }

    public string? Value { get; set; }

    public string? Who { get; set; }

    public DateOnly Due { get; set; }

    public bool IsDone { get; set; }

    /// <summary>The day on which the action was done before.</summary>
    public DateOnly? DoneOn { get; init; }

    public int Quarter { get; set; }

    public HashSet<Guid> Met { get; init; } = [];
}
