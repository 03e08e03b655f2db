using System.Globalization;
using ChannelPortal.Platform.Documents;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Layout of the monthly diagnostic: from numbers to blocks. No query, no arithmetic beyond comparing and formatting.</summary>
internal static class DealerDiagnosticDocument
{
    /// <summary>Rows of the product table, shared by its categories.</summary>
    private const int ProductsShown = 24;

    /// <param name="portal">Where the portal answers, for links on paper; null writes none.</param>
    public static ReportDocument Of(DealerDiagnosticModel model, ReportLanguage language, DiagnosticsOptions options, Uri? portal)
    {
        var month = ReportFigures.Month(model.Month.Start);
        var title = DiagnosticsText.Both("Doc_Title");
        var end = model.Month.End.AddDays(-1);
        var source = DiagnosticsText.Both("Doc_Source", new ReportText(
            end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), end.ToString("d MMM yyyy", CultureInfo.InvariantCulture)));
        return new ReportDocument(
            new ReportMeta(title, model.Dealer.Name, month, language, source),
            [
                Cover(model, title, month, options),
                .. Headline(model, language),
                .. DiagnosticChapters.All.SelectMany(c => DiagnosticChapterPages.Of(model, c, language, options)),
                .. DiagnosticPlanPages.Of(model, portal),
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
            (DiagnosticsText.Both("Doc_Tier"), DiagnosticWords.Tier(model.Dealer.Tier)),
            .. model.Score is { } score ? [(DiagnosticsText.Both("Doc_Index", ReportText.Same(score.Quarter)), DiagnosticWords.Score(score))] : Array.Empty<(ReportText, ReportText)>(),
        ],
        [
            .. model.Strengths.Take(2).Select(j => DiagnosticWords.Finding(model, j, isStrength: true)),
            .. model.Weaknesses.Take(2).Select(j => DiagnosticWords.Finding(model, j, isStrength: false)),
            .. model.Advice.Take(1).Select(a => new Finding(ReportTone.Neutral, DiagnosticsText.Both("Cover_Advice", AdviceWords.Title(a.RuleId)), AdviceWords.Text(a))),
        ],
        DiagnosticsText.Both("Doc_Note", ReportFigures.Number(options.MinimumPeers)));

    private static IEnumerable<ReportBlock> Headline(DealerDiagnosticModel model, ReportLanguage language)
    {
        yield return new Heading(1, DiagnosticsText.Both("Section_Headline"));
        yield return new KpiGrid([.. DiagnosticChapters.Headline.Select(id => DiagnosticWords.Kpi(model, id))]);
        yield return new Paragraph(DiagnosticsText.Both(
            "Headline_Note", DiagnosticWords.Tier(model.PeerGroup.Tier), new ReportText(model.PeerGroup.AreaZh, model.PeerGroup.AreaEn), ReportFigures.Number(model.PeerGroup.Dealers)))
        {
            IsNote = true,
        };
        yield return DiagnosticWords.SellIn(model.Trend("SAL-01").Points, language);
        yield return new Heading(2, DiagnosticsText.Both("Section_Changes"));
        if (model.Changes.Count == 0)
        {
            yield return new Paragraph(DiagnosticsText.Both("NoChanges"));
        }
        else
        {
            yield return Changes(model);
        }

        yield return new PageBreak();
        yield return new Heading(1, DiagnosticsText.Both("Section_Findings"));
        yield return new Heading(2, DiagnosticsText.Both("Strengths"));
        foreach (var block in model.Strengths.Select(j => (ReportBlock)DiagnosticWords.Finding(model, j, isStrength: true)).DefaultIfEmpty(new Paragraph(DiagnosticsText.Both("NoStrengths"))))
        {
            yield return block;
        }

        yield return new Heading(2, DiagnosticsText.Both("Weaknesses"));
        foreach (var block in model.Weaknesses.Select(j => (ReportBlock)DiagnosticWords.Finding(model, j, isStrength: false)).DefaultIfEmpty(new Paragraph(DiagnosticsText.Both("NoWeaknesses"))))
        {
            yield return block;
        }
    }

    private static DataTable Changes(DealerDiagnosticModel model) => new(
        DiagnosticsText.Both("Table_Changes"),
        [
            new DataColumn(DiagnosticsText.Both("Table_Metric"), IsNumber: false),
            new DataColumn(DiagnosticsText.Both("Table_LastMonth")),
            new DataColumn(DiagnosticsText.Both("Table_ThisMonth")),
            new DataColumn(DiagnosticsText.Both("Table_Change")),
        ],
        [new DataGroup(null, [.. model.Changes.Select(c => ChangeRow(model.Figure(c.MetricId), c))])])
    {
        Source = DiagnosticsText.Both("Table_Changes_Source", ReportText.Same(Platform.Kernel.Period.MonthOf(model.Month.Start.AddMonths(-1)).ToString()), ReportText.Same(model.Month.ToString())),
    };

    private static DataRow ChangeRow(DiagnosticFigure figure, DiagnosticChange change) => new(
    [
        new(new ReportText(figure.NameZh, figure.NameEn)),
        new(ReportFigures.Whole(change.Before, figure.Unit)),
        new(ReportFigures.Whole(change.Now, figure.Unit)),
        new(figure.Unit == DiagnosticUnit.Money && change.Before == 0 ? ReportText.Same(ReportFigures.None) : DiagnosticWords.Change(figure.Unit, change.Now, change.Before), change.IsBetter ? ReportTone.Good : ReportTone.Watch),
    ]);

    private static IEnumerable<ReportBlock> Products(DealerDiagnosticModel model)
    {
        yield return new Heading(1, DiagnosticsText.Both("Section_Products"));
        if (model.Products.Count == 0)
        {
            yield return new Paragraph(DiagnosticsText.Both("NoProducts"));
            yield break;
        }

        var most = Math.Clamp(ProductsShown / model.Products.Select(p => p.Category).Distinct(StringComparer.Ordinal).Count(), 3, 10);
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
                new ReportText(g.Key, g.First().CategoryEn), [.. ProductRows([.. g], most)], ProductRow(DiagnosticsText.Both("Table_Subtotal"), [.. g], null)))])
        {
            Total = ProductRow(DiagnosticsText.Both("Table_Total"), model.Products, null),
            Source = DiagnosticsText.Both("Table_Source", ReportText.Same(model.Month.ToString())),
        };
    }

    /// <summary>The products that count most, the others in one row: paper is for reading, the workbook has them all.</summary>
    private static IEnumerable<DataRow> ProductRows(IReadOnlyList<DiagnosticProduct> products, int most)
    {
        var shown = products.Count <= most + 1 ? products.Count : most;
        foreach (var product in products.Take(shown))
        {
            yield return ProductRow(new ReportText(product.NameZh, product.NameEn), [product], product.StockDays);
        }

        if (shown < products.Count)
        {
            yield return ProductRow(DiagnosticsText.Both("Table_Others", ReportFigures.Number(products.Count - shown)), [.. products.Skip(shown)], null);
        }
    }

    private static DataRow ProductRow(ReportText name, IReadOnlyList<DiagnosticProduct> products, decimal? days)
    {
        var (sellIn, lastYear) = (products.Sum(p => p.SellIn), products.Sum(p => p.SellInLastYear));
        var change = lastYear == 0 ? (decimal?)null : ReportFigures.Round(((sellIn / lastYear) - 1) * 100, 1);
        return new DataRow(
        [
            new(name),
            new(ReportFigures.About(sellIn)),
            new(ReportText.Same(change is { } c ? (c > 0 ? "+" : "") + c.ToString("#,##0.0", CultureInfo.InvariantCulture) + "%" : ReportFigures.None), change < -20 ? ReportTone.Watch : ReportTone.Neutral),
            new(ReportFigures.About(products.Sum(p => p.SellOut))),
            new(ReportFigures.About(products.Any(p => p.StockValue is not null) ? products.Sum(p => p.StockValue ?? 0) : null)),
            new(days is { } d ? ReportFigures.About(d) : ReportText.Same(products.Count > 1 ? "" : ReportFigures.None)),
        ]);
    }
}
