using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Contracts;

/// <summary>What a quarter's evaluation means for a dealer, from the notice on; what people still weigh is no fact.</summary>
[Fact("evaluations", Key = [nameof(DealerId), nameof(QuarterOn)], BusinessDate = nameof(QuarterOn))]
public sealed class EvaluationFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    /// <summary>First day of the last month of the quarter, as in <see cref="HealthScoreFact"/>.</summary>
    public DateOnly QuarterOn { get; set; }

    [OneOf("notified", "appealed", "final", "withdrawn")]
    public string Status { get; set; } = "notified";

    [OneOf("A", "B", "C", "D")]
    public string Band { get; set; } = "B";

    [OneOf("up", "down", "none")]
    public string TierStep { get; set; } = "none";

    public DateOnly? AppealUntil { get; set; }

    public DateOnly? EffectiveOn { get; set; }
}
