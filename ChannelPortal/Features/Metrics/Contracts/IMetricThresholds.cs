using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>Limits of a metric as they hold for a caller: beyond <paramref name="Watch"/> it is to be watched, beyond <paramref name="Bad"/> it is bad.</summary>
/// <param name="Role">The role that the limits were set for; empty when for everybody.</param>
public sealed record MetricThreshold(string MetricId, string Role, decimal Watch, decimal Bad)
{
    /// <summary>Beyond is below where a higher value is better, above where a lower one is. No value has no level.</summary>
    public Tone LevelOf(decimal? value, bool higherIsBetter) => value is not { } number ? Tone.Neutral
        : Beyond(number, Bad, higherIsBetter) ? Tone.Bad
        : Beyond(number, Watch, higherIsBetter) ? Tone.Watch
        : Tone.Good;

    private static bool Beyond(decimal value, decimal limit, bool higherIsBetter) => higherIsBetter ? value < limit : value > limit;
}

/// <summary>The limits that people set for metrics, the same wherever a metric is shown. Answers from memory.</summary>
public interface IMetricThresholds
{
    /// <summary>The limits for one of the caller's roles, else those for everybody; null where nobody set any.</summary>
    MetricThreshold? Find(string metricId, Caller caller);

    /// <summary>
    /// Whether limits of the whole say something about a part of it, such as one region or one dealer: they do for ratios, days and scores; a part of a sum is
    /// smaller than the sum.
    /// </summary>
    bool HoldForParts(Metric metric);

    /// <summary><see cref="Tone.Neutral"/> without limits or without a value.</summary>
    Tone LevelOf(Metric metric, decimal? value, Caller caller);
}
