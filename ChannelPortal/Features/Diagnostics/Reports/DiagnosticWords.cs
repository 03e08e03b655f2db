using System.Globalization;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Pieces that several pages of a diagnostic share.</summary>
internal static class DiagnosticWords
{
    public static Kpi Kpi(DealerDiagnosticModel model, string metricId)
    {
        var figure = model.Figure(metricId);
        return Kpi(figure, model.Month) with
        {
            Peers = figure.Peers.Median is { } median
                ? new KpiPeers(DiagnosticsText.Both("Kpi_Peers", ReportFigures.Whole(median, figure.Unit), ReportFigures.Number(figure.Peers.Count)), (double?)figure.Peers.Position)
                : new KpiPeers(DiagnosticsText.Both("Kpi_NoPeers", ReportFigures.Number(figure.Peers.Count)), null),
        };
    }

    /// <summary>A figure against the same month a year before.</summary>
    public static Kpi Kpi(DiagnosticFigure figure, Period month)
    {
        var (value, unit) = ReportFigures.Parts(figure.Value, figure.Unit);
        var kpi = new Kpi(new(figure.NameZh, figure.NameEn), value, unit, ReportText.Same($"{figure.MetricId} · {month}"));
        if (figure.Value is not { } now || figure.LastYear is not { } then || (figure.Unit == DiagnosticUnit.Money && then == 0))
        {
            return kpi with { Change = DiagnosticsText.Both("Kpi_NoYear") };
        }

        var shown = ReportFigures.Change(now, then, figure.Unit).Shown;
        return kpi with
        {
            Change = DiagnosticsText.Both("Kpi_Year", Change(figure.Unit, now, then)),
            ChangeTone = shown == 0 ? ReportTone.Neutral : shown > 0 == figure.HigherIsBetter ? ReportTone.Good : ReportTone.Watch,
        };
    }

    /// <summary>▲ 8.1%, ▼ 1.2 points, ▲ 4.0 days.</summary>
    public static ReportText Change(DiagnosticUnit unit, decimal now, decimal then)
    {
        var text = ReportFigures.Change(now, then, unit).Text;
        return unit switch
        {
            DiagnosticUnit.Percent => DiagnosticsText.Both("Change_Points", text),
            DiagnosticUnit.Days => DiagnosticsText.Both("Change_Days", text),
            _ => text,
        };
    }

    public static Finding Finding(DealerDiagnosticModel model, DiagnosticJudgement judgement, bool isStrength)
    {
        var figure = model.Figure(judgement.MetricId);
        var reason = judgement.Reason.ToString();
        var name = new ReportText(figure.NameZh, figure.NameEn);
        var text = DiagnosticsText.Both(
            figure.Peers.Median is null ? "Finding_NoPeers_Text" : $"Finding_{reason}_Text", name, ReportFigures.Whole(figure.Value, figure.Unit), ReportFigures.Whole(figure.Peers.Median, figure.Unit));
        if (judgement.Effect is { } effect)
        {
            text = Join(text, DiagnosticsText.Both("Finding_Effect", ReportFigures.About(effect)));
        }

        return new Finding(
            isStrength ? ReportTone.Good : judgement.Reason == DiagnosticReason.OffTarget ? ReportTone.Bad : ReportTone.Watch,
            DiagnosticsText.Both($"Finding_{reason}", name),
            text)
        {
            Source = ReportText.Same($"{figure.MetricId} · {model.Month} · n={figure.Peers.Count.ToString(CultureInfo.InvariantCulture)}"),
        };
    }

    public static string[] Categories(IReadOnlyList<DiagnosticTrendPoint> points) =>
        [.. points.Select(p => p.Month.Start.ToString(p.Month.Start.Month == 1 ? "yyyy-MM" : "MM", CultureInfo.InvariantCulture))];

    /// <param name="months">How many, the last of which is <paramref name="month"/>.</param>
    public static ReportText Source(Period month, string metricId, int months)
    {
        var from = month.Start.AddMonths(1 - months).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return DiagnosticsText.Both("Chart_Source", ReportText.Same(metricId), ReportText.Same($"{from} – {month}"));
    }

    /// <summary>Twelve months of sell-in beside those of the year before.</summary>
    public static Chart SellIn(IReadOnlyList<DiagnosticTrendPoint> points, ReportLanguage language) => new(
        new ChartSpec(
            ChartKind.Bar,
            Categories(points),
            [
                new ChartSeries(DiagnosticsText.Both("Chart_LastYear").In(language), [.. points.Select(m => (double?)m.LastYear)]) { Tone = ChartTone.Muted },
                new ChartSeries(DiagnosticsText.Both("Chart_ThisYear").In(language), [.. points.Select(m => (double?)m.Value)]) { Tone = ChartTone.Accent },
            ])
        {
            Title = DiagnosticsText.Both("Chart_SellIn").In(language),
            Format = ChartFormat.Money,
            Unit = DiagnosticsText.Both("Unit_Money").In(Single(language)),
        },
        DiagnosticsText.Both("Chart_SellIn_Alt", ReportFigures.Whole(points[^1].Value, DiagnosticUnit.Money), ReportFigures.Whole(points[^1].LastYear, DiagnosticUnit.Money)),
        Source(points[^1].Month, "SAL-01", 24));

    /// <summary>81.2 · B good · ▲ 3.1.</summary>
    public static ReportText Score(DiagnosticScore score)
    {
        var band = EvaluationWords.Band(score.Band);
        var text = score.Index.ToString("0.0", CultureInfo.InvariantCulture);
        var moved = score.Before is { } before && score.Index != before ? $" {(score.Index > before ? "▲" : "▼")} {Math.Abs(score.Index - before).ToString("0.0", CultureInfo.InvariantCulture)}" : "";
        return new ReportText($"{text} {band.Zh}{moved}", $"{text} {band.En}{moved}");
    }

    public static ReportText Tier(string tier) => DiagnosticsText.Both("Tier_" + tier);

    public static ReportText Join(ReportText first, ReportText second) => new(first.Zh + second.Zh, first.En + " " + second.En);

    /// <summary>Names of metrics in a row.</summary>
    public static ReportText Names(IEnumerable<DiagnosticFigure> figures)
    {
        var list = figures.ToList();
        return new ReportText(string.Join('、', list.Select(f => f.NameZh)), string.Join(", ", list.Select(f => f.NameEn)));
    }

    /// <summary>Axis units stand in little room: one language is enough there.</summary>
    public static ReportLanguage Single(ReportLanguage language) => language == ReportLanguage.English ? ReportLanguage.English : ReportLanguage.Chinese;
}
