using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>
/// The limits that colour a tile for a person: the tile's own, else those that the catalogue has for his role. They belong to the reader, so the models that readers
/// share know nothing of them.
/// </summary>
internal sealed class TileLimits(IMetricReader metrics, IMetricThresholds thresholds)
{
    /// <summary>The tile with the limits that hold for it under this filter.</summary>
    public BoardTile For(BoardTile tile, MetricSlice filter, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(tile);
        ArgumentNullException.ThrowIfNull(filter);
        return tile.Watch is not null || tile.Bad is not null || MetricOf(tile) is not { } metric || thresholds.Find(metric.Definition.Id, caller) is not { } set || !Holds(tile, filter, metric)
            ? tile
            : tile with { Watch = set.Watch, Bad = set.Bad };
    }

    /// <summary>Lower values of the tile's metric are the better ones.</summary>
    public bool IsLowBetter(BoardTile tile) => MetricOf(tile) is { Definition.HigherIsBetter: false };

    /// <summary>Where a value lies against the limits of the tile; null without any.</summary>
    public string? LevelOf(BoardTile tile, decimal? value) => TileLevels.Of(tile, !IsLowBetter(tile), value);

    private Metric? MetricOf(BoardTile tile) => tile.Metric is null ? null : metrics.Catalog.Find(tile.Metric);

    private bool Holds(BoardTile tile, MetricSlice filter, Metric metric) =>
        thresholds.HoldForParts(metric) || (tile.Kind == TileKind.Figure && string.IsNullOrEmpty(tile.Slice) && (tile.IgnoresFilter || filter.Values.Count == 0));
}
