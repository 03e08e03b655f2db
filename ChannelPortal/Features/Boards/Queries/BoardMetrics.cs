using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>Metrics that a person may put on a board.</summary>
internal sealed class BoardMetrics(IMetricReader reader)
{
    /// <summary>The metric, or null when it is unknown or not for this person: what the goods cost the manufacturer and how it judges risks stays inside.</summary>
    public Metric? Find(string id, Caller caller) => reader.Catalog.Find(id) is { } metric && MetricAccess.IsVisible(metric, caller.Scope) ? metric : null;

    public IReadOnlyList<Metric> Search(string? text, Caller caller, int count) => [.. MetricSearch.Find(reader.Catalog, text ?? "", caller.Scope).Take(count)];

    /// <summary>Why a plan cannot be kept by this person; null when it can.</summary>
    public Error? Refusal(BoardPlan plan, Caller caller)
    {
        foreach (var tile in plan.Tiles.Where(t => t.Metric is not null))
        {
            if (Find(tile.Metric!, caller) is not { } metric)
            {
                return Error.Of("metric_unknown", tile.Metric);
            }

            if (!MetricSlice.TryParse(tile.Slice, out var slice) || !MetricAccess.IsVisible(slice, caller.Scope) || (tile.By is { } by && !MetricAccess.IsVisible(by, caller.Scope)))
            {
                return Error.Of("board_tile_invalid", tile.Id);
            }

            if (tile is { Watch: { } watch, Bad: { } bad } && (metric.Definition.HigherIsBetter ? bad > watch : bad < watch))
            {
                return Error.Of(metric.Definition.HigherIsBetter ? "board_limits_high" : "board_limits_low").On("bad");
            }

            if (reader.Check(metric.Definition.Id, slice, GroupOf(tile)).Errors is [var first, ..])
            {
                return first;
            }
        }

        return null;
    }

    /// <summary>Dimensions that a metric can be grouped by.</summary>
    public IReadOnlyList<string> DimensionsOf(Metric metric) =>
        [.. TileDimensions.All.Where(d => reader.Check(metric.Definition.Id, MetricSlice.All, d == TileDimensions.Place ? MetricDimensions.Province : d).Ok)];

    private static string? GroupOf(BoardTile tile) => tile.Kind == TileKind.Map || tile.By == TileDimensions.Place ? MetricDimensions.Province : tile.By;
}
