using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Targets.Domain;

/// <summary>A goal that a dealer and the manufacturer set together for a year.</summary>
public sealed class PlanGoal : IDealerOwned
{
    /// <summary>Target values are kept in thousandths.</summary>
    public const int Scale = 1_000;

    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    public int Year { get; init; }

    public required string Text { get; set; }

    public string? TextEn { get; set; }

    /// <summary>A metric of the catalogue that measures it.</summary>
    public string? MetricId { get; set; }

    /// <summary>Thousandths of the metric's unit.</summary>
    public long? TargetMilli { get; set; }

    public DateOnly DueOn { get; set; }

    /// <summary>Day of the review that found it met.</summary>
    public DateOnly? MetOn { get; set; }

    public int Version { get; set; }
}

/// <summary>A step that somebody takes for the plan.</summary>
public sealed class PlanAction : IDealerOwned
{
    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    public int Year { get; init; }

    public required string Text { get; set; }

    public required string Who { get; set; }

    public DateOnly DueOn { get; set; }

    public DateOnly? DoneOn { get; set; }

    public int Version { get; set; }
}

/// <summary>What a quarterly review found. Another review of the quarter adds a row, and the newest counts.</summary>
public sealed class PlanReview : IDealerOwned, IWrittenOnce
{
    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    /// <summary>First day of the quarter.</summary>
    public DateOnly QuarterOn { get; init; }

    public required string Notes { get; init; }

    public int GoalsTotal { get; init; }

    public int GoalsMet { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }
}
