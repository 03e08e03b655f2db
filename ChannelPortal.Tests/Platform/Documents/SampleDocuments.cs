using System.Globalization;
using ChannelPortal.Platform.Documents;
using ChannelPortal.Platform.Ui.Charts;

namespace ChannelPortal.Tests.Platform.Documents;

/// <summary>A document that uses every block, with hostile names and the characters whose glyphs double as radicals.</summary>
internal static class SampleDocuments
{
    public const string Probe = "目录与门店：第三页最长的一段，风险提示见下。";

    public const string HostileName = "杭州\"风行'</style><img src=x onerror=alert(1)>\\经销商";

    public static ReportDocument Full(ReportLanguage language = ReportLanguage.Both, int rows = 62, string subject = "杭州长风工程机械有限公司") => new(
        new ReportMeta(new("月度经营诊断", "Monthly diagnostic"), subject, new("2026年10月", "Oct 2026"), language, new("来源：指标目录；截至 2026-10-31", "Source: metric catalogue; as of 2026-10-31")),
        [
            new Cover(
                new("华东机械", "East Machinery"), new("月度经营诊断", "Monthly diagnostic"), subject,
                [(new("代码", "Code"), ReportText.Same("D0001")), (new("期间", "Period"), new("2026年10月", "Oct 2026"))],
                [new Finding(ReportTone.Good, new("目标达成", "On target"), new(Probe, "The target was met."))],
                new("仅供该经销商使用。", "For this dealer only.")),
            new Heading(1, new("一、主要指标", "Headline figures")),
            new Paragraph(new(Probe, "A probe phrase.")),
            new KpiGrid([.. Enumerable.Range(1, 8).Select(i => new Kpi(new($"指标{i}", $"Metric {i}"), ReportText.Same("1,234.50"), new("万元", "10k CNY"), ReportText.Same("SAL-01 · 2026-10"))
            {
                Change = new("▲ 8.1% 同比", "▲ 8.1% on last year"),
                ChangeTone = ReportTone.Good,
                Peers = new KpiPeers(new("中位 1,100.00 · n=23", "Median 1,100.00 · n=23"), 0.7),
            })]),
            new Chart(Bars(), new("进货额柱状图", "Bar chart of sell-in"), ReportText.Same("SAL-01 · n=23")),
            new Row(
            [
                new Chart(Lines(), new("库存天数折线图", "Line chart of stock days"), ReportText.Same("INV-02")) { WidthShare = 0.5 },
                new Chart(Donut(), new("品类占比", "Share by category"), ReportText.Same("SAL-01")) { WidthShare = 0.5 },
            ]),
            new Finding(ReportTone.Bad, new("库存偏高", "Stock is high"), new(Probe, "Stock is above the corridor.")) { Source = ReportText.Same("INV-02 · n=23") },
            new PageBreak(),
            new Heading(1, new("二、产品明细", "Products")),
            Table(rows),
        ]);

    public static ChartSpec Bars() => new(
        ChartKind.Bar,
        Months(12),
        [
            new ChartSeries("上年", [.. Enumerable.Range(1, 12).Select(i => (double?)(1_000_000 + (i * 90_000)))]) { Tone = ChartTone.Muted },
            new ChartSeries("本年", [.. Enumerable.Range(1, 12).Select(i => (double?)(1_100_000 + (i * 100_000)))]) { Tone = ChartTone.Accent },
        ])
    {
        Title = "进货额",
        Format = ChartFormat.Money,
        Unit = "元",
    };

    public static ChartSpec Lines() => new(ChartKind.Line, Months(12), [new ChartSeries("库存天数", [30, 32, 35, 38, null, 44, 47, 50, 52, 49, 46, 51])])
    {
        Title = "库存天数",
        Format = ChartFormat.Decimal,
        Unit = "天",
        Annotations = [new ChartAnnotation("健康区间", 20) { ValueTo = 45, Tone = ChartTone.Good }],
    };

    public static ChartSpec Donut() => new(ChartKind.Donut, ["挖掘机", "起重机", "混凝土机械"], [new ChartSeries("份额", [5_000_000, 3_000_000, 2_000_000])]) { Title = "品类占比", Format = ChartFormat.Money, Unit = "元" };

    private static string[] Months(int count) => [.. Enumerable.Range(1, count).Select(i => i.ToString(CultureInfo.InvariantCulture) + "月")];

    private static DataTable Table(int rows) => new(
        new("产品明细", "Products"),
        [new(new("产品", "Product"), false), new(new("进货额(元)", "Sell-in (CNY)")), new(new("同比", "On year"))],
        [.. Enumerable.Range(0, (rows + 9) / 10).Select(g => new DataGroup(
            new($"品类{g + 1}", $"Category {g + 1}"),
            [.. Enumerable.Range((g * 10) + 1, Math.Min(10, rows - (g * 10))).Select(i => new DataRow([new(new($"行{i:000}页门目长风", $"Row {i:000}")), new(ReportText.Same("12,345.60")), new(ReportText.Same("-3.2%"), ReportTone.Bad)]))]))]);
}
