using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>All numbers of one dealer's monthly diagnostic. No text, no layout: what the figures mean is decided here, how they look elsewhere.</summary>
/// <param name="Stakes">By rule of the library, the money at stake this month; what it was before less this is what advice brought.</param>
public sealed record DealerDiagnosticModel(
    DiagnosticDealer Dealer,
    Period Month,
    string Currency,
    DiagnosticPeerGroup PeerGroup,
    IReadOnlyList<DiagnosticFigure> Figures,
    IReadOnlyList<DiagnosticTrend> Trends,
    IReadOnlyList<DiagnosticProduct> Products,
    IReadOnlyList<DiagnosticJudgement> Strengths,
    IReadOnlyList<DiagnosticJudgement> Weaknesses,
    IReadOnlyList<DiagnosticChange> Changes,
    IReadOnlyList<DiagnosticAdvice> Advice,
    IReadOnlyDictionary<string, decimal> Stakes,
    IReadOnlyList<DiagnosticOutcome> Outcomes,
    DiagnosticScore? Score,
    IReadOnlyList<DiagnosticRebate> Rebates)
{
    public DiagnosticFigure Figure(string metricId) => Figures.Single(f => f.MetricId == metricId);

    public DiagnosticTrend Trend(string metricId) => Trends.Single(t => t.MetricId == metricId);
}

/// <summary>The dealer as of the month.</summary>
public sealed record DiagnosticDealer(string DealerId, string Name, string RegionZh, string RegionEn, string Tier);

/// <summary>Dealers of the same tier in the same area, the dealer itself included.</summary>
public sealed record DiagnosticPeerGroup(string Tier, string AreaZh, string AreaEn, int Dealers);

/// <summary>The newest quarterly evaluation that the month knows.</summary>
/// <param name="Index">0 to 100.</param>
/// <param name="Before">Of the quarter before.</param>
public sealed record DiagnosticScore(string Quarter, decimal Index, string? Band, decimal? Before);

/// <summary>Where the dealer stood under a rebate programme at the end of the month; major units, or pieces where the programme counts those.</summary>
/// <param name="Gap">To the next step; 0 at the top.</param>
public sealed record DiagnosticRebate(string NameZh, string NameEn, string Period, decimal Counted, int StepNo, int Steps, decimal Gap, bool IsQuantity, decimal Accrued, decimal Expected);

/// <summary>A headline figure. <see cref="Value"/> is null where the metric has none.</summary>
public sealed record DiagnosticFigure(
    string MetricId, string NameZh, string NameEn, DiagnosticUnit Unit, bool HigherIsBetter, decimal? Value, decimal? LastMonth, decimal? LastYear, DiagnosticPeers Peers);

/// <summary>How a figure is written.</summary>
public enum DiagnosticUnit
{
    Money,
    Percent,
    Days,
    Count,
}

/// <summary>Statistics of the peer group. Position and quartiles are null below the minimum of peers.</summary>
/// <param name="Count">Peers that have a value.</param>
/// <param name="Position">0 is the weakest, 1 the strongest.</param>
public sealed record DiagnosticPeers(int Count, decimal? Median, decimal? Position)
{
    public bool IsBestQuarter => Position >= 0.75m;

    public bool IsWorstQuarter => Position <= 0.25m;
}

/// <summary>A metric over the twelve months that end with the report's.</summary>
public sealed record DiagnosticTrend(string MetricId, IReadOnlyList<DiagnosticTrendPoint> Points);

/// <summary>One month of a trend.</summary>
/// <param name="PeerMedian">Null below the minimum of peers.</param>
/// <param name="LastYear">The same month of the year before; only where the trend has it.</param>
public sealed record DiagnosticTrendPoint(Period Month, decimal? Value, decimal? PeerMedian, decimal? LastYear);

/// <summary>A figure that moved since the month before.</summary>
/// <param name="IsBetter">By the metric's direction.</param>
public sealed record DiagnosticChange(string MetricId, decimal Before, decimal Now, bool IsBetter);

/// <summary>A piece of advice that a rule of the library gave.</summary>
/// <param name="RuleId">Part of the text keys <c>Advice_{RuleId}_Title</c> and <c>_Text</c>.</param>
/// <param name="Gain">Expected gain in major units; null where none can be given in money.</param>
/// <param name="Arguments">Figures of the text, formatted.</param>
public sealed record DiagnosticAdvice(string RuleId, string Area, string MetricId, string Link, decimal? Gain, IReadOnlyList<ReportText> Arguments);

/// <summary>What came of an earlier piece of advice.</summary>
/// <param name="IssuedIn">The month of the report that gave it.</param>
/// <param name="Accepted">Null: no answer.</param>
/// <param name="Realised">Money that is no longer at stake; null while the advice is not done.</param>
public sealed record DiagnosticOutcome(string RuleId, string IssuedIn, bool? Accepted, DateOnly? DoneOn, decimal? Expected, decimal? Realised);

/// <summary>One product of the month.</summary>
/// <param name="SlowShare">Share of the stock value that is older than 180 days.</param>
public sealed record DiagnosticProduct(
    string ProductId, string NameZh, string NameEn, string Category, string CategoryEn, decimal SellIn, decimal SellInLastYear, decimal SellOut, decimal? StockValue, decimal? StockDays, decimal? SlowShare);

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
