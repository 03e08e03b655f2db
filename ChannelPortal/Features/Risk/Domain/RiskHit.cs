using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Risk.Domain;

/// <summary>What one rule found in one order. For reviewers only.</summary>
internal sealed class RiskHit : IDealerOwned
{
    public required string OrderId { get; init; }

    public required string RuleId { get; init; }

    public required string DealerId { get; init; }

    public DateOnly OrderedOn { get; init; }

    /// <summary>Thousandths: 500 at the threshold, 1000 at twice the threshold.</summary>
    public int Strength { get; init; }

    /// <summary>Percent that it counted with; zero when the rule was switched off.</summary>
    public int Weight { get; init; }

    public int RuleVersion { get; init; }

    /// <summary>Key of the evidence sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Values of the sentence, JSON.</summary>
    public required string Arguments { get; init; }
}
