using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Documents;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>A filed evaluation as a workbook: scores and raw figures as numbers.</summary>
internal static class EvaluationSheets
{
    public static Task<byte[]> WriteAsync(Report report, EvaluationModel model, bool isChinese, CancellationToken cancellationToken)
    {
        var sheets = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [Word("Eval_Parts")] = model.Evaluation.Components.SelectMany(c => c.Parts.Select(p => DiagnosticSheets.Row(
                (Word("Eval_Component"), In(EvaluationWords.Component(c.Id))), (Word("Eval_Part"), In(EvaluationWords.Part(p.Id))), (Word("Sheet_Unit"), p.Unit), (Word("Eval_Raw"), p.Raw),
                (Word("Chart_Peers"), p.PeersMedian), (Word("Eval_Share"), p.Weight), (Word("Eval_Score"), p.Score), (Word("Table_Metric"), p.MetricId)))).ToList(),
            [Word("Eval_Trend")] = model.History.Select(h => DiagnosticSheets.Row(
                [(Word("Eval_Quarter"), h.Quarter.ToString()), (Word("Eval_Total"), h.Index), .. model.Evaluation.Components.Select(c => (In(EvaluationWords.Component(c.Id)), (object?)h.Components.GetValueOrDefault(c.Id)))])).ToList(),
            [Word("Sheet_Source")] = DiagnosticSheets.Source(report, $"{report.DealerId} {report.DealerName}", Word),
        };
        return DiagnosticSheets.SaveAsync(sheets, cancellationToken);

        string Word(string key) => In(DiagnosticsText.Both(key));

        string In(ReportText text) => isChinese ? text.Zh : text.En;
    }
}
