using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>A reader over the product's catalogue that answers without a database: every value 1,234.50, rising by one a month in series.</summary>
internal sealed class FixedMetrics : IMetricReader
{
    /// <summary>The product's, in which one metric reads a fact of a later version.</summary>
    public MetricCatalog Catalog { get; } = MetricCatalog.Create(
        ProductMetrics.Load().Metrics.Select(m => m.Definition.Id == "MKT-06" ? m.Definition with { Formula = "SUM(moon_landings: amount)" } : m.Definition), ProductMetrics.Vocabulary);

    /// <summary>Values by dealer, for distributions.</summary>
    public Dictionary<string, decimal> Dealers { get; } = new(StringComparer.Ordinal);

    public Result<Metric> Check(string metricId, MetricSlice slice, string? groupBy = null) =>
        Catalog.CheckSlice(Catalog.Find(metricId)!, groupBy is null ? slice.Values.Keys : slice.Values.Keys.Append(groupBy)) is { } error ? error : Catalog.Find(metricId)!;

    public Task<MetricValue> ValueAsync(string metricId, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken) =>
        Task.FromResult(Value(metricId, period.Start.Year < 2026 ? 1000m : 1234.50m));

    public Task<IReadOnlyList<MetricValue>> ValuesAsync(IReadOnlyList<string> metricIds, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MetricValue>>([.. metricIds.Select(id => Value(id, period == Period.Month(2026, 9) ? 1234.50m : 1000m))]);

    public Task<IReadOnlyDictionary<MetricSlice, IReadOnlyList<MetricValue>>> ValuesAsync(
        IReadOnlyList<string> metricIds, IReadOnlyList<MetricSlice> slices, Period period, DealerScope scope, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<MetricTable> ByAsync(
        IReadOnlyList<string> metricIds, string dimension, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken, IReadOnlyCollection<string>? keys = null) =>
        Task.FromResult(new MetricTable(metricIds.ToDictionary(
            id => id, id => (IReadOnlyDictionary<string, MetricValue>)Dealers.Where(d => scope.Allows(d.Key)).ToDictionary(d => d.Key, d => Value(id, d.Value), StringComparer.Ordinal), StringComparer.Ordinal)));

    public Task<IReadOnlyList<MetricPoint>> SeriesAsync(string metricId, MetricSlice slice, IReadOnlyList<Period> buckets, DealerScope scope, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MetricPoint>>([.. buckets.Select((bucket, i) => new MetricPoint(bucket, Value(metricId, 101 + i - buckets.Count)))]);

    private MetricValue Value(string id, decimal value)
    {
        var metric = Catalog.Find(id)!;
        return new MetricValue(metric.Definition.Id, metric.IsAvailable ? value : null, metric.Definition.Unit, 7, metric.MissingFact);
    }
}
