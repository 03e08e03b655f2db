using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>A chapter on paper: where the dealer stands, four figures, two trends beside the peers, and what the chapter alone has.</summary>
internal static class DiagnosticChapterPages
{
    private const int SlowRows = 5;

    public static IEnumerable<ReportBlock> Of(DealerDiagnosticModel model, DiagnosticChapter chapter, ReportLanguage language, DiagnosticsOptions options)
    {
        if (chapter.StartsPage)
        {
            yield return new PageBreak();
        }

        yield return new Heading(1, DiagnosticsText.Both("Chapter_" + chapter.Id));
        yield return new Paragraph(Lead(model, chapter));
        yield return new KpiGrid([.. chapter.Figures.Select(id => DiagnosticWords.Kpi(model, id))]);
        var categories = chapter.Id == "Sales" ? Categories(model, language) : null;
        yield return new Row([.. chapter.Trends.Select(t => Trend(model, t, language, options)), .. categories is null ? Array.Empty<Chart>() : [categories]]);
        if (chapter.Id == "Stock" && Slow(model) is { } slow)
        {
            yield return slow;
        }
    }

    private static ReportText Lead(DealerDiagnosticModel model, DiagnosticChapter chapter)
    {
        var ranked = chapter.Figures.Select(model.Figure).Where(f => f.Value is not null && f.Peers.Median is not null && f.Value != f.Peers.Median).ToList();
        var better = ranked.Where(f => f.Value > f.Peers.Median == f.HigherIsBetter).ToList();
        var worse = ranked.Except(better).ToList();
        return (better.Count, worse.Count) switch
        {
            (0, 0) => DiagnosticsText.Both("Lead_None"),
            (_, 0) => DiagnosticsText.Both("Lead_Better", DiagnosticWords.Names(better)),
            (0, _) => DiagnosticsText.Both("Lead_Worse", DiagnosticWords.Names(worse)),
            _ => DiagnosticsText.Both("Lead_Both", DiagnosticWords.Names(better), DiagnosticWords.Names(worse)),
        };
    }

    private static Chart Trend(DealerDiagnosticModel model, DiagnosticTrendPlan plan, ReportLanguage language, DiagnosticsOptions options)
    {
        var (figure, points) = (model.Figure(plan.MetricId), model.Trend(plan.MetricId).Points);
        var name = new ReportText(figure.NameZh, figure.NameEn);
        return new Chart(
            new ChartSpec(
                ChartKind.Line,
                DiagnosticWords.Categories(points),
                [
                    new ChartSeries(DiagnosticsText.Both("Chart_Own").In(language), [.. points.Select(p => (double?)p.Value)]) { Tone = ChartTone.Accent },
                    new ChartSeries(DiagnosticsText.Both("Chart_Peers").In(language), [.. points.Select(p => (double?)p.PeerMedian)]) { Tone = ChartTone.Muted, IsDashed = true },
                ])
            {
                Title = name.In(language),
                Format = plan.Format,
                Unit = figure.Unit switch
                {
                    DiagnosticUnit.Money => DiagnosticsText.Both("Unit_Money").In(DiagnosticWords.Single(language)),
                    DiagnosticUnit.Days => DiagnosticsText.Both("Unit_Days").In(DiagnosticWords.Single(language)),
                    _ => null,
                },
                Annotations = Goals(plan.MetricId, language, options),
            },
            DiagnosticsText.Both("Chart_Trend_Alt", name, ReportFigures.Whole(points[^1].Value, figure.Unit), ReportFigures.Whole(points[^1].PeerMedian, figure.Unit)),
            DiagnosticWords.Source(model.Month, plan.MetricId, points.Count))
        {
            WidthShare = 0.5,
        };
    }

    public static IReadOnlyList<ChartAnnotation> Goals(string metricId, ReportLanguage language, DiagnosticsOptions options) => metricId switch
    {
        "SAL-05" => [new ChartAnnotation(DiagnosticsText.Both("Chart_Target").In(DiagnosticWords.Single(language)), 1)],
        "INV-02" =>
        [
            new ChartAnnotation(
                DiagnosticsText.Both("Chart_Healthy", ReportFigures.Number(options.HealthyStockDaysFrom), ReportFigures.Number(options.HealthyStockDaysTo)).In(DiagnosticWords.Single(language)),
                (double)options.HealthyStockDaysFrom)
            {
                ValueTo = (double)options.HealthyStockDaysTo,
                Tone = ChartTone.Good,
            },
        ],
        _ => [],
    };

    private static Chart? Categories(DealerDiagnosticModel model, ReportLanguage language)
    {
        var groups = model.Products.GroupBy(p => p.Category, StringComparer.Ordinal)
            .Select(g => (Name: new ReportText(g.Key, g.First().CategoryEn), Now: g.Sum(p => p.SellIn), Then: g.Sum(p => p.SellInLastYear)))
            .OrderByDescending(g => g.Now).ThenBy(g => g.Name.Zh, StringComparer.Ordinal).ToList();
        return groups.Count < 2 ? null : new Chart(
            new ChartSpec(
                ChartKind.Bar,
                [.. groups.Select(g => g.Name.In(DiagnosticWords.Single(language)))],
                [
                    new ChartSeries(DiagnosticsText.Both("Chart_LastYear").In(language), [.. groups.Select(g => (double?)g.Then)]) { Tone = ChartTone.Muted },
                    new ChartSeries(DiagnosticsText.Both("Chart_ThisYear").In(language), [.. groups.Select(g => (double?)g.Now)]) { Tone = ChartTone.Accent },
                ])
            {
                Title = DiagnosticsText.Both("Chart_Categories").In(language),
                Format = ChartFormat.Money,
                Unit = DiagnosticsText.Both("Unit_Money").In(DiagnosticWords.Single(language)),
            },
            DiagnosticsText.Both("Chart_Categories_Alt", groups[0].Name, ReportFigures.About(groups[0].Now), ReportFigures.Number(groups.Count)),
            DiagnosticsText.Both("Chart_Source", ReportText.Same("SAL-01"), ReportText.Same(model.Month.ToString())))
        {
            WidthShare = 0.5,
        };
    }

    private static DataTable? Slow(DealerDiagnosticModel model)
    {
        var slow = model.Products.Select(p => (Product: p, Value: (p.StockValue ?? 0) * (p.SlowShare ?? 0))).Where(p => p.Value > 0)
            .OrderByDescending(p => p.Value).ThenBy(p => p.Product.ProductId, StringComparer.Ordinal).Take(SlowRows).ToList();
        return slow.Count == 0 ? null : new DataTable(
            DiagnosticsText.Both("Table_Slow"),
            [
                new DataColumn(DiagnosticsText.Both("Table_Product"), IsNumber: false),
                new DataColumn(DiagnosticsText.Both("Table_SlowValue")),
                new DataColumn(DiagnosticsText.Both("Table_Stock")),
                new DataColumn(DiagnosticsText.Both("Table_Days")),
            ],
            [
                new DataGroup(null, [.. slow.Select(p => new DataRow(
                [
                    new(new ReportText(p.Product.NameZh, p.Product.NameEn)),
                    new(ReportFigures.About(p.Value), ReportTone.Watch),
                    new(ReportFigures.About(p.Product.StockValue)),
                    new(ReportFigures.About(p.Product.StockDays)),
                ]))]),
            ])
        {
            Source = DiagnosticsText.Both("Chart_Source", ReportText.Same("INV-01, INV-02, INV-09"), ReportText.Same(model.Month.ToString())),
        };
    }
}
