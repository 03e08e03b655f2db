using ChannelPortal.Features.Health.Contracts;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>All numbers of a dealer's quarterly evaluation, as they are stored and shown: nothing is computed anew for the paper.</summary>
/// <param name="History">Up to eight quarters that end with this one, oldest first.</param>
public sealed record EvaluationModel(DiagnosticDealer Dealer, DealerEvaluation Evaluation, IReadOnlyList<QuarterScores> History)
{
    public QuarterScores? Before => History.Count > 1 && History[^1].Quarter == Evaluation.Quarter ? History[^2] : null;
}
