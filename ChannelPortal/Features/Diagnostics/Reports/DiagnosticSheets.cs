using System.Globalization;
using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Platform.Text;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>The figures of a filed report as a workbook: the numbers that were printed, as numbers, from the model that was kept with the file.</summary>
internal static class DiagnosticSheets
{
    public static async Task<byte[]> WriteAsync(Report report, DealerDiagnosticModel model, bool isChinese, CancellationToken cancellationToken)
    {
        var sheets = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [Word("Sheet_Figures")] = model.Figures.Select(f => Row(
                (Word("Table_Metric"), f.MetricId), (Word("Sheet_Name"), isChinese ? f.NameZh : f.NameEn), (Word("Sheet_Unit"), Word("Sheet_Unit_" + f.Unit)), (Word("Table_ThisMonth"), f.Value),
                (Word("Table_LastMonth"), f.LastMonth), (Word("Chart_LastYear"), f.LastYear), (Word("Chart_Peers"), f.Peers.Median), (Word("Sheet_Peers"), f.Peers.Count))).ToList(),
            [Word("Sheet_Trends")] = model.Trends.SelectMany(t => t.Points.Select(p => Row(
                (Word("Table_Metric"), t.MetricId), (Word("Column_Period"), p.Month.ToString()), (Word("Chart_Own"), p.Value), (Word("Chart_Peers"), p.PeerMedian), (Word("Chart_LastYear"), p.LastYear)))).ToList(),
            [Word("Sheet_Products")] = model.Products.Select(p => Row(
                (Word("Sheet_Code"), SheetText.Safe(p.ProductId)), (Word("Table_Product"), SheetText.Safe(isChinese ? p.NameZh : p.NameEn)), (Word("Table_SellIn"), p.SellIn), (Word("Chart_LastYear"), p.SellInLastYear),
                (Word("Table_SellOut"), p.SellOut), (Word("Table_Stock"), p.StockValue), (Word("Table_Days"), p.StockDays))).ToList(),
            [Word("Sheet_Advice")] = model.Advice.Select(a => Row(
                (Word("Table_Advice"), In(AdviceWords.Title(a.RuleId))), (Word("Sheet_Text"), SheetText.Safe(In(AdviceWords.Text(a)))), (Word("Table_Metric"), a.MetricId), (Word("Table_Expected"), a.Gain))).ToList(),
            [Word("Sheet_Source")] = new List<Dictionary<string, object?>>
            {
                Row((Word("Sheet_What"), Word("Column_Dealer")), (Word("Sheet_Content"), SheetText.Safe($"{report.DealerId} {report.DealerName}"))),
                Row((Word("Sheet_What"), Word("Column_Period")), (Word("Sheet_Content"), report.Period)),
                Row((Word("Sheet_What"), Word("Column_Revision")), (Word("Sheet_Content"), report.Revision)),
                Row((Word("Sheet_What"), "SHA-256"), (Word("Sheet_Content"), report.Sha256)),
                Row((Word("Sheet_What"), Word("Sheet_Hash")), (Word("Sheet_Content"), report.ContentHash)),
                Row((Word("Sheet_What"), Word("Column_Created")), (Word("Sheet_Content"), report.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture))),
            },
        };
        using var stream = new MemoryStream();
        await stream.SaveAsAsync(sheets, printHeader: true, configuration: new OpenXmlConfiguration { FreezeRowCount = 1 }, cancellationToken: cancellationToken);
        return stream.ToArray();

        string Word(string key) => In(DiagnosticsText.Both(key));

        string In(Platform.Documents.ReportText text) => isChinese ? text.Zh : text.En;
    }

    private static Dictionary<string, object?> Row(params (string Name, object? Value)[] cells) => cells.ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);
}
