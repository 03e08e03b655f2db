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
    private const int DefaultMonths = 24;
    private const int MostMonths = 120;

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

        var metric = Check(metricId, parsed, null, scope);
        if (!metric.Ok)
        {
            return Result<MetricAnswer>.Fail(metric.Errors);
        }

        return Answer(await reader.ValueAsync(metric.Value.Definition.Id, parsed, days, scope, cancellationToken), days, parsed);
    }

    /// <summary>The last months of a metric up to the month <paramref name="until"/>, oldest first.</summary>
    public async Task<Result<IReadOnlyList<MetricAnswer>>> SeriesAsync(
        string metricId, string? slice, string? until, int? months, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!MetricSlice.TryParse(slice, out var parsed))
        {
            return Error.Of("metric_slice_malformed", slice).On("slice");
        }

        if (!Period.TryParse(until, out var last) || last != Period.MonthOf(last.Start))
        {
            return Error.Of("metric_period_malformed", until).On("until");
        }

        var metric = Check(metricId, parsed, null, scope);
        if (!metric.Ok)
        {
            return Result<IReadOnlyList<MetricAnswer>>.Fail(metric.Errors);
        }

        var points = await reader.SeriesAsync(metric.Value.Definition.Id, parsed, last.Start, Math.Clamp(months ?? DefaultMonths, 1, MostMonths), scope, cancellationToken);
        return Result<IReadOnlyList<MetricAnswer>>.Success([.. points.Select(p => Answer(p.Value, p.Period, parsed))]);
    }

    /// <summary>Several metrics for each value of a dimension. <c>core</c> stands for those of the core metrics that know the dimension.</summary>
    public async Task<Result<IReadOnlyList<MetricAnswer>>> ByAsync(
        string? metricIds, string? dimension, string? slice, string? period, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!MetricSlice.TryParse(slice, out var parsed))
        {
            return Error.Of("metric_slice_malformed", slice).On("slice");
        }

        if (!Period.TryParse(period, out var days))
        {
            return Error.Of("metric_period_malformed", period).On("period");
        }

        var by = dimension ?? "";
        var asked = metricIds == "core" ? ProductMetrics.Core.Where(id => Check(id, parsed, by, scope).Ok).ToList() : [.. (metricIds ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (asked.Count == 0)
        {
            return reader.Catalog.Vocabulary.Find(by) is null ? Error.Of("metric_dimension_unknown", by).On("by") : Error.Of("metric_unknown", metricIds).On("ids");
        }

        var ids = new List<string>(asked.Count);
        foreach (var id in asked)
        {
            var metric = Check(id, parsed, by, scope);
            if (!metric.Ok)
            {
                return Result<IReadOnlyList<MetricAnswer>>.Fail(metric.Errors);
            }

            ids.Add(metric.Value.Definition.Id);
        }

        var table = await reader.ByAsync(ids, by, parsed, days, scope, cancellationToken);
        var slices = ids.SelectMany(id => table[id].Keys).Distinct(StringComparer.Ordinal).ToDictionary(key => key, key => parsed.With(by, key), StringComparer.Ordinal);
        return Result<IReadOnlyList<MetricAnswer>>.Success([.. ids.Distinct(StringComparer.Ordinal).SelectMany(id => table[id].Select(v => Answer(v.Value, days, slices[v.Key])))]);
    }

    // What a dealer may not see is as unknown to his key as to his people.
    private Result<Metric> Check(string metricId, MetricSlice slice, string? by, DealerScope scope)
    {
        var metric = reader.Check(metricId, slice, by);
        return !metric.Ok ? metric
            : !MetricAccess.IsVisible(metric.Value, scope) ? Error.Of("metric_unknown", metricId)
            : !MetricAccess.IsVisible(slice, scope) || (by is not null && !MetricAccess.IsVisible(by, scope)) ? Error.Of("metric_dimension_not_allowed", metric.Value.Definition.Id, MetricDimensions.Segment).On("slice")
            : metric;
    }

    private static MetricAnswer Answer(MetricValue value, Period period, MetricSlice slice) =>
        new(value.Id, value.Value, value.Unit, value.N, period.ToString(), slice.Key, value.MissingFact);
}
