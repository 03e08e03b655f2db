using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Metrics.Contracts;

/// <summary>Finds metrics by id, by either name, or by the pinyin initials of the Chinese one: the same wherever a metric is looked for.</summary>
internal static class MetricSearch
{
    public static bool Matches(MetricDefinition metric, string text) => NameMatch.Finds(text, metric.Id, metric.NameZh, metric.NameEn);

    /// <summary>What a person of this scope may see and a text finds: an id that begins so first, and what this version can compute before what it cannot.</summary>
    public static IEnumerable<Metric> Find(MetricCatalog catalog, string text, DealerScope scope) =>
        catalog.Metrics.Where(m => Matches(m.Definition, text) && MetricAccess.IsVisible(m, scope))
            .OrderBy(m => m.Definition.Id.StartsWith(text.Trim(), StringComparison.OrdinalIgnoreCase) ? 0 : 1).ThenByDescending(m => m.IsAvailable);
}
