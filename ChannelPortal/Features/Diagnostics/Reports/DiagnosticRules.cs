namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Picks strengths and weaknesses (domain.md R24): worst quarter of the peers or off target, the largest money effect first.</summary>
internal static class DiagnosticRules
{
    private const int Most = 3;
    private const int MostChanges = 6;
    private const decimal LeastChange = 0.05m;

    public static IReadOnlyList<DiagnosticJudgement> Strengths(IReadOnlyList<DiagnosticFigure> figures, DiagnosticsOptions options) =>
        [.. figures
            .Where(f => f.Value is not null && !IsOffTarget(f, options) && (f.Peers.IsBestQuarter || IsAhead(f)))
            .OrderByDescending(f => f.Peers.Position ?? 0.75m)
            .ThenBy(f => f.MetricId, StringComparer.Ordinal)
            .Take(Most)
            .Select(f => new DiagnosticJudgement(f.MetricId, f.Peers.IsBestQuarter ? DiagnosticReason.BestQuarter : DiagnosticReason.OnTarget, null))];

    public static IReadOnlyList<DiagnosticJudgement> Weaknesses(
        IReadOnlyList<DiagnosticFigure> figures, DiagnosticAmounts amounts, DiagnosticsOptions options) =>
        [.. figures
            .Where(f => f.Value is not null && (IsOffTarget(f, options) || f.Peers.IsWorstQuarter))
            .Select(f => (Figure: f, Effect: EffectOf(f, amounts, options)))
            .OrderByDescending(w => w.Effect ?? 0)
            .ThenBy(w => w.Figure.Peers.Position ?? 0.5m)
            .ThenBy(w => w.Figure.MetricId, StringComparer.Ordinal)
            .Take(Most)
            .Select(w => new DiagnosticJudgement(w.Figure.MetricId, IsOffTarget(w.Figure, options) ? DiagnosticReason.OffTarget : DiagnosticReason.WorstQuarter, w.Effect))];

    /// <summary>Figures that moved by a twentieth or more since the month before, the largest movement first; what rises from nothing comes first.</summary>
    public static IReadOnlyList<DiagnosticChange> Changes(IReadOnlyList<DiagnosticFigure> figures) =>
        [.. figures
            .Where(f => f.Value is not null && f.LastMonth is not null)
            .Select(f => (Figure: f, Size: SizeOf(f.LastMonth!.Value, f.Value!.Value)))
            .Where(f => f.Size >= LeastChange)
            .OrderByDescending(f => f.Size)
            .ThenBy(f => f.Figure.MetricId, StringComparer.Ordinal)
            .Take(MostChanges)
            .Select(f => new DiagnosticChange(f.Figure.MetricId, f.Figure.LastMonth!.Value, f.Figure.Value!.Value, f.Figure.Value > f.Figure.LastMonth == f.Figure.HigherIsBetter))];

    private static decimal SizeOf(decimal before, decimal now) => before == now ? 0 : before == 0 ? 1 : Math.Min(1, Math.Abs(now - before) / Math.Abs(before));

    private static bool IsAhead(DiagnosticFigure figure) => figure is { MetricId: "SAL-05", Value: >= 1 };

    private static bool IsOffTarget(DiagnosticFigure figure, DiagnosticsOptions options) => figure.MetricId switch
    {
        "SAL-05" => figure.Value < options.AttainmentFloor,
        "STO-04" => figure.Value < options.SellThroughFloor,
        "INV-02" => figure.Value > options.HealthyStockDaysTo || figure.Value < options.HealthyStockDaysFrom,
        "INV-09" => figure.Value > options.SlowStockShare,
        "FIN-03" => figure.Value > options.OverdueShare,
        _ => false,
    };

    private static decimal? EffectOf(DiagnosticFigure figure, DiagnosticAmounts amounts, DiagnosticsOptions options) => figure.MetricId switch
    {
        "SAL-05" when amounts.SellIn is { } sold && figure.Value is > 0 and < 1 => (sold / figure.Value.Value) - sold,
        "INV-02" when amounts.StockValue is { } stock && figure.Value > options.HealthyStockDaysTo => stock * (1 - (options.HealthyStockDaysTo / figure.Value.Value)),
        "INV-09" when amounts.StockValue is { } stock => stock * figure.Value,
        "FIN-03" when amounts.Receivables is { } open => open * figure.Value,
        _ => null,
    };
}

/// <summary>Amounts of the month that put a price on a weakness.</summary>
internal sealed record DiagnosticAmounts(decimal? SellIn, decimal? StockValue, decimal? Receivables);
