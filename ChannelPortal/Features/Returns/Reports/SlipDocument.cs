using System.Globalization;
using System.Resources;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Returns.Reports;

/// <summary>The slip that travels with the goods, in both languages: the number in large type is the label, the table tells the inspection what to expect.</summary>
internal static class SlipDocument
{
    private static readonly ResourceManager s_texts = new(typeof(ReturnsText));
    private static readonly CultureInfo s_chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-US");

    public static ReportDocument Of(ReturnView view, BusinessClock clock)
    {
        var goods = view.Goods;
        var day = clock.DayOf(goods.RequestedAt);
        var rows = view.Lines.Select(l => new DataRow(
        [
            Cell(l.Line.Line.ToString(CultureInfo.InvariantCulture)), Cell(l.Line.ProductId), new DataCell(new ReportText(l.NameIn(true), l.NameIn(false))), Cell(l.Line.OrderId),
            new DataCell(new ReportText($"{NumberFormat.Quantity(l.Line.Qty / 1000m)} {l.UnitIn(true)}", $"{NumberFormat.Quantity(l.Line.Qty / 1000m)} {l.UnitIn(false)}")),
            new DataCell(Both("Reason_" + l.Line.Reason)),
        ])).ToList();
        return new ReportDocument(
            new ReportMeta(Both("Slip_Title"), view.DealerName, new ReportText(NumberFormat.Date(day, s_chinese), NumberFormat.Date(day, s_english)), ReportLanguage.Both, Both("Slip_Source")),
            [
                new Heading(1, ReportText.Same(goods.Number)),
                new Heading(2, Both("Slip_Title")),
                new Paragraph(new ReportText($"{view.DealerName} {goods.DealerId}", $"{view.DealerNameEn ?? view.DealerName} {goods.DealerId}")),
                new Paragraph(Both("Slip_How")),
                new DataTable(
                    Both("Lines"),
                    [
                        new DataColumn(Both("Column_No")), new DataColumn(Both("Column_Sku"), false), new DataColumn(Both("Column_Product"), false), new DataColumn(Both("Column_Order"), false),
                        new DataColumn(Both("Column_Qty")), new DataColumn(Both("Column_Reason"), false),
                    ],
                    [new DataGroup(null, rows)]),
                new Paragraph(Both("Slip_Sign")),
            ]);
    }

    private static DataCell Cell(string text) => new(ReportText.Same(text));

    private static ReportText Both(string key) => new(s_texts.GetString(key, s_chinese)!, s_texts.GetString(key, s_english)!);
}
