using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>The catalogue with the values of one month.</summary>
public sealed record MetricCatalogView(Period Month, IReadOnlyList<MetricCatalogRow> Rows);

/// <summary>A definition and its value.</summary>
public sealed record MetricCatalogRow(MetricDefinition Definition, MetricValue Value)
{
    public bool IsAvailable => Value.MissingFact is null;
}

/// <summary>All metrics of the catalogue with their value for the last full month, as the caller may see it.</summary>
internal sealed class GetMetricCatalog(IMetricReader reader, BusinessClock clock)
{
    public async Task<MetricCatalogView> HandleAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        var month = Period.MonthOf(clock.Today.AddMonths(-1));
        var metrics = reader.Catalog.Metrics;
        var values = await reader.ValuesAsync([.. metrics.Select(m => m.Definition.Id)], MetricSlice.All, month, scope, cancellationToken);
        return new MetricCatalogView(month, [.. metrics.Zip(values, (m, v) => new MetricCatalogRow(m.Definition, v))]);
    }

    /// <summary>The last full months of one metric, oldest first.</summary>
    public Task<IReadOnlyList<MetricPoint>> SeriesAsync(string metricId, int months, DealerScope scope, CancellationToken cancellationToken) =>
        reader.SeriesAsync(metricId, MetricSlice.All, clock.Today.AddMonths(-1), months, scope, cancellationToken);
}
