using System.Globalization;
using System.Resources;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Logistics.Reports;

/// <summary>Papers of a shipment, in both languages.</summary>
internal static class ShipmentDocuments
{
    private static readonly ResourceManager s_texts = new(typeof(LogisticsText));
    private static readonly CultureInfo s_chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-US");

    public static ReportDocument PackingList(ShipmentDetail shipment) => Document(
        shipment, "Packing_List",
        [
            new DataTable(
                Both("Contents"),
                [new DataColumn(Both("Column_Line")), new DataColumn(Both("Column_Product"), false), new DataColumn(Both("Column_Code"), false), new DataColumn(Both("Column_Quantity")), new DataColumn(Both("Column_Unit"), false)],
                [new DataGroup(null, [.. shipment.View.Lines.Select(l => new DataRow([Cell(l.LineNo), Cell(l.Name), Cell(l.ProductId), Cell(Quantity(l.Qty)), Cell(l.Unit)]))])]),
            new Paragraph(Both("Packing_List_Sign")),
        ]);

    /// <summary>Null before the goods are there.</summary>
    public static ReportDocument? Proof(ShipmentDetail shipment, TimeZoneInfo zone) => shipment.View.Proof is not { } proof ? null : Document(
        shipment, "Proof",
        [
            new Paragraph(ReportText.Same($"{Both("Signed_By").In(ReportLanguage.Both)}: {proof.SignedBy}")),
            new Paragraph(ReportText.Same($"{Both("Received_At").In(ReportLanguage.Both)}: {TimeZoneInfo.ConvertTime(proof.At, zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}")),
            new DataTable(
                Both("Contents"),
                [
                    new DataColumn(Both("Column_Line")), new DataColumn(Both("Column_Product"), false), new DataColumn(Both("Column_Code"), false), new DataColumn(Both("Column_Quantity")),
                    new DataColumn(Both("Short")), new DataColumn(Both("Damaged")),
                ],
                [
                    new DataGroup(null, [.. shipment.View.Lines.Select(l => new DataRow(
                        [Cell(l.LineNo), Cell(l.Name), Cell(l.ProductId), Cell(Quantity(l.Qty)), Cell(Quantity(l.ShortQty)), Cell(Quantity(l.DamagedQty))]))]),
                ]),
            .. proof.Note is { } note ? [new Paragraph(ReportText.Same(note))] : Array.Empty<ReportBlock>(),
        ]);

    private static ReportDocument Document(ShipmentDetail shipment, string title, IReadOnlyList<ReportBlock> blocks)
    {
        var fact = shipment.View.Fact;
        var day = new ReportText(NumberFormat.Date(fact.ShippedOn, s_chinese), NumberFormat.Date(fact.ShippedOn, s_english));
        return new ReportDocument(
            new ReportMeta(Both(title), shipment.DealerName, day, ReportLanguage.Both, Both("Document_Source")),
            [
                new Heading(1, Both(title)),
                new Paragraph(ReportText.Same($"{shipment.DealerName} {fact.DealerId}")),
                new Paragraph(ReportText.Same($"{Both("Order").In(ReportLanguage.Both)} {fact.OrderId} · {fact.ShipmentId} · {fact.Carrier} {fact.TrackingNo}")),
                .. blocks,
            ]);
    }

    private static DataCell Cell(string text) => new(ReportText.Same(text));

    private static DataCell Cell(int number) => Cell(number.ToString(CultureInfo.InvariantCulture));

    private static string Quantity(long qty) => NumberFormat.Quantity(qty / 1000m);

    private static ReportText Both(string key) => new(s_texts.GetString(key, s_chinese)!, s_texts.GetString(key, s_english)!);
}
