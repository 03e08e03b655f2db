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
            [Word("Sheet_Source")] = Source(report, $"{report.DealerId} {report.DealerName}", Word),
        };
        return await SaveAsync(sheets, cancellationToken);

        string Word(string key) => In(DiagnosticsText.Both(key));

        string In(Platform.Documents.ReportText text) => isChinese ? text.Zh : text.En;
    }

    /// <summary>What a workbook says about where its numbers come from.</summary>
    public static List<Dictionary<string, object?>> Source(FiledReport report, string subject, Func<string, string> word)
    {
        return
        [
            Line(word("Sheet_Subject"), SheetText.Safe(subject)),
            Line(word("Column_Period"), report.Period),
            Line(word("Column_Revision"), report.Revision),
            Line("SHA-256", report.Sha256),
            Line(word("Sheet_Hash"), report.ContentHash),
            Line(word("Column_Created"), report.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
        ];

        Dictionary<string, object?> Line(string what, object content) => Row((word("Sheet_What"), what), (word("Sheet_Content"), content));
    }

    public static async Task<byte[]> SaveAsync(Dictionary<string, object> sheets, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        await stream.SaveAsAsync(sheets, printHeader: true, configuration: new OpenXmlConfiguration { FreezeRowCount = 1 }, cancellationToken: cancellationToken);
        return stream.ToArray();
    }

    public static Dictionary<string, object?> Row(params (string Name, object? Value)[] cells) => cells.ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);
}
