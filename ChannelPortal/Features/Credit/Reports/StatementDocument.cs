using System.Globalization;
using System.Resources;
using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Credit.Reports;

/// <summary>The statement of account on paper, in both languages, with a place for the dealer's signature.</summary>
internal static class StatementDocument
{
    private static readonly ResourceManager s_texts = new(typeof(CreditPagesText));
    private static readonly CultureInfo s_chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-US");

    public static ReportDocument Of(Statement statement)
    {
        var period = new ReportText(Period(s_chinese), Period(s_english));
        var rows = statement.Lines.Select(l => new DataRow(
        [
            Cell(Day(l.Day)), new DataCell(Both("Kind_" + l.Kind)), Cell(l.Number), Cell(l.Memo ?? ""), Cell(Amount(l.Amount)), Cell(Amount(l.Balance)),
        ])).ToList();
        return new ReportDocument(
            new ReportMeta(Both("Statement_Title"), statement.Name, period, ReportLanguage.Both, Both("Statement_Source")),
            [
                new Heading(1, Both("Statement_Title")),
                new Paragraph(ReportText.Same($"{statement.Name} {statement.DealerId}")),
                new KpiGrid(
                [
                    Figure("Opening", statement.Opening), Figure("Charges", statement.Charges), Figure("Credits", statement.Credits), Figure("Closing", statement.Closing),
                ]),
                new DataTable(
                    Both("Statement_Lines"),
                    [
                        new DataColumn(Both("Column_Day"), false), new DataColumn(Both("Column_Kind"), false), new DataColumn(Both("Column_Document"), false),
                        new DataColumn(Both("Column_Memo"), false), new DataColumn(Both("Column_Amount")), new DataColumn(Both("Column_Balance")),
                    ],
                    [new DataGroup(null, rows)]),
                new DataTable(
                    Both("Statement_Ageing"),
                    [new DataColumn(Both("Age_0_30")), new DataColumn(Both("Age_31_60")), new DataColumn(Both("Age_61_90")), new DataColumn(Both("Age_90"))],
                    [
                        new DataGroup(null,
                        [
                            new DataRow(
                            [
                                Cell(Amount(statement.Ageing.NotDue + statement.Ageing.Days30)), Cell(Amount(statement.Ageing.Days60)), Cell(Amount(statement.Ageing.Days90)),
                                Cell(Amount(statement.Ageing.Older)),
                            ]),
                        ]),
                    ]),
                new Paragraph(Both("Statement_Sign")),
            ]);

        Kpi Figure(string key, long minor) => new(Both(key), ReportText.Same(Amount(minor)), ReportText.Same(""), ReportText.Same(""));
        string Amount(long minor) => NumberFormat.Money(new Money(minor, statement.Currency));
        string Period(CultureInfo culture) => NumberFormat.Date(statement.From, culture) + " – " + NumberFormat.Date(statement.To, culture);
    }

    private static DataCell Cell(string text) => new(ReportText.Same(text));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ReportText Both(string key) => new(s_texts.GetString(key, s_chinese)!, s_texts.GetString(key, s_english)!);
}
