using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>See <see cref="IMetricReader"/>.</summary>
internal sealed class MetricReader(MetricEngine engine, KeptMonths months, IAppDbFactory databases) : IMetricReader
{
    public MetricCatalog Catalog => engine.Catalog;

    public Result<Metric> Check(string metricId, MetricSlice slice, string? groupBy = null)
    {
        if (Catalog.Find(metricId) is not { } metric)
        {
            return Error.Of("metric_unknown", metricId);
        }

        var dimensions = groupBy is null ? slice.Values.Keys : slice.Values.Keys.Append(groupBy);
        return Catalog.CheckSlice(metric, dimensions) is { } error ? error : metric;
    }

    public async Task<MetricValue> ValueAsync(
        string metricId, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken) =>
        (await ValuesAsync([metricId], slice, period, scope, cancellationToken))[0];

    public async Task<IReadOnlyList<MetricValue>> ValuesAsync(
        IReadOnlyList<string> metricIds, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var context = databases.Create(scope);
        return await WholeAsync(context, metricIds, slice, period, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<MetricSlice, IReadOnlyList<MetricValue>>> ValuesAsync(
        IReadOnlyList<string> metricIds, IReadOnlyList<MetricSlice> slices, Period period, DealerScope scope, CancellationToken cancellationToken)
    {
        var answer = new Dictionary<MetricSlice, IReadOnlyList<MetricValue>>();
        await using var context = databases.Create(scope);
        foreach (var family in slices.Distinct().GroupBy(Family))
        {
            if (family.Key.Dimension is not { } dimension)
            {
                answer[family.First()] = await WholeAsync(context, metricIds, family.First(), period, cancellationToken);
                continue;
            }

            var table = await GroupedAsync(context, metricIds, dimension, family.Key.Common, period, [.. family.Select(s => s.Values[dimension])], cancellationToken);
            foreach (var slice in family)
            {
                answer[slice] = [.. metricIds.Select(id => table[id][slice.Values[dimension]])];
            }
        }

        return answer;
    }

    public async Task<MetricTable> ByAsync(
        IReadOnlyList<string> metricIds,
        string dimension,
        MetricSlice slice,
        Period period,
        DealerScope scope,
        CancellationToken cancellationToken,
        IReadOnlyCollection<string>? keys = null)
    {
        await using var context = databases.Create(scope);
        return await GroupedAsync(context, metricIds, dimension, slice, period, keys, cancellationToken);
    }

    public async Task<IReadOnlyList<MetricPoint>> SeriesAsync(
        string metricId, MetricSlice slice, IReadOnlyList<Period> buckets, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var context = databases.Create(scope);
        var values = await engine.SeriesAsync(context, metricId, slice, buckets, cancellationToken);
        var kept = await months.FindAsync(context, [metricId], slice, buckets, cancellationToken);
        return [.. buckets.Zip(values, (bucket, value) => new MetricPoint(bucket, bucket == Period.MonthOf(bucket.Start) ? kept.GetValueOrDefault((metricId, bucket.Start)) ?? value : value))];
    }

    private async Task<IReadOnlyList<MetricValue>> WholeAsync(AppDbContext context, IReadOnlyList<string> metricIds, MetricSlice slice, Period period, CancellationToken cancellationToken)
    {
        var table = await engine.EvaluateAsync(context, new MetricRequest(metricIds, slice, period), cancellationToken);
        var kept = await months.FindAsync(context, metricIds, slice, [period], cancellationToken);
        return [.. metricIds.Select(id => kept.GetValueOrDefault((id, period.Start)) ?? table[id][MetricTable.Whole])];
    }

    private async Task<MetricTable> GroupedAsync(
        AppDbContext context, IReadOnlyList<string> metricIds, string dimension, MetricSlice slice, Period period, IReadOnlyCollection<string>? keys, CancellationToken cancellationToken)
    {
        var table = await engine.EvaluateAsync(context, new MetricRequest(metricIds, slice, period) { GroupBy = dimension, Keys = keys }, cancellationToken);
        foreach (var id in metricIds.Distinct(StringComparer.Ordinal))
        {
            if (await months.ByAsync(context, id, dimension, slice, period, cancellationToken) is { Count: > 0 } kept)
            {
                table = table.With(id, kept.Where(v => keys is null || keys.Contains(v.Key)));
            }
        }

        return table;
    }

    // A region stands for its descendants, so a row may belong to several slices: only flat dimensions can be grouped instead.
    private (string? Dimension, MetricSlice Common) Family(MetricSlice slice)
    {
        var flat = slice.Values.Keys.FirstOrDefault(d => Catalog.Vocabulary.Find(d) is { Tree: null });
        if (flat is null)
        {
            return (null, slice);
        }

        var common = slice.Values.Where(v => v.Key != flat).Aggregate(MetricSlice.All, (s, v) => s.With(v.Key, v.Value));
        return (flat, common);
    }
}
