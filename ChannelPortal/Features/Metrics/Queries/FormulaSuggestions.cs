using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Metrics;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>What may stand where a formula is at fault: columns of the fact that is open there, facts before the colon, aggregates outside.</summary>
internal static class FormulaSuggestions
{
    private static readonly string[] s_aggregates = ["SUM(", "COUNT(", "COUNTD(", "AVG(", "MIN(", "MAX(", "MEDIAN(", "P90(", "STDEV(", "GAVG(", "GCOUNT(", "TOP20(", "TOTAL("];

    /// <param name="position">1-based, as in the error.</param>
    public static IReadOnlyList<string> At(string formula, int position, int limit)
    {
        var at = Math.Clamp(position - 1, 0, formula.Length);
        var end = at;
        while (end < formula.Length && (char.IsAsciiLetterOrDigit(formula[end]) || formula[end] == '_'))
        {
            end++;
        }

        var typed = formula[at..end];
        var before = formula[..at];
        return [.. Names(before).Where(n => n != typed).OrderBy(n => Distance(n.TrimEnd('('), typed)).ThenBy(n => n, StringComparer.Ordinal).Take(limit)];
    }

    public static bool IsWord(string text) => text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == '_');

    private static IEnumerable<string> Names(string before)
    {
        if (before.TrimEnd().EndsWith('@'))
        {
            return Enum.GetNames<MetricWindow>();
        }

        var depth = before.Count(c => c == '(') - before.Count(c => c == ')');
        if (depth <= 0)
        {
            return s_aggregates;
        }

        var colon = before.LastIndexOf(':');
        if (colon < 0 || before.IndexOf(')', colon) >= 0)
        {
            return FactCatalog.Product.Facts.Select(f => f.Name);
        }

        var start = before.LastIndexOf('(', colon) + 1;
        return FactCatalog.Product.Find(before[start..colon].Trim())?.Columns.Select(c => c.Name) ?? [];
    }

    /// <summary>Letters to change, put in or leave out; what begins alike comes first.</summary>
    private static int Distance(string known, string typed)
    {
        if (typed.Length == 0)
        {
            return 0;
        }

        if (known.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
        {
            return -1;
        }

        var row = Enumerable.Range(0, typed.Length + 1).ToArray();
        for (var i = 1; i <= known.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= typed.Length; j++)
            {
                var substituted = corner + (char.ToLowerInvariant(known[i - 1]) == char.ToLowerInvariant(typed[j - 1]) ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
