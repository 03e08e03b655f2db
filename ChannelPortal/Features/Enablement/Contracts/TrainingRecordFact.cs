using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Enablement.Contracts;

/// <summary>A course that was assigned to a user of a dealer, and how far the user came.</summary>
[Fact("training_records", Key = [nameof(UserId), nameof(CourseId), nameof(AssignedOn)], BusinessDate = nameof(AssignedOn))]
public sealed class TrainingRecordFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public required string UserId { get; set; }

    public required string CourseId { get; set; }

    [OneOf("micro", "live", "vr")]
    public string Kind { get; set; } = "micro";

    public DateOnly AssignedOn { get; set; }

    public DateOnly? DueOn { get; set; }

    public DateOnly? CompletedOn { get; set; }

    public double Minutes { get; set; }

    /// <summary>From 0 to 1.</summary>
    public double Progress { get; set; }

    /// <summary>From 1 to 5.</summary>
    public double? Rating { get; set; }
}
