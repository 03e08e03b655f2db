using System.Globalization;
using ChannelPortal.Platform.Documents;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>What to do next month, and what came of what was advised before.</summary>
internal static class DiagnosticPlanPages
{
    public static IEnumerable<ReportBlock> Of(DealerDiagnosticModel model, Uri? portal)
    {
        yield return new Heading(1, DiagnosticsText.Both("Section_Plan"));
        foreach (var block in model.Advice.Select(a => (ReportBlock)Advice(model, a, portal)).DefaultIfEmpty(new Paragraph(DiagnosticsText.Both("NoAdvice"))))
        {
            yield return block;
        }

        if (model.Advice.Any(a => a.Gain is not null))
        {
            yield return new Paragraph(DiagnosticsText.Both("Plan_Note")) { IsNote = true };
        }

        yield return new Heading(2, DiagnosticsText.Both("Section_Outcomes"));
        yield return model.Outcomes.Count == 0 ? new Paragraph(DiagnosticsText.Both("NoOutcomes")) : Outcomes(model);
        if (model.Rebates.Count > 0)
        {
            yield return Rebates(model);
        }
    }

    private static DataTable Outcomes(DealerDiagnosticModel model) => new(
        DiagnosticsText.Both("Table_Outcomes"),
        [
            new DataColumn(DiagnosticsText.Both("Table_Advice"), IsNumber: false),
            new DataColumn(DiagnosticsText.Both("Table_Answer"), IsNumber: false),
            new DataColumn(DiagnosticsText.Both("Table_Expected")),
            new DataColumn(DiagnosticsText.Both("Table_Realised")),
        ],
        [.. model.Outcomes.GroupBy(o => o.IssuedIn, StringComparer.Ordinal).Select(g => new DataGroup(ReportText.Same(g.Key), [.. g.Select(OutcomeRow)]))])
    {
        Source = DiagnosticsText.Both("Table_Outcomes_Source"),
    };

    private static DataTable Rebates(DealerDiagnosticModel model) => new(
        DiagnosticsText.Both("Table_Rebates"),
        [
            new DataColumn(DiagnosticsText.Both("Table_Program"), IsNumber: false),
            new DataColumn(DiagnosticsText.Both("Table_Counted")),
            new DataColumn(DiagnosticsText.Both("Table_Step")),
            new DataColumn(DiagnosticsText.Both("Table_Gap")),
            new DataColumn(DiagnosticsText.Both("Table_Accrued")),
            new DataColumn(DiagnosticsText.Both("Table_AtEnd")),
        ],
        [
            new DataGroup(null, [.. model.Rebates.Select(r => new DataRow(
            [
                new(new ReportText($"{r.NameZh} {r.Period}", $"{r.NameEn} {r.Period}")),
                new(ReportFigures.About(r.Counted)),
                new(ReportText.Same($"{r.StepNo.ToString(CultureInfo.InvariantCulture)}/{r.Steps.ToString(CultureInfo.InvariantCulture)}"), r.StepNo == 0 ? ReportTone.Watch : ReportTone.Neutral),
                new(r.Gap == 0 ? ReportText.Same(ReportFigures.None) : ReportFigures.About(r.Gap)),
                new(ReportFigures.About(r.Accrued)),
                new(ReportFigures.About(r.Expected)),
            ]))]),
        ])
    {
        Source = DiagnosticsText.Both("Table_Rebates_Source", ReportText.Same(model.Month.ToString())),
    };

    private static Finding Advice(DealerDiagnosticModel model, DiagnosticAdvice advice, Uri? portal) => new(ReportTone.Neutral, AdviceWords.Title(advice.RuleId), AdviceWords.Text(advice))
    {
        Source = advice.Gain is { } gain
            ? DiagnosticsText.Both("Advice_Source_Gain", ReportText.Same(advice.MetricId), ReportText.Same(model.Month.ToString()), ReportFigures.About(gain))
            : DiagnosticsText.Both("Chart_Source", ReportText.Same(advice.MetricId), ReportText.Same(model.Month.ToString())),
        Link = portal is null ? null : new ReportLink(AdviceWords.Link(advice.RuleId), new Uri(portal, "/" + advice.Link)),
    };

    private static DataRow OutcomeRow(DiagnosticOutcome outcome) => new(
    [
        new(AdviceWords.Title(outcome.RuleId)),
        outcome switch
        {
            { DoneOn: not null } => new(DiagnosticsText.Both("Answer_Done"), ReportTone.Good),
            { Accepted: true } => new(DiagnosticsText.Both("Answer_Accepted")),
            { Accepted: false } => new(DiagnosticsText.Both("Answer_Declined")),
            _ => new(DiagnosticsText.Both("Answer_None"), ReportTone.Watch),
        },
        new(ReportFigures.About(outcome.Expected)),
        new(ReportFigures.About(outcome.Realised), outcome.Realised > 0 ? ReportTone.Good : ReportTone.Neutral),
    ]);
}
