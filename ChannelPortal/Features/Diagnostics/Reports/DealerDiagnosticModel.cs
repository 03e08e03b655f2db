using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>All numbers of one dealer's monthly diagnostic. No text, no layout: what the figures mean is decided here, how they look elsewhere.</summary>
public sealed record DealerDiagnosticModel(
    DiagnosticDealer Dealer,
    Period Month,
    string Currency,
    DiagnosticPeerGroup PeerGroup,
    IReadOnlyList<DiagnosticFigure> Figures,
    IReadOnlyList<DiagnosticMonth> Months,
    IReadOnlyList<DiagnosticProduct> Products,
    IReadOnlyList<DiagnosticJudgement> Strengths,
    IReadOnlyList<DiagnosticJudgement> Weaknesses)
{
    public DiagnosticFigure Figure(string metricId) => Figures.Single(f => f.MetricId == metricId);
}

/// <summary>The dealer as of the month.</summary>
public sealed record DiagnosticDealer(string DealerId, string Name, string RegionZh, string RegionEn, string Tier);

/// <summary>Dealers of the same tier in the same area, the dealer itself included.</summary>
public sealed record DiagnosticPeerGroup(string Tier, string AreaZh, string AreaEn, int Dealers);

/// <summary>A headline figure. <see cref="Value"/> is null where the metric has none.</summary>
public sealed record DiagnosticFigure(
    string MetricId, string NameZh, string NameEn, DiagnosticUnit Unit, bool HigherIsBetter, decimal? Value, decimal? LastMonth, decimal? LastYear, DiagnosticPeers Peers);

/// <summary>How a figure is written.</summary>
public enum DiagnosticUnit
{
    Money,
    Percent,
    Days,
}

/// <summary>Statistics of the peer group. Position and quartiles are null below the minimum of peers.</summary>
/// <param name="Count">Peers that have a value.</param>
/// <param name="Position">0 is the weakest, 1 the strongest.</param>
public sealed record DiagnosticPeers(int Count, decimal? Median, decimal? Position)
{
    public bool IsBestQuarter => Position >= 0.75m;

    public bool IsWorstQuarter => Position <= 0.25m;
}

/// <summary>One month of the series; the same month of the year before beside it.</summary>
public sealed record DiagnosticMonth(Period Month, decimal? SellIn, decimal? SellInLastYear, decimal? Attainment, decimal? StockDays);

/// <summary>One product of the month.</summary>
public sealed record DiagnosticProduct(
    string ProductId, string NameZh, string NameEn, string Category, string CategoryEn, decimal SellIn, decimal SellInLastYear, decimal SellOut, decimal? StockValue, decimal? StockDays);

/// <summary>Why a figure was picked.</summary>
public enum DiagnosticReason
{
    BestQuarter,
    OnTarget,
    WorstQuarter,
    OffTarget,
}

/// <summary>A strength or a weakness.</summary>
/// <param name="Effect">Money at stake in major units: gap to target, surplus stock, overdue amount; null where none can be given.</param>
public sealed record DiagnosticJudgement(string MetricId, DiagnosticReason Reason, decimal? Effect);
