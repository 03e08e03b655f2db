using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>Limits as the catalogue has them: of attainment for everybody and others for finance, of net sales, of nothing else.</summary>
internal sealed class FixedThresholds : IMetricThresholds
{
    public MetricThreshold? Find(string metricId, Caller caller) => metricId switch
    {
        "SAL-05" => caller.Roles.Contains("FIN") ? new MetricThreshold(metricId, "FIN", 0.7m, 0.6m) : new MetricThreshold(metricId, "", 0.9m, 0.8m),
        "SAL-01" => new MetricThreshold(metricId, "", 1000, 500),
        _ => null,
    };

    public bool HoldForParts(Metric metric) => metric.Definition.Id != "SAL-01";

    public Tone LevelOf(Metric metric, decimal? value, Caller caller) => Find(metric.Definition.Id, caller)?.LevelOf(value, metric.Definition.HigherIsBetter) ?? Tone.Neutral;
}
