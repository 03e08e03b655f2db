using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>Metrics that a person may put on a board.</summary>
internal sealed class BoardMetrics(IMetricReader reader)
{
    /// <summary>The metric, or null when it is unknown or not for this person: what the goods cost the manufacturer and how it judges risks stays inside.</summary>
    public Metric? Find(string id, Caller caller) => reader.Catalog.Find(id) is { } metric && MetricAccess.IsVisible(metric, caller.Scope) ? metric : null;

    /// <summary>Finds by id, by name in both languages and by pinyin initials; the best first.</summary>
    public IReadOnlyList<Metric> Search(string? text, Caller caller, int count)
    {
        var words = (text ?? "").Trim();
        return
        [
            .. reader.Catalog.Metrics.Where(m => MetricAccess.IsVisible(m, caller.Scope) && Matches(m, words))
                .OrderBy(m => m.Definition.Id.StartsWith(words, StringComparison.OrdinalIgnoreCase) ? 0 : 1).ThenByDescending(m => m.IsAvailable).Take(count),
        ];
    }

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

    private static bool Matches(Metric metric, string words)
    {
        var definition = metric.Definition;
        return words.Length == 0
            || definition.Id.StartsWith(words, StringComparison.OrdinalIgnoreCase)
            || definition.NameZh.Contains(words, StringComparison.OrdinalIgnoreCase)
            || definition.NameEn.Contains(words, StringComparison.OrdinalIgnoreCase)
            || PinyinInitials.Of(definition.NameZh).Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
