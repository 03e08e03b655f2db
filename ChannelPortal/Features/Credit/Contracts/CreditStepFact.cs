using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>A proposal to move a dealer's credit class one step, and what finance made of it.</summary>
[Fact("credit_steps", Key = [nameof(StepId)], BusinessDate = nameof(ProposedOn))]
public sealed class CreditStepFact : FactRow, IDealerOwned
{
    public required string StepId { get; set; }

    public required string DealerId { get; set; }

    /// <summary>E.g. 2026-Q3.</summary>
    [TextLength(16)]
    public required string Source { get; set; }

    [OneOf("up", "down")]
    public string Direction { get; set; } = "up";

    public DateOnly ProposedOn { get; set; }

    [OneOf("open", "applied", "declined")]
    public string Status { get; set; } = "open";
}
