using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Enablement.Contracts;

/// <summary>An attempt at an exam.</summary>
[Fact("exam_attempts", Key = [nameof(UserId), nameof(ExamId), nameof(AttemptNo)], BusinessDate = nameof(TakenOn))]
public sealed class ExamAttemptFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public required string UserId { get; set; }

    public required string ExamId { get; set; }

    public DateOnly TakenOn { get; set; }

    public int AttemptNo { get; set; } = 1;

    public double Score { get; set; }

    /// <summary>What the user scored before the course.</summary>
    public double? PretestScore { get; set; }

    public bool Passed { get; set; }

    public bool AutoScored { get; set; }

    /// <summary>Where a certificate came with it.</summary>
    public DateOnly? CertExpiresOn { get; set; }
}
