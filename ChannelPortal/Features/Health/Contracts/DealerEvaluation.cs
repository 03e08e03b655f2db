using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Contracts;

/// <summary>A raw figure and its score.</summary>
/// <param name="Id">Text key <c>Part_</c> and this.</param>
/// <param name="MetricId">The catalogue's metric that the figure is; null when it was read from facts.</param>
/// <param name="Unit">%, CNY, day, month, points or count; a % is kept as a fraction.</param>
/// <param name="Weight">Share of its component, 0 to 1.</param>
/// <param name="Raw">Null: unknown. Its weight went to the others.</param>
/// <param name="Score">0 to 100 with one decimal.</param>
/// <param name="PeersMedian">Median raw figure of the peer group; null when too few contribute to tell it.</param>
public sealed record EvaluatedPart(string Id, string? MetricId, string Unit, decimal Weight, decimal? Raw, decimal? Score, decimal? PeersMedian)
{
    /// <summary>Rests on what the manufacturer keeps to himself: the dealer sees the score alone, and in its own scope raw figure and median are empty.</summary>
    public bool IsWithheld { get; init; }
}

/// <summary>A component of the index or a dimension of the matrix.</summary>
/// <param name="Id">Text key <c>Component_</c> and this.</param>
/// <param name="Weight">Share of the whole, 0 to 1.</param>
/// <param name="Score">0 to 100 with one decimal; null: too little of it is known.</param>
/// <param name="Coverage">Share of its weight that is known, 0 to 1.</param>
/// <param name="PeersMedian">Median score of the peer group; null when too few contribute to tell it.</param>
public sealed record EvaluatedComponent(string Id, decimal Weight, decimal? Score, decimal Coverage, decimal? PeersMedian, IReadOnlyList<EvaluatedPart> Parts);

/// <summary>What follows from an evaluation, proposed or decided.</summary>
/// <param name="Multiplier">On rebates of the quarter after.</param>
/// <param name="TierStep">up, down or none.</param>
/// <param name="CreditStep">up, down or none: one class of the credit limit's rule.</param>
/// <param name="EffectiveOn">First day on which it counts; before the dealer was told, the earliest that it could be.</param>
/// <param name="Reasons">Text keys <c>Reason_</c> and this.</param>
/// <param name="IsOverridden">A person decided otherwise than the rules.</param>
public sealed record EvaluationConsequences(
    decimal Multiplier, string TierStep, string CreditStep, DateOnly EffectiveOn, IReadOnlyList<string> Reasons, bool IsOverridden, string? OverrideReason);

/// <summary>The quarterly evaluation of a dealer (domain.md R48 and R49).</summary>
/// <param name="Index">0 to 100 with one decimal; null: not rated.</param>
/// <param name="Band">A to D; null: not rated.</param>
/// <param name="Coverage">Share of all weights that is known, 0 to 1.</param>
/// <param name="Status">Text key <c>Status_</c> and this: computed, proposed, reviewed, notified, appealed or final.</param>
/// <param name="WeightsVersion">Version of the published weights.</param>
/// <param name="InputsHash">Digest of the figures that it was computed from.</param>
/// <param name="Peers">Size of the peer group, the dealer included.</param>
/// <param name="PeersMedian">Median index of the peer group; null when too few contribute to tell it.</param>
/// <param name="Consequences">Null: none were proposed.</param>
public sealed record DealerEvaluation(
    string DealerId,
    Period Quarter,
    decimal? Index,
    string? Band,
    decimal Coverage,
    string Status,
    int WeightsVersion,
    string InputsHash,
    DateTimeOffset ComputedAt,
    int Peers,
    decimal? PeersMedian,
    IReadOnlyList<EvaluatedComponent> Components,
    EvaluationConsequences? Consequences);

/// <summary>A quarter of a dealer's history.</summary>
/// <param name="Components">Scores by component id; null: too little was known.</param>
public sealed record QuarterScores(Period Quarter, decimal? Index, string? Band, IReadOnlyDictionary<string, decimal?> Components);

/// <summary>Where a dealer stands in the twelve-dimension value matrix (domain.md R03 and R04).</summary>
/// <param name="Value">0 to 100 with one decimal; null: not rated.</param>
/// <param name="Potential">0 to 100 with one decimal; null: not rated.</param>
/// <param name="Segment">Text key <c>Segment_</c> and this: strategic, growth, potential, maintain or at_risk; null: not rated.</param>
/// <param name="Coverage">Share of all weights of both axes that is known, 0 to 1.</param>
/// <param name="ValueDimensions">Seven.</param>
/// <param name="PotentialDimensions">Five.</param>
public sealed record DealerStandingView(
    string DealerId,
    Period Month,
    decimal? Value,
    decimal? Potential,
    string? Segment,
    decimal Coverage,
    int Peers,
    IReadOnlyList<EvaluatedComponent> ValueDimensions,
    IReadOnlyList<EvaluatedComponent> PotentialDimensions);
