using System.Globalization;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Layout of the monthly diagnostic: from numbers to blocks. No query, no arithmetic beyond comparing and formatting.</summary>
internal static class DealerDiagnosticDocument
{
    public static ReportDocument Of(DealerDiagnosticModel model, ReportLanguage language, DiagnosticsOptions options)
    {
        var month = MonthText(model);
        var title = DiagnosticsText.Both("Doc_Title");
        var end = model.Month.End.AddDays(-1);
        var source = DiagnosticsText.Both("Doc_Source", new ReportText(
            end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), end.ToString("d MMM yyyy", CultureInfo.InvariantCulture)));
        return new ReportDocument(
            new ReportMeta(title, model.Dealer.Name, month, language, source),
            [
                Cover(model, title, month, options),
                .. Headline(model, language, options),
                .. Findings(model),
                .. Products(model),
            ]);
    }

    private static Cover Cover(DealerDiagnosticModel model, ReportText title, ReportText month, DiagnosticsOptions options) => new(
        DiagnosticsText.Both("Doc_Issuer"),
        title,
        model.Dealer.Name,
        [
            (DiagnosticsText.Both("Doc_Period"), month),
            (DiagnosticsText.Both("Doc_Code"), ReportText.Same(model.Dealer.DealerId)),
            (DiagnosticsText.Both("Doc_Region"), new ReportText(model.Dealer.RegionZh, model.Dealer.RegionEn)),
            (DiagnosticsText.Both("Doc_Tier"), Tier(model.Dealer.Tier)),
        ],
        [
            .. model.Strengths.Take(1).Select(j => Finding(model, j, isStrength: true, withAdvice: false)),
            .. model.Weaknesses.Take(2).Select(j => Finding(model, j, isStrength: false, withAdvice: false)),
        ],
        DiagnosticsText.Both("Doc_Note", Number(options.MinimumPeers)));

    private static IEnumerable<ReportBlock> Headline(DealerDiagnosticModel model, ReportLanguage language, DiagnosticsOptions options)
    {
        yield return new Heading(1, DiagnosticsText.Both("Section_Headline"));
        yield return new KpiGrid([.. model.Figures.Select(f => Kpi(model, f))]);
        yield return new Paragraph(DiagnosticsText.Both(
            "Headline_Note", Tier(model.PeerGroup.Tier), new ReportText(model.PeerGroup.AreaZh, model.PeerGroup.AreaEn), Number(model.PeerGroup.Dealers)))
        {
            IsNote = true,
        };
        yield return SellInChart(model, language);
        yield return new Row([AttainmentChart(model, language), StockDaysChart(model, language, options)]);
    }

    private static Kpi Kpi(DealerDiagnosticModel model, DiagnosticFigure figure)
    {
        var (value, unit) = Figures.Parts(figure.Value, figure.Unit);
        var kpi = new Kpi(new(figure.NameZh, figure.NameEn), value, unit, ReportText.Same($"{figure.MetricId} · {model.Month}"))
        {
            Peers = figure.Peers.Median is { } median
                ? new KpiPeers(DiagnosticsText.Both("Kpi_Peers", Figures.Whole(median, figure.Unit), Number(figure.Peers.Count)), (double?)figure.Peers.Position)
                : new KpiPeers(DiagnosticsText.Both("Kpi_NoPeers", Number(figure.Peers.Count)), null),
        };
        if (figure.Value is not { } now || figure.LastYear is not { } then || (figure.Unit == DiagnosticUnit.Money && then == 0))
        {
            return kpi with { Change = DiagnosticsText.Both("Kpi_NoYear") };
        }

        var change = figure.Unit == DiagnosticUnit.Money ? (now / then) - 1 : now - then;
        var shown = Figures.Round(figure.Unit == DiagnosticUnit.Days ? change : change * 100, 1);
        var sign = shown > 0 ? "▲ " : shown < 0 ? "▼ " : "";
        var size = ReportText.Same(sign + Math.Abs(shown).ToString("#,##0.0", CultureInfo.InvariantCulture) + (figure.Unit == DiagnosticUnit.Money ? "%" : ""));
        return kpi with
        {
            Change = DiagnosticsText.Both(figure.Unit switch { DiagnosticUnit.Money => "Kpi_Year", DiagnosticUnit.Percent => "Kpi_YearPoints", _ => "Kpi_YearDays" }, size),
            ChangeTone = shown == 0 ? ReportTone.Neutral : shown > 0 == figure.HigherIsBetter ? ReportTone.Good : ReportTone.Watch,
        };
    }

    private static Chart SellInChart(DealerDiagnosticModel model, ReportLanguage language)
    {
        var last = model.Months[^1];
        return new Chart(
            new ChartSpec(
                ChartKind.Bar,
                Categories(model),
                [
                    new ChartSeries(DiagnosticsText.Both("Chart_LastYear").In(language), [.. model.Months.Select(m => (double?)m.SellInLastYear)]) { Tone = ChartTone.Muted },
                    new ChartSeries(DiagnosticsText.Both("Chart_ThisYear").In(language), [.. model.Months.Select(m => (double?)m.SellIn)]) { Tone = ChartTone.Accent },
                ])
            {
                Title = DiagnosticsText.Both("Chart_SellIn").In(language),
                Format = ChartFormat.Money,
                Unit = DiagnosticsText.Both("Unit_Money").In(Single(language)),
            },
            DiagnosticsText.Both("Chart_SellIn_Alt", Figures.Whole(last.SellIn, DiagnosticUnit.Money), Figures.Whole(last.SellInLastYear, DiagnosticUnit.Money)),
            Source(model, "SAL-01", 24));
    }

    private static Chart AttainmentChart(DealerDiagnosticModel model, ReportLanguage language) => new(
        new ChartSpec(
            ChartKind.Bar,
            Categories(model),
            [new ChartSeries(DiagnosticsText.Both("Chart_Attainment").In(language), [.. model.Months.Select(m => (double?)m.Attainment)]) { Tone = ChartTone.Accent }])
        {
            Title = DiagnosticsText.Both("Chart_Attainment").In(language),
            Format = ChartFormat.Percent,
            Annotations = [new ChartAnnotation(DiagnosticsText.Both("Chart_Target").In(Single(language)), 1)],
        },
        DiagnosticsText.Both("Chart_Attainment_Alt", Figures.Whole(model.Months[^1].Attainment, DiagnosticUnit.Percent)),
        Source(model, "SAL-05", 12))
    {
        WidthShare = 0.5,
    };

    private static Chart StockDaysChart(DealerDiagnosticModel model, ReportLanguage language, DiagnosticsOptions options) => new(
        new ChartSpec(
            ChartKind.Line,
            Categories(model),
            [new ChartSeries(DiagnosticsText.Both("Chart_StockDays").In(language), [.. model.Months.Select(m => (double?)m.StockDays)]) { Tone = ChartTone.Accent }])
        {
            Title = DiagnosticsText.Both("Chart_StockDays").In(language),
            Format = ChartFormat.Decimal,
            Unit = DiagnosticsText.Both("Unit_Days").In(Single(language)),
            Annotations =
            [
                new ChartAnnotation(DiagnosticsText.Both("Chart_Healthy", Number(options.HealthyStockDaysFrom), Number(options.HealthyStockDaysTo)).In(Single(language)), (double)options.HealthyStockDaysFrom)
                {
                    ValueTo = (double)options.HealthyStockDaysTo,
                    Tone = ChartTone.Good,
                },
            ],
        },
        DiagnosticsText.Both("Chart_StockDays_Alt", Figures.Whole(model.Months[^1].StockDays, DiagnosticUnit.Days)),
        Source(model, "INV-02", 12))
    {
        WidthShare = 0.5,
    };

    private static IEnumerable<ReportBlock> Findings(DealerDiagnosticModel model)
    {
        yield return new Heading(1, DiagnosticsText.Both("Section_Findings"));
        yield return new Heading(2, DiagnosticsText.Both("Strengths"));
        foreach (var block in model.Strengths.Select(j => (ReportBlock)Finding(model, j, isStrength: true, withAdvice: false)).DefaultIfEmpty(new Paragraph(DiagnosticsText.Both("NoStrengths"))))
        {
            yield return block;
        }

        yield return new Heading(2, DiagnosticsText.Both("Weaknesses"));
        foreach (var block in model.Weaknesses.Select(j => (ReportBlock)Finding(model, j, isStrength: false, withAdvice: true)).DefaultIfEmpty(new Paragraph(DiagnosticsText.Both("NoWeaknesses"))))
        {
            yield return block;
        }
    }

    private static Finding Finding(DealerDiagnosticModel model, DiagnosticJudgement judgement, bool isStrength, bool withAdvice)
    {
        var figure = model.Figure(judgement.MetricId);
        var reason = judgement.Reason.ToString();
        var name = new ReportText(figure.NameZh, figure.NameEn);
        var text = DiagnosticsText.Both(figure.Peers.Median is null ? "Finding_NoPeers_Text" : $"Finding_{reason}_Text", name, Figures.Whole(figure.Value, figure.Unit), Figures.Whole(figure.Peers.Median, figure.Unit));
        if (judgement.Effect is { } effect)
        {
            text = Join(text, DiagnosticsText.Both("Finding_Effect", ReportText.Same(Figures.Round(effect, 0).ToString("#,##0", CultureInfo.InvariantCulture))));
        }

        if (withAdvice)
        {
            text = Join(text, DiagnosticsText.Both("Advice_" + figure.MetricId.Replace('-', '_')));
        }

        return new Finding(
            isStrength ? ReportTone.Good : judgement.Reason == DiagnosticReason.OffTarget ? ReportTone.Bad : ReportTone.Watch,
            DiagnosticsText.Both($"Finding_{reason}", name),
            text)
        {
            Source = ReportText.Same($"{figure.MetricId} · {model.Month} · n={figure.Peers.Count.ToString(CultureInfo.InvariantCulture)}"),
        };
    }

    private static IEnumerable<ReportBlock> Products(DealerDiagnosticModel model)
    {
        yield return new Heading(1, DiagnosticsText.Both("Section_Products"));
        if (model.Products.Count == 0)
        {
            yield return new Paragraph(DiagnosticsText.Both("NoProducts"));
            yield break;
        }

        yield return new DataTable(
            DiagnosticsText.Both("Table_Caption"),
            [
                new DataColumn(DiagnosticsText.Both("Table_Product"), IsNumber: false),
                new DataColumn(DiagnosticsText.Both("Table_SellIn")),
                new DataColumn(DiagnosticsText.Both("Table_Year")),
                new DataColumn(DiagnosticsText.Both("Table_SellOut")),
                new DataColumn(DiagnosticsText.Both("Table_Stock")),
                new DataColumn(DiagnosticsText.Both("Table_Days")),
            ],
            [.. model.Products.GroupBy(p => p.Category, StringComparer.Ordinal).Select(g => new DataGroup(
                new ReportText(g.Key, g.First().CategoryEn), [.. g.Select(p => ProductRow(new ReportText(p.NameZh, p.NameEn), [p], p.StockDays))], ProductRow(DiagnosticsText.Both("Table_Subtotal"), [.. g], null)))])
        {
            Total = ProductRow(DiagnosticsText.Both("Table_Total"), model.Products, null),
            Source = DiagnosticsText.Both("Table_Source", ReportText.Same(model.Month.ToString())),
        };
    }

    private static DataRow ProductRow(ReportText name, IReadOnlyList<DiagnosticProduct> products, decimal? days)
    {
        var (sellIn, lastYear) = (products.Sum(p => p.SellIn), products.Sum(p => p.SellInLastYear));
        var change = lastYear == 0 ? (decimal?)null : Figures.Round(((sellIn / lastYear) - 1) * 100, 1);
        return new DataRow(
        [
            new(name),
            new(Figures.Exact(sellIn)),
            new(ReportText.Same(change is { } c ? (c > 0 ? "+" : "") + c.ToString("#,##0.0", CultureInfo.InvariantCulture) + "%" : Figures.None), change < -20 ? ReportTone.Watch : ReportTone.Neutral),
            new(Figures.Exact(products.Sum(p => p.SellOut))),
            new(Figures.Exact(products.Any(p => p.StockValue is not null) ? products.Sum(p => p.StockValue ?? 0) : null)),
            new(ReportText.Same(days is { } d ? Figures.Round(d, 0).ToString("#,##0", CultureInfo.InvariantCulture) : products.Count > 1 ? "" : Figures.None)),
        ]);
    }

    private static string[] Categories(DealerDiagnosticModel model) =>
        [.. model.Months.Select(m => m.Month.Start.Month == 1 ? m.Month.Start.ToString("yyyy-MM", CultureInfo.InvariantCulture) : m.Month.Start.ToString("MM", CultureInfo.InvariantCulture))];

    private static ReportText Source(DealerDiagnosticModel model, string metricId, int months)
    {
        var from = model.Month.Start.AddMonths(1 - months).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return DiagnosticsText.Both("Chart_Source", ReportText.Same(metricId), ReportText.Same($"{from} – {model.Month}"));
    }

    private static ReportText MonthText(DealerDiagnosticModel model) => new(
        NumberFormat.Month(model.Month.Start, CultureInfo.GetCultureInfo(PortalCultures.Chinese)),
        NumberFormat.Month(model.Month.Start, CultureInfo.GetCultureInfo(PortalCultures.English)));

    private static ReportText Tier(string tier) => DiagnosticsText.Both("Tier_" + tier);

    private static ReportText Number(decimal value) => ReportText.Same(value.ToString("0.##", CultureInfo.InvariantCulture));

    private static ReportText Join(ReportText first, ReportText second) => new(first.Zh + second.Zh, first.En + " " + second.En);

    // Axis units stand in little room: one language is enough there.
    private static ReportLanguage Single(ReportLanguage language) => language == ReportLanguage.English ? ReportLanguage.English : ReportLanguage.Chinese;

    /// <summary>How figures are written. Rounded half away from zero; a missing one is a dash.</summary>
    private static class Figures
    {
        public const string None = "—";

        public static decimal Round(decimal value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);

        /// <summary>Figure and unit apart, money in 万 or thousands.</summary>
        public static (ReportText Value, ReportText Unit) Parts(decimal? value, DiagnosticUnit unit)
        {
            if (value is not { } number)
            {
                return (ReportText.Same(None), ReportText.Same(""));
            }

            switch (unit)
            {
                case DiagnosticUnit.Percent:
                    return (ReportText.Same(Round(number * 100, 1).ToString("#,##0.0", CultureInfo.InvariantCulture)), ReportText.Same("%"));
                case DiagnosticUnit.Days:
                    return (ReportText.Same(Round(number, 1).ToString("#,##0.0", CultureInfo.InvariantCulture)), DiagnosticsText.Both("Unit_Days"));
                default:
                    // The same figure as on the boards, to the cent, so that it can be found there.
                    return (ReportText.Same(Round(number, 2).ToString("#,##0.00", CultureInfo.InvariantCulture)), DiagnosticsText.Both("Unit_Money"));
            }
        }

        public static ReportText Whole(decimal? value, DiagnosticUnit unit)
        {
            var (figure, suffix) = Parts(value, unit);
            return unit switch
            {
                DiagnosticUnit.Percent when value is not null => ReportText.Same(figure.Zh + "%"),
                DiagnosticUnit.Days when value is not null => new ReportText($"{figure.Zh} {suffix.Zh}", $"{figure.En} {suffix.En}"),
                _ => figure,
            };
        }

        public static ReportText Exact(decimal? value) => ReportText.Same(value is { } v ? Round(v, 0).ToString("#,##0", CultureInfo.InvariantCulture) : None);
    }
}
