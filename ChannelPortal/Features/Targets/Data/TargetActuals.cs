using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Targets.Data;

/// <summary>What was reached of a kind, by the metrics of the catalogue. Minor units; what has no value is nothing reached.</summary>
internal sealed class TargetActuals(IMetricReader metrics)
{
    /// <summary>Metrics by kind. New products have a share of sell-in, whose product is the amount to the cent.</summary>
    private static readonly Dictionary<string, IReadOnlyList<string>> s_metrics = new(StringComparer.Ordinal)
    {
        [TargetKinds.SellIn] = ["SAL-01"],
        [TargetKinds.SellOut] = ["STO-01"],
        [TargetKinds.NewProduct] = ["SAL-01", "SAL-10"],
        [TargetKinds.Collection] = ["FIN-18"],
    };

    public static IReadOnlyCollection<string> MetricIds { get; } = [.. s_metrics.Values.SelectMany(m => m).Distinct(StringComparer.Ordinal)];

    public Task<IReadOnlyDictionary<string, long>> ByDealerAsync(string kind, Period period, DealerScope scope, CancellationToken cancellationToken) =>
        ByAsync(kind, MetricDimensions.Dealer, period, scope, cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> ByAreaAsync(string kind, Period period, DealerScope scope, CancellationToken cancellationToken) =>
        ByAsync(kind, MetricDimensions.Area, period, scope, cancellationToken);

    /// <summary>By month, in the order of the months.</summary>
    /// <param name="dealerId">One dealer, or null for the whole scope.</param>
    public async Task<IReadOnlyList<long>> MonthsAsync(string kind, string? dealerId, IReadOnlyList<DateOnly> months, DealerScope scope, CancellationToken cancellationToken)
    {
        var slice = dealerId is null ? MetricSlice.All : MetricSlice.Of(MetricDimensions.Dealer, dealerId);
        var values = new List<IReadOnlyList<MetricPoint>>();
        foreach (var metric in s_metrics[kind])
        {
            values.Add(await metrics.SeriesAsync(metric, slice, [.. months.Select(Period.MonthOf)], scope, cancellationToken));
        }

        return [.. months.Select((_, i) => Amount(values.Select(v => v[i].Value.Value)))];
    }

    private async Task<IReadOnlyDictionary<string, long>> ByAsync(string kind, string dimension, Period period, DealerScope scope, CancellationToken cancellationToken)
    {
        var ids = s_metrics[kind];
        var table = await metrics.ByAsync(ids, dimension, MetricSlice.All, period, scope, cancellationToken);
        return table[ids[0]].ToDictionary(v => v.Key, v => Amount(ids.Select(id => table.Find(id, v.Key)?.Value)), StringComparer.Ordinal);
    }

    private static long Amount(IEnumerable<decimal?> values) => values.Aggregate((decimal?)1, (product, value) => product * value) is { } amount ? Money.ToMinor(amount) : 0;
}
