using System.Globalization;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>Layout of the quarterly evaluation: index and band, five dimensions down to the raw figure, trend and peers, what follows, and the right to appeal.</summary>
internal static class EvaluationDocument
{
    /// <param name="portal">Where the portal answers, for links on paper; null writes none.</param>
    public static ReportDocument Of(EvaluationModel model, ReportLanguage language, Uri? portal)
    {
        var evaluation = model.Evaluation;
        var (quarter, title) = (ReportText.Same(evaluation.Quarter.ToString()), DiagnosticsText.Both("Eval_Title"));
        return new ReportDocument(
            new ReportMeta(title, model.Dealer.Name, quarter, language, DiagnosticsText.Both("Eval_Source", ReportText.Same(evaluation.WeightsVersion.ToString(CultureInfo.InvariantCulture)), ReportText.Same(evaluation.InputsHash[..12]))),
            [
                Cover(model, title, quarter),
                new Heading(1, DiagnosticsText.Both("Eval_Index")),
                new Paragraph(Lead(model)),
                new KpiGrid([Total(model), .. evaluation.Components.Select(c => Kpi(model, c))]),
                new Row([Radar(evaluation, language), Trend(model, language)]),
                new Heading(1, DiagnosticsText.Both("Eval_Parts")),
                Parts(evaluation),
                .. Consequences(model, portal),
            ]);
    }

    private static Cover Cover(EvaluationModel model, ReportText title, ReportText quarter)
    {
        var evaluation = model.Evaluation;
        var rated = evaluation.Components.Where(c => c.Score is not null).OrderByDescending(c => c.Score).ThenBy(c => c.Id, StringComparer.Ordinal).ToList();
        return new Cover(
            DiagnosticsText.Both("Doc_Issuer"),
            title,
            model.Dealer.Name,
            [
                (DiagnosticsText.Both("Eval_Quarter"), quarter),
                (DiagnosticsText.Both("Doc_Code"), ReportText.Same(model.Dealer.DealerId)),
                (DiagnosticsText.Both("Doc_Region"), new ReportText(model.Dealer.RegionZh, model.Dealer.RegionEn)),
                (DiagnosticsText.Both("Doc_Tier"), DiagnosticWords.Tier(model.Dealer.Tier)),
            ],
            [
                new Finding(ToneOf(evaluation.Band), DiagnosticsText.Both("Eval_Cover_Index", EvaluationWords.Score(evaluation.Index), EvaluationWords.Band(evaluation.Band)), Lead(model)),
                .. rated.Take(1).Select(c => new Finding(ReportTone.Good, DiagnosticsText.Both("Eval_Cover_Best", EvaluationWords.Component(c.Id)), Versus(c))),
                .. rated.Count > 1 ? [new Finding(ReportTone.Watch, DiagnosticsText.Both("Eval_Cover_Worst", EvaluationWords.Component(rated[^1].Id)), Versus(rated[^1]))] : Array.Empty<Finding>(),
                .. evaluation.Consequences is { } follows ? [new Finding(ReportTone.Neutral, DiagnosticsText.Both("Eval_Cover_Follows"), Follows(follows))] : Array.Empty<Finding>(),
            ],
            DiagnosticsText.Both("Eval_Note"));
    }

    private static ReportText Lead(EvaluationModel model)
    {
        var evaluation = model.Evaluation;
        if (evaluation.Index is not { } index)
        {
            return DiagnosticsText.Both("Eval_NotRated", Percent(evaluation.Coverage));
        }

        var text = evaluation.PeersMedian is { } median
            ? DiagnosticsText.Both("Eval_Lead", EvaluationWords.Score(index), EvaluationWords.Score(median), ReportFigures.Number(evaluation.Peers), Percent(evaluation.Coverage))
            : DiagnosticsText.Both("Eval_Lead_NoPeers", EvaluationWords.Score(index), Percent(evaluation.Coverage));
        return model.Before?.Index is { } before
            ? DiagnosticWords.Join(text, DiagnosticsText.Both("Eval_Before", ReportText.Same(model.Before.Quarter.ToString()), EvaluationWords.Score(before), Moved(index - before)))
            : text;
    }

    private static ReportText Versus(EvaluatedComponent component) => component.PeersMedian is { } median
        ? DiagnosticsText.Both("Eval_Versus", EvaluationWords.Score(component.Score), EvaluationWords.Score(median))
        : DiagnosticsText.Both("Eval_Alone", EvaluationWords.Score(component.Score));

    private static Kpi Total(EvaluationModel model) => Kpi(
        DiagnosticsText.Both("Eval_Total"), model.Evaluation.Index, model.Before?.Index, model.Evaluation.PeersMedian, model.Evaluation.Peers, DiagnosticsText.Both("Eval_Weight_All"));

    private static Kpi Kpi(EvaluationModel model, EvaluatedComponent component) => Kpi(
        EvaluationWords.Component(component.Id), component.Score, model.Before?.Components.GetValueOrDefault(component.Id), component.PeersMedian, model.Evaluation.Peers,
        DiagnosticsText.Both("Eval_Weight", Percent(component.Weight)));

    private static Kpi Kpi(ReportText label, decimal? score, decimal? before, decimal? median, int peers, ReportText source) => new(label, EvaluationWords.Score(score), ReportText.Same(""), source)
    {
        Change = score - before is { } moved ? DiagnosticsText.Both("Eval_Moved", Moved(moved)) : DiagnosticsText.Both("Eval_NoBefore"),
        ChangeTone = score - before is { } change and not 0 ? change > 0 ? ReportTone.Good : ReportTone.Watch : ReportTone.Neutral,
        Peers = new KpiPeers(
            median is { } known ? DiagnosticsText.Both("Kpi_Peers", EvaluationWords.Score(known), ReportFigures.Number(peers)) : DiagnosticsText.Both("Kpi_NoPeers", ReportFigures.Number(peers)), null),
    };

    private static Chart Radar(DealerEvaluation evaluation, ReportLanguage language) => new(
        new ChartSpec(
            ChartKind.Radar,
            [.. evaluation.Components.Select(c => EvaluationWords.Component(c.Id).In(DiagnosticWords.Single(language)))],
            [
                new ChartSeries(DiagnosticsText.Both("Chart_Own").In(DiagnosticWords.Single(language)), [.. evaluation.Components.Select(c => (double?)c.Score)]) { Tone = ChartTone.Accent },
                new ChartSeries(DiagnosticsText.Both("Chart_Peers").In(DiagnosticWords.Single(language)), [.. evaluation.Components.Select(c => (double?)c.PeersMedian)]) { Tone = ChartTone.Muted, IsDashed = true },
            ])
        {
            Title = DiagnosticsText.Both("Eval_Radar").In(language),
            Maximum = 100,
        },
        DiagnosticsText.Both("Eval_Radar_Alt", Listed(evaluation.Components)),
        DiagnosticsText.Both("Chart_Source", ReportText.Same("NET-31"), ReportText.Same(evaluation.Quarter.ToString())))
    {
        WidthShare = 0.5,
    };

    private static Chart Trend(EvaluationModel model, ReportLanguage language) => new(
        new ChartSpec(
            ChartKind.Line,
            [.. model.History.Select(h => h.Quarter.ToString())],
            [new ChartSeries(DiagnosticsText.Both("Eval_Total").In(language), [.. model.History.Select(h => (double?)h.Index)]) { Tone = ChartTone.Accent }])
        {
            Title = DiagnosticsText.Both("Eval_Trend").In(language),
            Format = ChartFormat.Decimal,
            Maximum = 100,
        },
        DiagnosticsText.Both("Eval_Trend_Alt", ReportFigures.Number(model.History.Count), EvaluationWords.Score(model.Evaluation.Index)),
        DiagnosticsText.Both("Chart_Source", ReportText.Same("NET-31"), ReportText.Same(model.History.Count == 0 ? model.Evaluation.Quarter.ToString() : $"{model.History[0].Quarter} – {model.History[^1].Quarter}")))
    {
        WidthShare = 0.5,
    };

    private static DataTable Parts(DealerEvaluation evaluation) => new(
        DiagnosticsText.Both("Eval_Table"),
        [
            new DataColumn(DiagnosticsText.Both("Eval_Part"), IsNumber: false),
            new DataColumn(DiagnosticsText.Both("Eval_Raw")),
            new DataColumn(DiagnosticsText.Both("Chart_Peers")),
            new DataColumn(DiagnosticsText.Both("Eval_Share")),
            new DataColumn(DiagnosticsText.Both("Eval_Score")),
            new DataColumn(DiagnosticsText.Both("Table_Metric"), IsNumber: false),
        ],
        [.. evaluation.Components.Select(c => new DataGroup(
            EvaluationWords.Component(c.Id),
            [.. c.Parts.Select(PartRow)],
            new DataRow([new(DiagnosticsText.Both("Table_Subtotal")), new(ReportText.Same("")), new(EvaluationWords.Score(c.PeersMedian)), new(Percent(c.Weight)), new(EvaluationWords.Score(c.Score)), new(ReportText.Same(""))])))])
    {
        Total = new DataRow(
        [
            new(DiagnosticsText.Both("Eval_Total")), new(ReportText.Same("")), new(EvaluationWords.Score(evaluation.PeersMedian)), new(ReportText.Same("100.0%")), new(EvaluationWords.Score(evaluation.Index)), new(ReportText.Same("NET-31")),
        ]),
        Source = DiagnosticsText.Both("Eval_Table_Source"),
    };

    private static DataRow PartRow(EvaluatedPart part) => new(
    [
        new(EvaluationWords.Part(part.Id)),
        new(EvaluationWords.Raw(part.Raw, part.Unit)),
        new(EvaluationWords.Raw(part.PeersMedian, part.Unit)),
        new(Percent(part.Weight)),
        new(EvaluationWords.Score(part.Score), part.Score is < 60 ? ReportTone.Watch : ReportTone.Neutral),
        new(part.MetricId is { } id ? ReportText.Same(id) : DiagnosticsText.Both("Eval_FromFacts")),
    ]);

    private static IEnumerable<ReportBlock> Consequences(EvaluationModel model, Uri? portal)
    {
        yield return new Heading(1, DiagnosticsText.Both("Eval_Follows"));
        if (model.Evaluation.Consequences is not { } follows)
        {
            yield return new Paragraph(DiagnosticsText.Both("Eval_NoFollows"));
        }
        else
        {
            yield return new Finding(ReportTone.Neutral, DiagnosticsText.Both("Eval_State", EvaluationWords.Status(model.Evaluation.Status)), Follows(follows));
            foreach (var reason in follows.Reasons)
            {
                yield return new Finding(ReportTone.Neutral, DiagnosticsText.Both("Eval_Reason"), EvaluationWords.Reason(reason));
            }

            if (follows is { IsOverridden: true, OverrideReason: { } why })
            {
                yield return new Finding(ReportTone.Watch, DiagnosticsText.Both("Eval_Overridden"), ReportText.Same(why));
            }
        }

        yield return new Heading(2, DiagnosticsText.Both("Eval_Appeal"));
        yield return new Paragraph(DiagnosticsText.Both("Eval_Appeal_Text"));
        if (portal is not null)
        {
            yield return new Finding(ReportTone.Neutral, DiagnosticsText.Both("Eval_Appeal_Where"), DiagnosticsText.Both("Eval_Appeal_How"))
            {
                Link = new ReportLink(DiagnosticsText.Both("Eval_Appeal_Link"), new Uri(portal, "/health")),
            };
        }
    }

    private static ReportText Follows(EvaluationConsequences follows) => DiagnosticsText.Both(
        "Eval_Follows_Text",
        ReportText.Same(follows.Multiplier.ToString("0.00", CultureInfo.InvariantCulture)),
        EvaluationWords.Step(follows.TierStep),
        EvaluationWords.Step(follows.CreditStep),
        ReportText.Same(follows.EffectiveOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private static ReportTone ToneOf(string? band) => band switch
    {
        "A" or "B" => ReportTone.Good,
        "C" => ReportTone.Watch,
        "D" => ReportTone.Bad,
        _ => ReportTone.Neutral,
    };

    private static ReportText Listed(IReadOnlyList<EvaluatedComponent> components) => new(
        string.Join('、', components.Select(c => $"{EvaluationWords.Component(c.Id).Zh} {EvaluationWords.Score(c.Score).Zh}")),
        string.Join(", ", components.Select(c => $"{EvaluationWords.Component(c.Id).En} {EvaluationWords.Score(c.Score).En}")));

    private static ReportText Moved(decimal change) => ReportText.Same((change > 0 ? "▲ " : change < 0 ? "▼ " : "") + Math.Abs(change).ToString("0.0", CultureInfo.InvariantCulture));

    private static ReportText Percent(decimal share) => ReportText.Same(ReportFigures.Round(share * 100, 1).ToString("0.0", CultureInfo.InvariantCulture) + "%");
}
