using System.Collections.Concurrent;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>Finds metrics by id, by either name, or by the pinyin initials of the Chinese one.</summary>
internal static class MetricSearch
{
    private static readonly ConcurrentDictionary<string, string> s_initials = new(StringComparer.Ordinal);

    public static bool Matches(MetricDefinition metric, string text) =>
        metric.Id.Contains(text, StringComparison.OrdinalIgnoreCase) ||
        metric.NameEn.Contains(text, StringComparison.OrdinalIgnoreCase) ||
        metric.NameZh.Contains(text, StringComparison.OrdinalIgnoreCase) ||
        s_initials.GetOrAdd(metric.NameZh, PinyinInitials.Of).Contains(text, StringComparison.OrdinalIgnoreCase);
}
