using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>A chart of a chapter: one metric over twelve months beside the median of the peers.</summary>
/// <param name="Format">How its axis is written.</param>
internal sealed record DiagnosticTrendPlan(string MetricId, ChartFormat Format);

/// <summary>A chapter of the monthly diagnostic: headline figures and what moved them.</summary>
/// <param name="Id">Part of the text keys <c>Chapter_{Id}</c> and <c>Chapter_{Id}_Lead</c>.</param>
/// <param name="StartsPage">Two chapters fit on a page; the first follows strengths and weaknesses.</param>
internal sealed record DiagnosticChapter(string Id, bool StartsPage, IReadOnlyList<string> Figures, IReadOnlyList<DiagnosticTrendPlan> Trends);

/// <summary>
/// What a diagnostic shows, by metric id. The margin is the dealer's own on what it sells on; the manufacturer's cost must not reach a dealer.
/// </summary>
internal static class DiagnosticChapters
{
    /// <summary>The first page of figures.</summary>
    public static readonly IReadOnlyList<string> Headline = ["SAL-01", "SAL-05", "STO-01", "STO-04", "INV-02", "INV-09", "FIN-03", "LOG-01"];

    public static readonly IReadOnlyList<DiagnosticChapter> All =
    [
        new("Sales", false, ["SAL-06", "SAL-10", "SAL-11", "ORD-20"], [new("SAL-05", ChartFormat.Percent)]),
        new("Margin", true, ["PRC-24", "STO-11", "STO-06", "STO-08"], [new("PRC-24", ChartFormat.Percent), new("STO-01", ChartFormat.Money)]),
        new("Money", false, ["FIN-01", "FIN-03", "FIN-09", "FIN-10"], [new("FIN-03", ChartFormat.Percent), new("FIN-10", ChartFormat.Percent)]),
        new("Stock", true, ["INV-01", "INV-02", "INV-04", "INV-09"], [new("INV-02", ChartFormat.Decimal), new("INV-09", ChartFormat.Percent)]),
        new("Market", false, ["CMP-14", "CMP-04", "CMP-19", "CMP-21"], [new("CMP-14", ChartFormat.Percent), new("CMP-04", ChartFormat.Percent)]),
        new("Digital", false, ["ORD-10", "DIG-07", "DIG-10", "ENB-01"], [new("DIG-07", ChartFormat.Percent), new("ENB-01", ChartFormat.Percent)]),
    ];

    /// <summary>Every metric that a diagnostic reads, each once.</summary>
    public static readonly IReadOnlyList<string> MetricIds =
        [.. Headline.Concat(All.SelectMany(c => c.Figures)).Concat(All.SelectMany(c => c.Trends).Select(t => t.MetricId)).Distinct(StringComparer.Ordinal)];

    /// <summary>Metrics with a twelve-month series.</summary>
    public static readonly IReadOnlyList<string> TrendIds = ["SAL-01", .. All.SelectMany(c => c.Trends).Select(t => t.MetricId)];
}
