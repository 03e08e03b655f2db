using System.Globalization;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Chapters of an area's report.</summary>
internal static class AreaReportPages
{
    private const int Most = 8;

    /// <summary>Both tables and what was advised fit on one page.</summary>
    private const int MostAtStake = 5;

    public static IEnumerable<ReportBlock> Parts(AreaReportModel model, ReportLanguage language)
    {
        if (model.Parts.Count == 0)
        {
            yield break;
        }

        yield return new PageBreak();
        yield return new Heading(1, DiagnosticsText.Both("Area_Parts"));
        if (model.Parts.Count > 1)
        {
            yield return Compared(
                model, [.. model.Parts.Take(12).Select(p => (new ReportText(p.NameZh, p.NameEn), p.SellIn ?? 0, p.SellInLastYear ?? 0))], "Area_Parts_Chart", language);
        }

        yield return new DataTable(
            DiagnosticsText.Both("Area_Parts_Table"),
            [
                new DataColumn(DiagnosticsText.Both("Area_Part"), IsNumber: false),
                new DataColumn(DiagnosticsText.Both("Area_Dealers")),
                new DataColumn(DiagnosticsText.Both("Table_SellIn")),
                new DataColumn(DiagnosticsText.Both("Table_Year")),
                new DataColumn(DiagnosticsText.Both("Area_Attainment")),
                new DataColumn(DiagnosticsText.Both("Table_Days")),
                new DataColumn(DiagnosticsText.Both("Area_Slow")),
                new DataColumn(DiagnosticsText.Both("Area_Overdue")),
                new DataColumn(DiagnosticsText.Both("Area_Index")),
            ],
            [new DataGroup(null, [.. model.Parts.Select(PartRow)])])
        {
            Total = new DataRow(
            [
                new(DiagnosticsText.Both("Table_Total")), new(ReportFigures.Number(model.Dealers.Count)), new(ReportFigures.About(model.Figure("SAL-01").Value)),
                new(Year(model.Figure("SAL-01").Value, model.Figure("SAL-01").LastYear)), new(Percent(model.Figure("SAL-05").Value)), new(ReportFigures.About(model.Figure("INV-02").Value)),
                new(Percent(model.Figure("INV-09").Value)), new(Percent(model.Figure("FIN-03").Value)), new(ReportText.Same("")),
            ]),
            Source = DiagnosticsText.Both("Chart_Source", ReportText.Same("SAL-01, SAL-05, INV-02, INV-09, FIN-03, NET-31"), ReportText.Same(model.Month.ToString())),
        };
    }

    public static IEnumerable<ReportBlock> Movers(AreaReportModel model, ReportLanguage language)
    {
        var moved = model.Dealers.Select(d => (Dealer: d, Change: d.SellIn - d.SellInLastYear)).Where(d => d.Change != 0).OrderByDescending(d => d.Change).ThenBy(d => d.Dealer.DealerId, StringComparer.Ordinal).ToList();
        var (up, down) = (moved.Where(d => d.Change > 0).Take(Most).ToList(), moved.Where(d => d.Change < 0).Reverse().Take(Most).ToList());
        yield return new PageBreak();
        yield return new Heading(1, DiagnosticsText.Both("Area_Movers"));
        yield return new Paragraph(DiagnosticsText.Both(
            "Area_Movers_Lead", ReportFigures.Number(moved.Count(d => d.Change > 0)), Signed(moved.Where(d => d.Change > 0).Sum(d => d.Change)), ReportFigures.Number(moved.Count(d => d.Change < 0)), Signed(moved.Where(d => d.Change < 0).Sum(d => d.Change))));
        if (model.Categories.Count > 1)
        {
            yield return Compared(model, [.. model.Categories.Select(c => (new ReportText(c.Category, c.CategoryEn), c.SellIn, c.SellInLastYear))], "Chart_Categories", language);
        }

        if (moved.Count > 0)
        {
            yield return new DataTable(
                DiagnosticsText.Both("Area_Movers_Table"),
                [
                    new DataColumn(DiagnosticsText.Both("Column_Dealer"), IsNumber: false),
                    new DataColumn(DiagnosticsText.Both("Table_SellIn")),
                    new DataColumn(DiagnosticsText.Both("Chart_LastYear")),
                    new DataColumn(DiagnosticsText.Both("Table_Change")),
                    new DataColumn(DiagnosticsText.Both("Area_Attainment")),
                ],
                [
                    .. up.Count > 0 ? [new DataGroup(DiagnosticsText.Both("Area_Up"), [.. up.Select(d => MoverRow(d.Dealer, d.Change))])] : Array.Empty<DataGroup>(),
                    .. down.Count > 0 ? [new DataGroup(DiagnosticsText.Both("Area_Down"), [.. down.Select(d => MoverRow(d.Dealer, d.Change))])] : Array.Empty<DataGroup>(),
                ])
            {
                Source = DiagnosticsText.Both("Chart_Source", ReportText.Same("SAL-01, SAL-05"), ReportText.Same(model.Month.ToString())),
            };
        }
    }

    public static IEnumerable<ReportBlock> Health(AreaReportModel model, ReportLanguage language)
    {
        if (model.Bands.Count == 0)
        {
            yield break;
        }

        var last = model.Bands[^1];
        yield return new PageBreak();
        yield return new Heading(1, DiagnosticsText.Both("Area_Health"));
        yield return new Paragraph(DiagnosticsText.Both(
            "Area_Health_Text", ReportText.Same(last.Quarter.ToString()), ReportFigures.Number(last.A + last.B), ReportFigures.Number(last.C), ReportFigures.Number(last.D)));
        yield return BandsChart(model.Bands, language);
        var weakest = model.Dealers.Where(d => d.Index is not null).OrderBy(d => d.Index).ThenBy(d => d.DealerId, StringComparer.Ordinal).Take(Most).ToList();
        var fallen = model.Dealers.Where(d => d.Index < d.IndexBefore).OrderBy(d => d.Index - d.IndexBefore).ThenBy(d => d.DealerId, StringComparer.Ordinal).Take(Most).ToList();
        yield return new DataTable(
            DiagnosticsText.Both("Area_Health_Table"),
            [
                new DataColumn(DiagnosticsText.Both("Column_Dealer"), IsNumber: false),
                new DataColumn(DiagnosticsText.Both("Eval_Total")),
                new DataColumn(DiagnosticsText.Both("Area_IndexBefore")),
                new DataColumn(DiagnosticsText.Both("Table_Change")),
                new DataColumn(DiagnosticsText.Both("Area_Band"), IsNumber: false),
            ],
            [
                new DataGroup(DiagnosticsText.Both("Area_Weakest"), [.. weakest.Select(HealthRow)]),
                .. fallen.Count > 0 ? [new DataGroup(DiagnosticsText.Both("Area_Fallen"), [.. fallen.Select(HealthRow)])] : Array.Empty<DataGroup>(),
            ])
        {
            Source = DiagnosticsText.Both("Chart_Source", ReportText.Same("NET-31"), ReportText.Same(last.Quarter.ToString())),
        };
    }

    public static IEnumerable<ReportBlock> AtStake(AreaReportModel model)
    {
        yield return new PageBreak();
        yield return new Heading(1, DiagnosticsText.Both("Area_Stake"));
        foreach (var block in Worst(model, "Area_Overdue_Table", "Area_OverdueMoney", "FIN-01, FIN-03", d => d.Overdue).Concat(Worst(model, "Area_Slow_Table", "Area_SlowMoney", "INV-01, INV-09", d => d.SlowStock)))
        {
            yield return block;
        }

        if (model.Advice.Count == 0)
        {
            yield return new Paragraph(DiagnosticsText.Both("Area_NoAdvice"));
            yield break;
        }

        yield return new DataTable(
            DiagnosticsText.Both("Area_Advice"),
            [
                new DataColumn(DiagnosticsText.Both("Table_Advice"), IsNumber: false),
                new DataColumn(DiagnosticsText.Both("Area_Advised")),
                new DataColumn(DiagnosticsText.Both("Area_Answered")),
                new DataColumn(DiagnosticsText.Both("Table_Expected")),
            ],
            [new DataGroup(null, [.. model.Advice.Select(a => new DataRow(
            [
                new(AdviceWords.Title(a.RuleId)),
                new(ReportFigures.Number(a.Count)),
                new(Percent((decimal)a.Answered / a.Count), a.Answered * 2 < a.Count ? ReportTone.Watch : ReportTone.Neutral),
                new(a.Expected == 0 ? ReportText.Same(ReportFigures.None) : ReportFigures.About(a.Expected)),
            ]))])])
        {
            Total = new DataRow(
            [
                new(DiagnosticsText.Both("Table_Total")), new(ReportFigures.Number(model.Advice.Sum(a => a.Count))), new(Percent((decimal)model.Advice.Sum(a => a.Answered) / model.Advice.Sum(a => a.Count))),
                new(ReportFigures.About(model.Advice.Sum(a => a.Expected))),
            ]),
            Source = DiagnosticsText.Both("Area_Advice_Source", ReportText.Same(model.Month.ToString())),
        };
    }

    /// <summary>+1,234 or −1,234.</summary>
    public static ReportText Signed(decimal amount) => ReportText.Same((amount > 0 ? "+" : amount < 0 ? "−" : "") + ReportFigures.Round(Math.Abs(amount), 0).ToString("#,##0", CultureInfo.InvariantCulture));

    /// <summary>Dealers by band, quarter by quarter.</summary>
    public static Chart BandsChart(IReadOnlyList<AreaReportBands> bands, ReportLanguage language)
    {
        var last = bands[^1];
        return new Chart(
            new ChartSpec(
                ChartKind.StackedBar,
                [.. bands.Select(b => b.Quarter.ToString())],
                [
                    Band("A", ChartTone.Good, bands.Select(b => b.A), language),
                    Band("B", ChartTone.Accent, bands.Select(b => b.B), language),
                    Band("C", ChartTone.Watch, bands.Select(b => b.C), language),
                    Band("D", ChartTone.Bad, bands.Select(b => b.D), language),
                ])
            {
                Title = DiagnosticsText.Both("Area_Bands_Chart").In(language),
                Format = ChartFormat.Integer,
            },
            DiagnosticsText.Both("Area_Health_Text", ReportText.Same(last.Quarter.ToString()), ReportFigures.Number(last.A + last.B), ReportFigures.Number(last.C), ReportFigures.Number(last.D)),
            DiagnosticsText.Both("Chart_Source", ReportText.Same("NET-31"), ReportText.Same($"{bands[0].Quarter} – {last.Quarter}")));
    }

    private static IEnumerable<ReportBlock> Worst(AreaReportModel model, string caption, string column, string metricIds, Func<AreaReportDealer, decimal?> amount)
    {
        var worst = model.Dealers.Where(d => amount(d) > 0).OrderByDescending(amount).ThenBy(d => d.DealerId, StringComparer.Ordinal).ToList();
        if (worst.Count == 0)
        {
            yield break;
        }

        var all = worst.Sum(d => amount(d)!.Value);
        yield return new DataTable(
            DiagnosticsText.Both(caption),
            [new DataColumn(DiagnosticsText.Both("Column_Dealer"), IsNumber: false), new DataColumn(DiagnosticsText.Both(column)), new DataColumn(DiagnosticsText.Both("Area_ShareOfAll"))],
            [new DataGroup(null, [.. worst.Take(MostAtStake).Select(d => new DataRow([new(Named(d)), new(ReportFigures.About(amount(d))), new(Percent(amount(d)!.Value / all))]))])])
        {
            Total = new DataRow([new(DiagnosticsText.Both("Area_All", ReportFigures.Number(worst.Count))), new(ReportFigures.About(all)), new(ReportText.Same("100.0%"))]),
            Source = DiagnosticsText.Both("Chart_Source", ReportText.Same(metricIds), ReportText.Same(model.Month.ToString())),
        };
    }

    private static Chart Compared(AreaReportModel model, IReadOnlyList<(ReportText Name, decimal Now, decimal Then)> rows, string title, ReportLanguage language) => new(
        new ChartSpec(
            ChartKind.Bar,
            [.. rows.Select(r => r.Name.In(DiagnosticWords.Single(language)))],
            [
                new ChartSeries(DiagnosticsText.Both("Chart_LastYear").In(language), [.. rows.Select(r => (double?)r.Then)]) { Tone = ChartTone.Muted },
                new ChartSeries(DiagnosticsText.Both("Chart_ThisYear").In(language), [.. rows.Select(r => (double?)r.Now)]) { Tone = ChartTone.Accent },
            ])
        {
            Title = DiagnosticsText.Both(title).In(language),
            Format = ChartFormat.Money,
            Unit = DiagnosticsText.Both("Unit_Money").In(DiagnosticWords.Single(language)),
        },
        DiagnosticsText.Both("Chart_Categories_Alt", rows[0].Name, ReportFigures.About(rows[0].Now), ReportFigures.Number(rows.Count)),
        DiagnosticsText.Both("Chart_Source", ReportText.Same("SAL-01"), ReportText.Same(model.Month.ToString())));

    private static ChartSeries Band(string band, ChartTone tone, IEnumerable<int> counts, ReportLanguage language) =>
        new(EvaluationWords.Band(band).In(DiagnosticWords.Single(language)), [.. counts.Select(c => (double?)c)]) { Tone = tone };

    private static DataRow PartRow(AreaReportPart part) => new(
    [
        new(new ReportText(part.NameZh, part.NameEn)),
        new(ReportFigures.Number(part.Dealers)),
        new(ReportFigures.About(part.SellIn)),
        new(Year(part.SellIn, part.SellInLastYear), part.SellIn < part.SellInLastYear * 0.8m ? ReportTone.Watch : ReportTone.Neutral),
        new(Percent(part.Attainment), part.Attainment < 0.9m ? ReportTone.Watch : ReportTone.Neutral),
        new(ReportFigures.About(part.StockDays)),
        new(Percent(part.SlowShare)),
        new(Percent(part.OverdueShare)),
        new(EvaluationWords.Score(part.Index)),
    ]);

    private static DataRow MoverRow(AreaReportDealer dealer, decimal change) => new(
    [
        new(Named(dealer)), new(ReportFigures.About(dealer.SellIn)), new(ReportFigures.About(dealer.SellInLastYear)), new(Signed(change), change > 0 ? ReportTone.Good : ReportTone.Watch), new(Percent(dealer.Attainment)),
    ]);

    private static DataRow HealthRow(AreaReportDealer dealer) => new(
    [
        new(Named(dealer)), new(EvaluationWords.Score(dealer.Index)), new(EvaluationWords.Score(dealer.IndexBefore)),
        new(dealer.Index - dealer.IndexBefore is { } change ? ReportText.Same((change > 0 ? "▲ " : change < 0 ? "▼ " : "") + Math.Abs(change).ToString("0.0", CultureInfo.InvariantCulture)) : ReportText.Same(ReportFigures.None)),
        new(EvaluationWords.Band(dealer.Band), dealer.Band == "D" ? ReportTone.Bad : ReportTone.Neutral),
    ]);

    private static ReportText Named(AreaReportDealer dealer) => new($"{dealer.Name} {dealer.DealerId}", $"{dealer.NameEn} {dealer.DealerId}");

    private static ReportText Percent(decimal? ratio) => ReportFigures.Whole(ratio, DiagnosticUnit.Percent);

    private static ReportText Year(decimal? now, decimal? then) => now is { } n && then is { } t and not 0
        ? ReportText.Same(ReportFigures.Round(((n / t) - 1) * 100, 1) is var change && change > 0 ? $"+{change.ToString("#,##0.0", CultureInfo.InvariantCulture)}%" : change.ToString("#,##0.0", CultureInfo.InvariantCulture) + "%")
        : ReportText.Same(ReportFigures.None);
}
