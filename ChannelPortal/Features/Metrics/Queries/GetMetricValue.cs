using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>A metric as the API and the command line answer it.</summary>
/// <param name="Value">Null where it has none.</param>
/// <param name="N">Fact rows behind the value.</param>
/// <param name="Slice">The slice in its canonical form.</param>
/// <param name="MissingFact">The fact table that this version does not have; then there is no value.</param>
public sealed record MetricAnswer(string Id, decimal? Value, string Unit, long N, string Period, string Slice, string? MissingFact);

/// <summary>One value, asked for in words: checks id, slice and period.</summary>
internal sealed class GetMetricValue(IMetricReader reader)
{
    public async Task<Result<MetricAnswer>> HandleAsync(
        string metricId, string? slice, string? period, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!MetricSlice.TryParse(slice, out var parsed))
        {
            return Error.Of("metric_slice_malformed", slice).On("slice");
        }

        if (!Period.TryParse(period, out var days))
        {
            return Error.Of("metric_period_malformed", period).On("period");
        }

        var metric = reader.Check(metricId, parsed);
        if (!metric.Ok)
        {
            return Result<MetricAnswer>.Fail(metric.Errors);
        }

        var value = await reader.ValueAsync(metric.Value.Definition.Id, parsed, days, scope, cancellationToken);
        return new MetricAnswer(value.Id, value.Value, value.Unit, value.N, days.ToString(), parsed.Key, value.MissingFact);
    }
}
