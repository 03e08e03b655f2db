using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>Computes one tile over days and scope. Every number is the catalogue's; nothing is recomputed here.</summary>
internal sealed class TileReader(IMetricReader metrics, TileLists lists, PlaceBook places, BusinessClock clock)
{
    private const int MostRows = 15;
    private const int SparkBuckets = 12;

    /// <summary>Tables whose commits can move the tile.</summary>
    public IReadOnlyList<string> FactsOf(BoardTile tile) => tile.Kind switch
    {
        TileKind.Orders or TileKind.Funnel => ["orders"],
        TileKind.Alerts => ["alerts"],
        _ => metrics.Catalog.Find(tile.Metric!)?.Facts ?? [],
    };

    public async Task<TileModel> ReadAsync(BoardTile tile, MetricSlice filter, Period days, Period? before, DealerScope scope, CancellationToken cancellationToken)
    {
        var own = MetricSlice.TryParse(tile.Slice, out var parsed) ? parsed : MetricSlice.All;
        var wanted = tile.IgnoresFilter ? own : filter.Values.Where(f => !own.Values.ContainsKey(f.Key)).Aggregate(own, (s, f) => s.With(f.Key, f.Value));
        if (!tile.NeedsMetric)
        {
            return await lists.ReadAsync(tile.Kind, wanted, days, scope, cancellationToken);
        }

        // Asked when it is read, too: an own metric may have become another since the board was saved, and a filter comes with the address.
        if (metrics.Catalog.Find(tile.Metric!) is not { } metric || !MetricAccess.IsVisible(metric, scope) || !MetricAccess.IsVisible(wanted, scope))
        {
            return new TileModel("refused", clock.Now) { Why = "metric_unknown" };
        }

        if (!metric.IsAvailable)
        {
            return new TileModel("missing", clock.Now) { Why = metric.MissingFact, Format = TileFormats.Of(metric.Definition.Unit, []) };
        }

        var place = tile.Kind == TileKind.Map ? await places.PlaceAsync(wanted.Values.GetValueOrDefault(MetricDimensions.Region), cancellationToken) : null;
        var by = place?.Level is "province" or "city" ? MetricDimensions.City : await GroupAsync(tile, wanted, cancellationToken);

        // One of several values that a click chose stays among the others, so that another can be chosen.
        var narrowing = wanted.Values.Where(v => v.Key != by || own.Values.ContainsKey(v.Key))
            .Select(v => v.Key == MetricDimensions.Region && place is { Level: "city", Parent: { } province } ? new KeyValuePair<string, string>(v.Key, province) : v).ToList();

        var (slice, unfiltered) = Fit(metric, narrowing, by);
        if (metrics.Check(metric.Definition.Id, slice, by).Errors is [var refusal, ..])
        {
            return new TileModel("refused", clock.Now) { Why = refusal.Code };
        }

        var query = new Query(tile, metric.Definition, slice, by, days, before, scope);
        var model = tile.Kind switch
        {
            TileKind.Figure => await FigureAsync(query, cancellationToken),
            TileKind.Line => await LineAsync(query, cancellationToken),
            _ => by == MetricDimensions.Dealer && wanted.Values.ContainsKey(MetricDimensions.Dealer) && tile.By == TileDimensions.Place
                ? await lists.ReadAsync(TileKind.Orders, wanted, days, scope, cancellationToken)
                : await RowsAsync(query, cancellationToken),
        };
        return model with { Unfiltered = unfiltered };
    }

    private async Task<string?> GroupAsync(BoardTile tile, MetricSlice wanted, CancellationToken cancellationToken) =>
        tile.Kind == TileKind.Map ? MetricDimensions.Province
        : !tile.NeedsDimension ? null
        : tile.By != TileDimensions.Place ? tile.By
        : wanted.Values.ContainsKey(MetricDimensions.Dealer) ? MetricDimensions.Dealer
        : await places.BelowAsync(wanted.Values.GetValueOrDefault(MetricDimensions.Region), cancellationToken);

    /// <summary>The filters that the metric knows, and the names of those that it does not.</summary>
    private (MetricSlice Slice, List<string> Unfiltered) Fit(Metric metric, List<KeyValuePair<string, string>> filters, string? by)
    {
        var (slice, unfiltered) = (MetricSlice.All, new List<string>());
        foreach (var (dimension, value) in filters)
        {
            var next = slice.With(dimension, value);
            if (metrics.Check(metric.Definition.Id, next, by).Ok || metrics.Check(metric.Definition.Id, MetricSlice.Of(dimension, value)).Ok)
            {
                slice = next;
            }
            else
            {
                unfiltered.Add(dimension);
            }
        }

        return (slice, unfiltered);
    }

    private async Task<TileModel> FigureAsync(Query query, CancellationToken cancellationToken)
    {
        var value = (await metrics.ValueAsync(query.Metric.Id, query.Slice, query.Days, query.Scope, cancellationToken)).Value;
        var before = query.Before is { } days ? (await metrics.ValueAsync(query.Metric.Id, query.Slice, days, query.Scope, cancellationToken)).Value : null;
        var spark = await metrics.SeriesAsync(query.Metric.Id, query.Slice, TileBuckets.Last(query.Days, SparkBuckets), query.Scope, cancellationToken);
        return New(query, value) with
        {
            Before = before,
            Points = [.. spark.Select(p => new TilePoint(p.Period.Start, p.Period.End.AddDays(-1), p.Value.Value, null))],
        };
    }

    private async Task<TileModel> LineAsync(Query query, CancellationToken cancellationToken)
    {
        var buckets = TileBuckets.Of(query.Days);
        var now = await metrics.SeriesAsync(query.Metric.Id, query.Slice, buckets, query.Scope, cancellationToken);
        var before = query.Before is { } days
            ? await metrics.SeriesAsync(query.Metric.Id, query.Slice, TileBuckets.Beside(buckets, query.Days, days), query.Scope, cancellationToken)
            : [];
        return New(query, now.LastOrDefault(p => p.Value.Value is not null)?.Value.Value, [.. now.Select(p => p.Value.Value)]) with
        {
            Points = [.. now.Select((p, i) => new TilePoint(p.Period.Start, p.Period.End.AddDays(-1), p.Value.Value, i < before.Count ? before[i].Value.Value : null))],
        };
    }

    private async Task<TileModel> RowsAsync(Query query, CancellationToken cancellationToken)
    {
        var by = query.By!;
        var table = await metrics.ByAsync([query.Metric.Id], by, query.Slice, query.Days, query.Scope, cancellationToken);
        var now = table[query.Metric.Id].Where(r => r.Value.Value is not null && r.Key.Length > 0).ToList();
        var shown = now.OrderByDescending(r => r.Value.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Take(query.Tile.Kind == TileKind.Map ? int.MaxValue : MostRows).ToList();
        var before = query.Before is { } days && shown.Count > 0
            ? await metrics.ByAsync([query.Metric.Id], by, query.Slice, days, query.Scope, cancellationToken, [.. shown.Select(r => r.Key)])
            : null;
        var rows = new List<TileRow>(shown.Count);
        foreach (var (key, value) in shown)
        {
            var label = await places.LabelAsync(by, key, cancellationToken);
            var place = by is MetricDimensions.City ? await places.PlaceAsync(key, cancellationToken) : null;
            rows.Add(new TileRow(key, label.Zh, label.En, value.Value)
            {
                Before = before?.Find(query.Metric.Id, key)?.Value,
                Latitude = place?.Latitude,
                Longitude = place?.Longitude,
            });
        }

        return New(query, null, [.. rows.Select(r => r.Value)]) with { By = by, Rows = rows, More = now.Count - shown.Count };
    }

    private TileModel New(Query query, decimal? value, IReadOnlyList<decimal?>? all = null) =>
        new("ok", clock.Now) { Value = value, Format = TileFormats.Of(query.Metric.Unit, all ?? [value]) };

    private sealed record Query(BoardTile Tile, MetricDefinition Metric, MetricSlice Slice, string? By, Period Days, Period? Before, DealerScope Scope);
}
