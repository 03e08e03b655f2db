using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Metrics.Commands;

/// <summary>See <see cref="IMetricSetup"/>. Each step is a command under its own name, so a second run gets the first answers.</summary>
internal sealed class MetricSetup(ICommandDispatcher dispatcher) : IMetricSetup
{
    public async Task SetUpAsync(IReadOnlyList<MetricDraft> metrics, IReadOnlyList<LimitDraft> limits, CancellationToken cancellationToken)
    {
        var caller = Caller.System("set-up");
        foreach (var metric in metrics)
        {
            var definition = new DefineMetric(null, metric.NameZh, metric.NameEn, metric.Unit, metric.Formula, metric.Grain, metric.HigherIsBetter);
            await dispatcher.SendAsync(definition, caller, "metric " + metric.NameEn, cancellationToken);
        }

        foreach (var limit in limits)
        {
            await dispatcher.SendAsync(new SetThreshold(limit.MetricId, limit.Role, limit.Watch, limit.Bad), caller, $"limit {limit.MetricId} {limit.Role}", cancellationToken);
        }
    }
}
