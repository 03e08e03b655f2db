using System.Globalization;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Layout of an area's monthly report: where it stands, which parts and dealers moved it, how healthy its dealers are, what is at stake and advised.</summary>
internal static class AreaReportDocument
{
    public static ReportDocument Of(AreaReportModel model, ReportLanguage language, DiagnosticsOptions options)
    {
        var (month, title) = (ReportFigures.Month(model.Month.Start), model.Area.Level == "nation" ? DiagnosticsText.Both("Area_Title_Nation") : DiagnosticsText.Both("Area_Title"));
        var end = model.Month.End.AddDays(-1);
        return new ReportDocument(
            new ReportMeta(
                title, Name(model).In(DiagnosticWords.Single(language)), month, language,
                DiagnosticsText.Both("Doc_Source", new ReportText(end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), end.ToString("d MMM yyyy", CultureInfo.InvariantCulture)))),
            [
                Cover(model, title, month, language),
                new Heading(1, DiagnosticsText.Both("Section_Headline")),
                new KpiGrid([.. model.Figures.Select(f => DiagnosticWords.Kpi(f, model.Month))]),
                DiagnosticWords.SellIn(model.Trend("SAL-01").Points, language),
                new Row([Trend(model, "SAL-05", ChartFormat.Percent, language, options), Trend(model, "INV-02", ChartFormat.Decimal, language, options)]),
                .. AreaReportPages.Parts(model, language),
                .. AreaReportPages.Movers(model, language),
                .. AreaReportPages.Health(model, language),
                .. AreaReportPages.AtStake(model),
            ]);
    }

    public static ReportText Name(AreaReportModel model) => new(model.Area.NameZh, model.Area.NameEn);

    private static Cover Cover(AreaReportModel model, ReportText title, ReportText month, ReportLanguage language)
    {
        var rated = model.Dealers.Count(d => d.Index is not null);
        return new Cover(
            DiagnosticsText.Both("Doc_Issuer"),
            title,
            Name(model).In(language),
            [
                (DiagnosticsText.Both("Doc_Period"), month),
                (DiagnosticsText.Both("Area_Code"), ReportText.Same(model.Area.AreaId)),
                (DiagnosticsText.Both("Area_Dealers"), ReportFigures.Number(model.Dealers.Count)),
                (DiagnosticsText.Both("Area_Rated"), ReportFigures.Number(rated)),
            ],
            [Sales(model), .. Contributors(model), .. Money(model), .. Health(model)],
            DiagnosticsText.Both("Area_Note"));
    }

    private static Finding Sales(AreaReportModel model)
    {
        var (sellIn, reached) = (model.Figure("SAL-01"), model.Figure("SAL-05"));
        var text = DiagnosticsText.Both("Area_Sales_Text", ReportFigures.About(sellIn.Value), ReportFigures.Whole(reached.Value, DiagnosticUnit.Percent));
        var tone = reached.Value switch { null => ReportTone.Neutral, >= 1 => ReportTone.Good, >= 0.9m => ReportTone.Watch, _ => ReportTone.Bad };
        return new Finding(
            tone, DiagnosticsText.Both("Area_Sales"), sellIn is { Value: { } now, LastYear: { } then and not 0 } ? DiagnosticWords.Join(text, DiagnosticsText.Both("Kpi_Year", DiagnosticWords.Change(DiagnosticUnit.Money, now, then))) : text)
        {
            Source = ReportText.Same($"SAL-01, SAL-05 · {model.Month}"),
        };
    }

    /// <summary>The parts that moved the whole most against last year.</summary>
    private static IEnumerable<Finding> Contributors(AreaReportModel model)
    {
        var moved = model.Parts.Select(p => (Part: p, Change: (p.SellIn ?? 0) - (p.SellInLastYear ?? 0))).OrderByDescending(p => p.Change).ToList();
        if (moved.Count > 1 && moved[0].Change > 0)
        {
            yield return Contributor(model, ReportTone.Good, "Area_Best", moved[0].Part, moved[0].Change);
        }

        if (moved.Count > 1 && moved[^1].Change < 0)
        {
            yield return Contributor(model, ReportTone.Watch, "Area_Worst", moved[^1].Part, moved[^1].Change);
        }
    }

    private static Finding Contributor(AreaReportModel model, ReportTone tone, string key, AreaReportPart part, decimal change) => new(
        tone, DiagnosticsText.Both(key, new ReportText(part.NameZh, part.NameEn)),
        DiagnosticsText.Both("Area_Moved", ReportFigures.About(part.SellIn), AreaReportPages.Signed(change), ReportFigures.Whole(part.Attainment, DiagnosticUnit.Percent)))
    {
        Source = ReportText.Same($"SAL-01, SAL-05 · {model.Month}"),
    };

    private static IEnumerable<Finding> Money(AreaReportModel model)
    {
        var (overdue, slow) = (model.Dealers.Sum(d => d.Overdue ?? 0), model.Dealers.Sum(d => d.SlowStock ?? 0));
        if (overdue > 0 || slow > 0)
        {
            yield return new Finding(
                ReportTone.Watch, DiagnosticsText.Both("Area_Money"),
                DiagnosticsText.Both(
                    "Area_Money_Text", ReportFigures.About(overdue), ReportFigures.Number(model.Dealers.Count(d => d.Overdue > 0)), ReportFigures.About(slow), ReportFigures.Number(model.Dealers.Count(d => d.SlowStock > 0))))
            {
                Source = ReportText.Same($"FIN-01, FIN-03, INV-01, INV-09 · {model.Month}"),
            };
        }
    }

    private static IEnumerable<Finding> Health(AreaReportModel model)
    {
        if (model.Bands.Count > 0)
        {
            var last = model.Bands[^1];
            yield return new Finding(
                last.D == 0 ? ReportTone.Good : ReportTone.Watch, DiagnosticsText.Both("Area_Health"),
                DiagnosticsText.Both("Area_Health_Text", ReportText.Same(last.Quarter.ToString()), ReportFigures.Number(last.A + last.B), ReportFigures.Number(last.C), ReportFigures.Number(last.D)))
            {
                Source = ReportText.Same($"NET-31 · {last.Quarter}"),
            };
        }
    }

    private static Chart Trend(AreaReportModel model, string metricId, ChartFormat format, ReportLanguage language, DiagnosticsOptions options)
    {
        var (figure, points) = (model.Figure(metricId), model.Trend(metricId).Points);
        var name = new ReportText(figure.NameZh, figure.NameEn);
        return new Chart(
            new ChartSpec(
                ChartKind.Line,
                DiagnosticWords.Categories(points),
                [
                    new ChartSeries(DiagnosticsText.Both("Chart_ThisYear").In(language), [.. points.Select(p => (double?)p.Value)]) { Tone = ChartTone.Accent },
                    new ChartSeries(DiagnosticsText.Both("Chart_LastYear").In(language), [.. points.Select(p => (double?)p.LastYear)]) { Tone = ChartTone.Muted, IsDashed = true },
                ])
            {
                Title = name.In(language),
                Format = format,
                Unit = figure.Unit == DiagnosticUnit.Days ? DiagnosticsText.Both("Unit_Days").In(DiagnosticWords.Single(language)) : null,
                Annotations = DiagnosticChapterPages.Goals(metricId, language, options),
            },
            DiagnosticsText.Both("Area_Trend_Alt", name, ReportFigures.Whole(points[^1].Value, figure.Unit), ReportFigures.Whole(points[^1].LastYear, figure.Unit)),
            DiagnosticWords.Source(model.Month, metricId, 24))
        {
            WidthShare = 0.5,
        };
    }
}
