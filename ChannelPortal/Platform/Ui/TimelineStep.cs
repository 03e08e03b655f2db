namespace ChannelPortal.Platform.Ui;

/// <summary>Where a step stands.</summary>
public enum StepState
{
    Pending,
    Current,
    Late,
    Done,
    Skipped,
}

/// <summary>One milestone with its planned and actual time.</summary>
public sealed record TimelineStep(string Title, StepState State, DateTimeOffset? Planned = null, DateTimeOffset? Actual = null)
{
    /// <summary>Who did it.</summary>
    public string? Actor { get; init; }

    public string? Note { get; init; }
}
