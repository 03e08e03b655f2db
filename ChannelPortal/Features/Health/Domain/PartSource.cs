namespace ChannelPortal.Features.Health.Domain;

/// <summary>The days that a figure is read over; all end where the evaluated quarter or month ends.</summary>
internal enum PartWindow
{
    Period,
    Months3,
    Months6,
    Months12,
}

/// <summary>Where the raw figure of a part comes from.</summary>
/// <param name="MetricId">The metric of the catalogue that defines it; null: no metric does, and the feature reads facts.</param>
/// <param name="Turn">How the metric's value becomes the raw figure; null: as it is.</param>
internal sealed record PartSource(string PartId, string? MetricId, string Unit, PartWindow Window = PartWindow.Period, Func<decimal, decimal>? Turn = null);

/// <summary>
/// Every part of the two cards and where its figure comes from. Screens name the metric or say "from facts"; the words of the latter are the text keys
/// <c>Source_</c> and the part's id. Campaigns are offered without a fact that says so, so participation counts trainings only.
/// </summary>
internal static class PartSources
{
    private static decimal Rest(decimal share) => 1 - share;

    /// <summary>Parts of the health index, read over the quarter.</summary>
    public static IReadOnlyList<PartSource> Index { get; } =
    [
        new("attainment", "SAL-05", "%"),
        new("growth", "SAL-03", "%"),
        new("sell-in", "SAL-01", "CNY"),
        new("points", null, "points"),
        new("price", "CMP-14", "%"),

        // An exclusive dealer buys from nobody else, whatever its potential.
        new("wallet", "SAL-20", "%"),
        new("new-products", "SAL-11", "%"),
        new("tenure", null, "month"),
        new("participation", null, "%"),
        new("active-days", null, "%"),
        new("self-service", "ORD-10", "%"),
        new("data-on-time", "DIG-07", "%"),
        new("modules", null, "count"),
        new("rejected-rows", "DIG-10", "%"),
        new("white-space", "SAL-20", "%", Turn: Rest),
        new("slope", "SAL-18", "%"),
        new("pipeline", "MKT-31", "ratio"),
        new("headroom", "FIN-10", "%", Turn: Rest),
    ];

    /// <summary>Parts of the value matrix, read up to the end of the month.</summary>
    public static IReadOnlyList<PartSource> Matrix { get; } =
    [
        new("sell-in-year", "SAL-01", "CNY", PartWindow.Months12),
        new("attainment-to-date", "SAL-06", "%"),

        // The rate times the sell-in of the same twelve months.
        new("pocket-margin", "PRC-04", "CNY", PartWindow.Months12),
        new("paid-on-time", "FIN-09", "%", PartWindow.Months6),
        new("overdue", "FIN-03", "%"),
        new("days-of-supply", "INV-02", "day"),
        new("slow-share", "INV-09", "%"),
        new("stock-outs", "INV-04", "%"),
        new("sell-through", "STO-04", "%", PartWindow.Months3),
        new("compliance", null, "points"),
        new("growth-year", "SAL-03", "%", PartWindow.Months12),
        new("untapped", null, "CNY"),
        new("loyalty", null, "points"),
        new("certified", "ENB-14", "%"),
        new("inspections", "CMP-04", "points", PartWindow.Months3, share => share * 100),
        new("exams", "ENB-09", "%", PartWindow.Months3),
        new("digital", null, "points"),
    ];

    private static readonly Dictionary<string, PartSource> s_index = Index.ToDictionary(s => s.PartId, StringComparer.Ordinal);
    private static readonly Dictionary<string, PartSource> s_matrix = Matrix.ToDictionary(s => s.PartId, StringComparer.Ordinal);

    public static PartSource OfIndex(string partId) => s_index[partId];

    public static PartSource OfMatrix(string partId) => s_matrix[partId];
}
