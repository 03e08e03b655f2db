using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>All numbers of an area's monthly report; major units of money.</summary>
/// <param name="Parts">What the area consists of: areas of the nation, provinces of an area, cities of a province.</param>
/// <param name="Dealers">Active dealers of the area.</param>
/// <param name="Bands">Up to six quarters that end with the newest evaluated one, oldest first.</param>
public sealed record AreaReportModel(
    AreaReportArea Area,
    Period Month,
    string Currency,
    IReadOnlyList<DiagnosticFigure> Figures,
    IReadOnlyList<DiagnosticTrend> Trends,
    IReadOnlyList<AreaReportPart> Parts,
    IReadOnlyList<AreaReportDealer> Dealers,
    IReadOnlyList<AreaReportCategory> Categories,
    IReadOnlyList<AreaReportBands> Bands,
    IReadOnlyList<AreaReportAdvice> Advice)
{
    public DiagnosticFigure Figure(string metricId) => Figures.Single(f => f.MetricId == metricId);

    public DiagnosticTrend Trend(string metricId) => Trends.Single(t => t.MetricId == metricId);
}

/// <summary>The area as of the month.</summary>
public sealed record AreaReportArea(string AreaId, string NameZh, string NameEn, string Level);

/// <summary>A part of the area. Ratios as fractions.</summary>
/// <param name="Index">Median health index of its dealers in the newest evaluated quarter; null where none was rated.</param>
public sealed record AreaReportPart(
    string AreaId, string NameZh, string NameEn, int Dealers, decimal? SellIn, decimal? SellInLastYear, decimal? Attainment, decimal? StockDays, decimal? SlowShare, decimal? OverdueShare, decimal? Index);

/// <summary>A dealer of the area.</summary>
/// <param name="Index">Health index of the newest evaluated quarter.</param>
/// <param name="IndexBefore">Of the quarter before.</param>
/// <param name="Overdue">Overdue receivables.</param>
/// <param name="SlowStock">Stock value that is older than 180 days.</param>
public sealed record AreaReportDealer(
    string DealerId, string Name, string NameEn, decimal SellIn, decimal SellInLastYear, decimal? Attainment, decimal? Index, decimal? IndexBefore, string? Band, decimal? Overdue, decimal? SlowStock);

/// <summary>A product category of the area.</summary>
public sealed record AreaReportCategory(string Category, string CategoryEn, decimal SellIn, decimal SellInLastYear);

/// <summary>How many dealers of the area reached which band.</summary>
public sealed record AreaReportBands(Period Quarter, int A, int B, int C, int D);

/// <summary>What a rule of the library advised the area's dealers this month; gains in major units.</summary>
public sealed record AreaReportAdvice(string RuleId, int Count, int Answered, decimal Expected);
