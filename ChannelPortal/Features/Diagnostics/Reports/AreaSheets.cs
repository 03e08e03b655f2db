using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>A filed area report as a workbook: every dealer of the area, not only those that the pages had room for.</summary>
internal static class AreaSheets
{
    public static Task<byte[]> WriteAsync(AreaReport report, AreaReportModel model, bool isChinese, CancellationToken cancellationToken)
    {
        var sheets = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [Word("Sheet_Figures")] = model.Figures.Select(f => DiagnosticSheets.Row(
                (Word("Table_Metric"), f.MetricId), (Word("Sheet_Name"), isChinese ? f.NameZh : f.NameEn), (Word("Sheet_Unit"), Word("Sheet_Unit_" + f.Unit)), (Word("Table_ThisMonth"), f.Value),
                (Word("Table_LastMonth"), f.LastMonth), (Word("Chart_LastYear"), f.LastYear))).ToList(),
            [Word("Area_Parts")] = model.Parts.Select(p => DiagnosticSheets.Row(
                (Word("Sheet_Code"), p.AreaId), (Word("Area_Part"), SheetText.Safe(isChinese ? p.NameZh : p.NameEn)), (Word("Area_Dealers"), p.Dealers), (Word("Table_SellIn"), p.SellIn), (Word("Chart_LastYear"), p.SellInLastYear),
                (Word("Area_Attainment"), p.Attainment), (Word("Table_Days"), p.StockDays), (Word("Area_Slow"), p.SlowShare), (Word("Area_Overdue"), p.OverdueShare), (Word("Area_Index"), p.Index))).ToList(),
            [Word("Area_Dealers")] = model.Dealers.Select(d => DiagnosticSheets.Row(
                (Word("Sheet_Code"), SheetText.Safe(d.DealerId)), (Word("Column_Dealer"), SheetText.Safe(isChinese ? d.Name : d.NameEn)), (Word("Table_SellIn"), d.SellIn), (Word("Chart_LastYear"), d.SellInLastYear),
                (Word("Area_Attainment"), d.Attainment), (Word("Eval_Total"), d.Index), (Word("Area_IndexBefore"), d.IndexBefore), (Word("Area_Band"), d.Band), (Word("Area_OverdueMoney"), d.Overdue),
                (Word("Area_SlowMoney"), d.SlowStock))).ToList(),
            [Word("Sheet_Advice")] = model.Advice.Select(a => DiagnosticSheets.Row(
                (Word("Table_Advice"), In(AdviceWords.Title(a.RuleId))), (Word("Area_Advised"), a.Count), (Word("Area_Answered"), a.Answered), (Word("Table_Expected"), a.Expected))).ToList(),
            [Word("Sheet_Source")] = DiagnosticSheets.Source(report, $"{report.AreaId} {(isChinese ? report.NameZh : report.NameEn)}", Word),
        };
        return DiagnosticSheets.SaveAsync(sheets, cancellationToken);

        string Word(string key) => In(DiagnosticsText.Both(key));

        string In(ReportText text) => isChinese ? text.Zh : text.En;
    }

    public static Task<byte[]> WriteAsync(AreaReport report, EvaluationBookModel model, bool isChinese, CancellationToken cancellationToken)
    {
        var sheets = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [Word("Area_Dealers")] = model.Dealers.Select(d => DiagnosticSheets.Row(
                (Word("Sheet_Code"), SheetText.Safe(d.DealerId)), (Word("Column_Dealer"), SheetText.Safe(isChinese ? d.Name : d.NameEn)), (Word("Eval_Total"), d.Index), (Word("Area_IndexBefore"), d.Before), (Word("Area_Band"), d.Band),
                (Word("Book_State"), In(EvaluationWords.Status(d.Status))), (Word("Book_Tier"), In(EvaluationWords.Step(d.TierStep))), (Word("Book_Multiplier"), d.Multiplier), (Word("Book_Rebate"), d.Rebate), (Word("Book_Effect"), d.Effect))).ToList(),
            [Word("Area_Parts")] = model.Parts.Select(p => DiagnosticSheets.Row(
                (Word("Sheet_Code"), p.AreaId), (Word("Area_Part"), SheetText.Safe(isChinese ? p.NameZh : p.NameEn)), ("A", p.A), ("B", p.B), ("C", p.C), ("D", p.D), (Word("Area_Index"), p.Median), (Word("Area_IndexBefore"), p.MedianBefore))).ToList(),
            [Word("Sheet_Source")] = DiagnosticSheets.Source(report, $"{report.AreaId} {(isChinese ? report.NameZh : report.NameEn)}", Word),
        };
        return DiagnosticSheets.SaveAsync(sheets, cancellationToken);

        string Word(string key) => In(DiagnosticsText.Both(key));

        string In(ReportText text) => isChinese ? text.Zh : text.En;
    }
}
