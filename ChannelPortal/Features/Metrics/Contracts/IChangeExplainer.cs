using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>
/// Why a metric moved between two periods: who contributed how much, inside the caller's scope. The parts of every breakdown add up to the change
/// exactly; what cannot be split that way is not split.
/// </summary>
public interface IChangeExplainer
{
    Task<Result<ChangeExplanation>> ExplainAsync(string metricId, MetricSlice slice, Period before, Period after, DealerScope scope, CancellationToken cancellationToken);
}

/// <summary>A change and its parts.</summary>
/// <param name="Change">After minus before.</param>
/// <param name="Breakdowns">One for each dimension that the metric can be seen by; empty where the metric is not made of sums.</param>
/// <param name="RateMix">For ratios, by the first breakdown.</param>
/// <param name="Split">For sales amounts.</param>
/// <param name="Sentences">At most three, in the reader's language.</param>
public sealed record ChangeExplanation(
    string MetricId,
    MetricValue Before,
    MetricValue After,
    decimal Change,
    IReadOnlyList<ChangeBreakdown> Breakdowns,
    RateMix? RateMix,
    PriceVolumeMix? Split,
    IReadOnlyList<string> Sentences);

/// <summary>The largest contributions along one dimension, and the sum of the others.</summary>
/// <param name="Rest">Null when the parts are all there is.</param>
/// <param name="RestCount">How many values <paramref name="Rest"/> sums.</param>
public sealed record ChangeBreakdown(string Dimension, IReadOnlyList<ChangePart> Parts, decimal? Rest, int RestCount);

/// <summary>The contribution of one dealer, region, product or category.</summary>
/// <param name="Contribution">Its part of the change, in the metric's unit.</param>
/// <param name="Rate">For ratios, the part that its own ratio moved.</param>
/// <param name="Mix">For ratios, the part that its changed weight moved.</param>
public sealed record ChangePart(string Key, string Name, decimal? Before, decimal? After, decimal Contribution, decimal? Rate = null, decimal? Mix = null);

/// <summary>A ratio's change: ratios that moved, and weights that moved.</summary>
public sealed record RateMix(string Dimension, decimal Rate, decimal Mix, decimal NumeratorBefore, decimal NumeratorAfter, decimal DenominatorBefore, decimal DenominatorAfter);

/// <summary>A sales amount's change: prices, quantities, and what was bought. The three add up to the change.</summary>
public sealed record PriceVolumeMix(decimal Price, decimal Volume, decimal Mix);
