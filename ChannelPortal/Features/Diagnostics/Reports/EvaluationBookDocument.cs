using System.Globalization;
using ChannelPortal.Platform.Documents;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Layout of an area's evaluation book: distribution, parts and components, movers, what follows and what it costs.</summary>
internal static class EvaluationBookDocument
{
    private const int Most = 10;

    public static ReportDocument Of(EvaluationBookModel model, ReportLanguage language)
    {
        var (quarter, title) = (ReportText.Same(model.Quarter.ToString()), DiagnosticsText.Both("Book_Title"));
        var name = new ReportText(model.Area.NameZh, model.Area.NameEn);
        return new ReportDocument(
            new ReportMeta(title, name.In(DiagnosticWords.Single(language)), quarter, language, DiagnosticsText.Both("Book_Source", quarter)),
            [
                Cover(model, title, name, quarter, language),
                new Heading(1, DiagnosticsText.Both("Book_Distribution")),
                AreaReportPages.BandsChart(model.Bands, language),
                Parts(model),
                Components(model),
                new PageBreak(),
                new Heading(1, DiagnosticsText.Both("Book_Movers")),
                Movers(model),
                new PageBreak(),
                new Heading(1, DiagnosticsText.Both("Book_Follows")),
                new Paragraph(DiagnosticsText.Both("Book_Follows_Lead", ReportText.Same(model.RebatesIn.ToString()))),
                Costs(model),
                States(model),
                .. Steps(model),
            ]);
    }

    private static Cover Cover(EvaluationBookModel model, ReportText title, ReportText name, ReportText quarter, ReportLanguage language)
    {
        int Count(string band) => model.Dealers.Count(d => d.Band == band);
        var effect = model.Dealers.Sum(d => d.Effect);
        return new Cover(
            DiagnosticsText.Both("Doc_Issuer"), title, name.In(language),
            [
                (DiagnosticsText.Both("Eval_Quarter"), quarter),
                (DiagnosticsText.Both("Area_Rated"), ReportFigures.Number(model.Dealers.Count)),
                (DiagnosticsText.Both("Area_Index"), EvaluationWords.Score(model.Median)),
                (DiagnosticsText.Both("Book_Final"), ReportFigures.Number(model.Dealers.Count(d => d.Status == "final"))),
            ],
            [
                new Finding(
                    Count("D") == 0 ? ReportTone.Good : ReportTone.Watch, DiagnosticsText.Both("Area_Health"),
                    DiagnosticsText.Both("Area_Health_Text", quarter, ReportFigures.Number(Count("A") + Count("B")), ReportFigures.Number(Count("C")), ReportFigures.Number(Count("D")))),
                new Finding(ReportTone.Neutral, DiagnosticsText.Both("Book_Moved"), DiagnosticsText.Both(
                    "Book_Moved_Text", ReportFigures.Number(model.Dealers.Count(d => d.Index > d.Before)), ReportFigures.Number(model.Dealers.Count(d => d.Index < d.Before)),
                    EvaluationWords.Score(model.MedianBefore), EvaluationWords.Score(model.Median))),
                new Finding(ReportTone.Neutral, DiagnosticsText.Both("Book_Steps"), DiagnosticsText.Both(
                    "Book_Steps_Text", ReportFigures.Number(model.Dealers.Count(d => d.TierStep == "up")), ReportFigures.Number(model.Dealers.Count(d => d.TierStep == "down")),
                    ReportFigures.Number(model.Dealers.Count(d => d.CreditStep == "up")), ReportFigures.Number(model.Dealers.Count(d => d.CreditStep == "down")))),
                new Finding(effect > 0 ? ReportTone.Watch : ReportTone.Neutral, DiagnosticsText.Both("Book_Cost"), DiagnosticsText.Both(
                    "Book_Cost_Text", ReportText.Same(model.RebatesIn.ToString()), ReportFigures.About(model.Dealers.Sum(d => d.Rebate)), AreaReportPages.Signed(effect))),
            ],
            DiagnosticsText.Both("Book_Note"));
    }

    private static DataTable Parts(EvaluationBookModel model) => new(
        DiagnosticsText.Both("Book_Parts"),
        [
            new DataColumn(DiagnosticsText.Both("Area_Part"), IsNumber: false),
            .. new[] { "A", "B", "C", "D" }.Select(b => new DataColumn(EvaluationWords.Band(b))),
            new DataColumn(DiagnosticsText.Both("Area_Index")),
            new DataColumn(DiagnosticsText.Both("Area_IndexBefore")),
            new DataColumn(DiagnosticsText.Both("Table_Change")),
        ],
        [new DataGroup(null, [.. model.Parts.OrderByDescending(p => p.Median).Select(p => new DataRow(
        [
            new(new ReportText(p.NameZh, p.NameEn)), new(ReportFigures.Number(p.A)), new(ReportFigures.Number(p.B)), new(ReportFigures.Number(p.C)), new(ReportFigures.Number(p.D), p.D > 0 ? ReportTone.Watch : ReportTone.Neutral),
            new(EvaluationWords.Score(p.Median)), new(EvaluationWords.Score(p.MedianBefore)), new(Moved(p.Median, p.MedianBefore)),
        ]))])])
    {
        Source = DiagnosticsText.Both("Chart_Source", ReportText.Same("NET-31"), ReportText.Same(model.Quarter.ToString())),
    };

    private static DataTable Components(EvaluationBookModel model) => new(
        DiagnosticsText.Both("Book_Components"),
        [
            new DataColumn(DiagnosticsText.Both("Eval_Component"), IsNumber: false), new DataColumn(DiagnosticsText.Both("Book_Median")), new DataColumn(DiagnosticsText.Both("Area_IndexBefore")), new DataColumn(DiagnosticsText.Both("Table_Change")),
        ],
        [new DataGroup(null, [.. model.Components.Select(c => new DataRow([new(EvaluationWords.Component(c.Id)), new(EvaluationWords.Score(c.Median)), new(EvaluationWords.Score(c.Before)), new(Moved(c.Median, c.Before))]))])])
    {
        Total = new DataRow([new(DiagnosticsText.Both("Eval_Total")), new(EvaluationWords.Score(model.Median)), new(EvaluationWords.Score(model.MedianBefore)), new(Moved(model.Median, model.MedianBefore))]),
        Source = DiagnosticsText.Both("Chart_Source", ReportText.Same("NET-31"), ReportText.Same($"{model.Before} – {model.Quarter}")),
    };

    private static DataTable Movers(EvaluationBookModel model)
    {
        var moved = model.Dealers.Where(d => d.Before is not null && d.Index != d.Before).OrderByDescending(d => d.Index - d.Before).ThenBy(d => d.DealerId, StringComparer.Ordinal).ToList();
        var (up, down) = (moved.Where(d => d.Index > d.Before).Take(Most).ToList(), moved.Where(d => d.Index < d.Before).Reverse().Take(Most).ToList());
        return new DataTable(
            DiagnosticsText.Both("Book_Movers_Table"),
            [
                new DataColumn(DiagnosticsText.Both("Column_Dealer"), IsNumber: false), new DataColumn(DiagnosticsText.Both("Eval_Total")), new DataColumn(DiagnosticsText.Both("Area_IndexBefore")),
                new DataColumn(DiagnosticsText.Both("Table_Change")), new DataColumn(DiagnosticsText.Both("Area_Band"), IsNumber: false),
            ],
            [.. new[] { ("Area_Up", up), ("Area_Down", down) }.Where(g => g.Item2.Count > 0).Select(g => new DataGroup(DiagnosticsText.Both(g.Item1), [.. g.Item2.Select(d => new DataRow(
            [
                new(Named(d)), new(EvaluationWords.Score(d.Index)), new(EvaluationWords.Score(d.Before)), new(Moved(d.Index, d.Before)), new(EvaluationWords.Band(d.Band), d.Band == "D" ? ReportTone.Bad : ReportTone.Neutral),
            ]))]))])
        {
            Source = DiagnosticsText.Both("Chart_Source", ReportText.Same("NET-31"), ReportText.Same($"{model.Before} – {model.Quarter}")),
        };
    }

    private static DataTable Costs(EvaluationBookModel model) => new(
        DiagnosticsText.Both("Book_Costs"),
        [
            new DataColumn(DiagnosticsText.Both("Area_Band"), IsNumber: false), new DataColumn(DiagnosticsText.Both("Area_Dealers")), new DataColumn(DiagnosticsText.Both("Book_Multiplier")),
            new DataColumn(DiagnosticsText.Both("Book_Rebate")), new DataColumn(DiagnosticsText.Both("Book_Effect")),
        ],
        [new DataGroup(null, [.. model.Dealers.GroupBy(d => (d.Band, d.Multiplier)).OrderBy(g => g.Key.Band, StringComparer.Ordinal).ThenByDescending(g => g.Key.Multiplier).Select(g => new DataRow(
        [
            new(EvaluationWords.Band(g.Key.Band)), new(ReportFigures.Number(g.Count())), new(ReportText.Same(g.Key.Multiplier.ToString("0.00", CultureInfo.InvariantCulture))), new(ReportFigures.About(g.Sum(d => d.Rebate))),
            new(AreaReportPages.Signed(g.Sum(d => d.Effect))),
        ]))])])
    {
        Total = new DataRow(
        [
            new(DiagnosticsText.Both("Table_Total")), new(ReportFigures.Number(model.Dealers.Count)), new(ReportText.Same("")), new(ReportFigures.About(model.Dealers.Sum(d => d.Rebate))), new(AreaReportPages.Signed(model.Dealers.Sum(d => d.Effect))),
        ]),
        Source = DiagnosticsText.Both("Book_Costs_Source", ReportText.Same(model.RebatesIn.ToString())),
    };

    private static DataTable States(EvaluationBookModel model) => new(
        DiagnosticsText.Both("Book_States"),
        [new DataColumn(DiagnosticsText.Both("Book_State"), IsNumber: false), new DataColumn(DiagnosticsText.Both("Area_Dealers"))],
        [new DataGroup(null, [.. model.Dealers.GroupBy(d => d.Status, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new DataRow([new(EvaluationWords.Status(g.Key)), new(ReportFigures.Number(g.Count()))]))])])
    {
        Source = DiagnosticsText.Both("Book_Source", ReportText.Same(model.Quarter.ToString())),
    };

    private static IEnumerable<ReportBlock> Steps(EvaluationBookModel model)
    {
        var steps = model.Dealers.Where(d => d.TierStep != "none").OrderBy(d => d.TierStep == "up" ? 0 : 1).ThenBy(d => d.TierStep == "up" ? -d.Index : d.Index).ThenBy(d => d.DealerId, StringComparer.Ordinal).ToList();
        if (steps.Count == 0)
        {
            yield break;
        }

        yield return new DataTable(
            DiagnosticsText.Both("Book_Tiers", ReportFigures.Number(steps.Count)),
            [
                new DataColumn(DiagnosticsText.Both("Column_Dealer"), IsNumber: false), new DataColumn(DiagnosticsText.Both("Eval_Total")), new DataColumn(DiagnosticsText.Both("Book_Tier"), IsNumber: false),
                new DataColumn(DiagnosticsText.Both("Book_State"), IsNumber: false),
            ],
            [new DataGroup(null, [.. steps.Take(Most * 2).Select(d => new DataRow(
            [
                new(Named(d)), new(EvaluationWords.Score(d.Index)), new(EvaluationWords.Step(d.TierStep), d.TierStep == "up" ? ReportTone.Good : ReportTone.Watch), new(EvaluationWords.Status(d.Status)),
            ]))])]);
    }

    private static ReportText Named(EvaluationBookDealer dealer) => new($"{dealer.Name} {dealer.DealerId}", $"{dealer.NameEn} {dealer.DealerId}");

    private static ReportText Moved(decimal? now, decimal? before) => now - before is { } change
        ? ReportText.Same((change > 0 ? "▲ " : change < 0 ? "▼ " : "") + Math.Abs(change).ToString("0.0", CultureInfo.InvariantCulture))
        : ReportText.Same(ReportFigures.None);
}
