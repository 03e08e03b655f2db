using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>A month of a series.</summary>
public sealed record MetricPoint(Period Period, MetricValue Value);

/// <summary>
/// The one way to a number: boards, alerts, index, reports, exports and the API look metrics up by id, none recomputes one. Unknown ids and
/// slices that the metric's grain does not allow are bugs of the caller and throw <see cref="MetricRequestException"/>; what a user typed is
/// checked with <see cref="Check"/> first.
/// </summary>
public interface IMetricReader
{
    /// <summary>The catalogue: names, units, availability.</summary>
    MetricCatalog Catalog { get; }

    /// <summary>Whether a metric may be read like this; answers with the metric or with what a user did wrong.</summary>
    Result<Metric> Check(string metricId, MetricSlice slice, string? groupBy = null);

    /// <summary>One value.</summary>
    Task<MetricValue> ValueAsync(string metricId, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>Many metrics over one slice, in one statement. Values come in the order of the ids.</summary>
    Task<IReadOnlyList<MetricValue>> ValuesAsync(
        IReadOnlyList<string> metricIds, MetricSlice slice, Period period, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>Many metrics over many slices. Slices that differ only in one dimension (dealers of a list) share one statement.</summary>
    Task<IReadOnlyDictionary<MetricSlice, IReadOnlyList<MetricValue>>> ValuesAsync(
        IReadOnlyList<string> metricIds, IReadOnlyList<MetricSlice> slices, Period period, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Many metrics for each value of a dimension (<see cref="MetricDimensions"/>), in one statement: ranks, maps, peer statistics. With
    /// <paramref name="keys"/> only those values, and each of them is in the answer.
    /// </summary>
    Task<MetricTable> ByAsync(
        IReadOnlyList<string> metricIds,
        string dimension,
        MetricSlice slice,
        Period period,
        DealerScope scope,
        CancellationToken cancellationToken,
        IReadOnlyCollection<string>? keys = null);

    /// <summary>One value per bucket (hours never: days, weeks, months, or any other periods), in the order of the buckets.</summary>
    Task<IReadOnlyList<MetricPoint>> SeriesAsync(
        string metricId, MetricSlice slice, IReadOnlyList<Period> buckets, DealerScope scope, CancellationToken cancellationToken);

    /// <summary>The <paramref name="months"/> months that end with the month of <paramref name="last"/>, oldest first.</summary>
    Task<IReadOnlyList<MetricPoint>> SeriesAsync(
        string metricId, MetricSlice slice, DateOnly last, int months, DealerScope scope, CancellationToken cancellationToken) =>
        SeriesAsync(metricId, slice, [.. Enumerable.Range(1 - months, months).Select(back => Period.MonthOf(last.AddMonths(back)))], scope, cancellationToken);
}

/// <summary>Names of the dimensions of the product's metrics, for slices and for <see cref="IMetricReader.ByAsync"/>.</summary>
public static class MetricDimensions
{
    public const string Dealer = "dealer";
    public const string Tier = "tier";
    public const string Segment = "segment";

    /// <summary>As a slice, a region with all its descendants; as a grouping, the region that the row names itself.</summary>
    public const string Region = "region";

    /// <summary>Groups by the area above the row's region.</summary>
    public const string Area = "area";

    /// <summary>Groups by the province above the row's region.</summary>
    public const string Province = "province";

    /// <summary>Groups by the city above the row's region.</summary>
    public const string City = "city";
    public const string Product = "product";
    public const string Category = "category";
    public const string Brand = "brand";
    public const string Store = "store";
    public const string Kind = "kind";
    public const string Source = "source";
    public const string Campaign = "campaign";
    public const string News = "news";
}
