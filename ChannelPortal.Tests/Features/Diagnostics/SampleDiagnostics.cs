using ChannelPortal.Features.Diagnostics;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Tests.Features.Diagnostics;

/// <summary>A believable month of a building-machinery dealer.</summary>
internal static class SampleDiagnostics
{
    private static readonly Period s_month = Period.Month(2026, 10);

    public static DealerDiagnosticModel Model(string name = "杭州长风工程机械有限公司", int products = 34, int peers = 23)
    {
        var options = new DiagnosticsOptions();
        var figures = Figures(peers);
        var list = Products(products);
        var headline = figures.Where(f => DiagnosticChapters.Headline.Contains(f.MetricId)).ToList();
        return new DealerDiagnosticModel(
            new DiagnosticDealer("D0001", name, "杭州市", "Hangzhou", "gold"),
            s_month,
            "CNY",
            new DiagnosticPeerGroup("gold", "华东", "East China", peers),
            figures,
            [.. DiagnosticChapters.TrendIds.Select((id, n) => Trend(id, figures.Single(f => f.MetricId == id), n))],
            list,
            DiagnosticRules.Strengths(headline, options),
            DiagnosticRules.Weaknesses(headline, new DiagnosticAmounts(3_864_520.35m, 5_240_000m, 2_100_000m), options),
            DiagnosticRules.Changes(figures),
            AdviceLibrary.For(Case(figures, list)),
            AdviceLibrary.Stakes(Case(figures, list)),
            [
                new DiagnosticOutcome("surplus", "2026-09", true, new DateOnly(2026, 10, 20), 1_610_000m, 210_391m),
                new DiagnosticOutcome("courses", "2026-09", null, null, null, null),
                new DiagnosticOutcome("margin", "2026-08", false, null, 88_000m, null),
            ],
            new DiagnosticScore("2026-Q3", 81.2m, "B", 78.1m),
            [
                new DiagnosticRebate("季度进货返利", "Quarterly sell-in rebate", "2026-Q4", 3_864_520.35m, 3, 4, 2_135_479.65m, false, 57_967.81m, 96_000m),
                new DiagnosticRebate("月度回款返利", "Monthly payment rebate", "2026-10", 750_600m, 2, 3, 749_400m, false, 901.20m, 901.20m),
                new DiagnosticRebate("年度增长返利", "Annual growth rebate", "2026", 31_000_000m, 1, 3, 1_900_000m, false, 60_000m, 88_000m),
            ]);
    }

    public static AdviceCase Case(IReadOnlyList<DiagnosticFigure> figures, IReadOnlyList<DiagnosticProduct> products) =>
        new(figures.ToDictionary(f => f.MetricId, StringComparer.Ordinal), products, new DiagnosticsOptions());

    public static List<DiagnosticFigure> Figures(int peers = 23) =>
    [
        Figure("SAL-01", "进货净销售额", "Sell-in net sales", DiagnosticUnit.Money, true, 3_864_520.35m, 3_502_110.00m, 3_574_000.00m, peers, 2_950_000m, 0.82m),
        Figure("SAL-05", "进货目标达成率", "Sell-in target attainment", DiagnosticUnit.Percent, true, 1.042m, 0.981m, 0.97m, peers, 0.93m, 0.77m),
        Figure("STO-01", "终端销售额", "Sell-out revenue", DiagnosticUnit.Money, true, 3_110_440.10m, 3_400_000m, 3_390_000m, peers, 3_050_000m, 0.55m),
        Figure("STO-04", "动销率(数量)", "Sell-through rate", DiagnosticUnit.Percent, true, 0.284m, 0.33m, 0.352m, peers, 0.36m, 0.18m),
        Figure("INV-02", "库存可销天数", "Days of supply", DiagnosticUnit.Days, false, 61.4m, 57.0m, 41.3m, peers, 38.5m, 0.09m),
        Figure("INV-09", "呆滞库存占比(180天以上)", "Slow-moving value share", DiagnosticUnit.Percent, false, 0.118m, 0.102m, 0.09m, peers, 0.104m, 0.45m),
        Figure("FIN-03", "逾期率", "Overdue ratio", DiagnosticUnit.Percent, false, 0.021m, 0.034m, 0.04m, peers, 0.058m, 0.91m),
        Figure("LOG-01", "准时送达率", "On-time delivery rate", DiagnosticUnit.Percent, true, 0.944m, 0.951m, null, peers, 0.947m, 0.5m),
        Figure("SAL-06", "进货目标累计达成率", "Sell-in attainment YTD", DiagnosticUnit.Percent, true, 0.987m, 0.98m, 0.95m, peers, 0.94m, 0.7m),
        Figure("SAL-10", "新品销售占比", "New product share", DiagnosticUnit.Percent, true, 0.142m, 0.13m, 0.11m, peers, 0.151m, 0.4m),
        Figure("SAL-11", "新品目标达成率", "New product attainment", DiagnosticUnit.Percent, true, 0.78m, 0.81m, 0.9m, peers, 0.86m, 0.33m),
        Figure("ORD-20", "订单行满足率", "Line fill rate", DiagnosticUnit.Percent, true, 0.931m, 0.95m, 0.94m, peers, 0.94m, 0.41m),
        Figure("PRC-24", "经销商分销毛利率", "Dealer selling margin", DiagnosticUnit.Percent, true, 0.118m, 0.121m, 0.13m, peers, 0.147m, 0.12m),
        Figure("STO-11", "终端折让深度", "Retail discount depth", DiagnosticUnit.Percent, false, 0.082m, 0.07m, 0.06m, peers, 0.055m, 0.2m),
        Figure("STO-06", "单店产出", "Sales per store", DiagnosticUnit.Money, true, 518_406.68m, 566_666.67m, 565_000m, peers, 490_000m, 0.6m),
        Figure("STO-08", "客单价", "Ticket value", DiagnosticUnit.Money, true, 48_600.63m, 50_100m, 49_000m, peers, 47_250m, 0.52m),
        Figure("INV-01", "渠道库存金额", "Channel stock value", DiagnosticUnit.Money, false, 5_240_000m, 5_010_000m, 4_100_000m, peers, 3_900_000m, 0.2m),
        Figure("INV-04", "渠道缺货率", "Dealer stock-out rate", DiagnosticUnit.Percent, false, 0.062m, 0.05m, 0.04m, peers, 0.05m, 0.4m),
        Figure("FIN-01", "应收余额", "Open receivables", DiagnosticUnit.Money, false, 2_100_000m, 1_950_000m, 1_700_000m, peers, 1_800_000m, 0.4m),
        Figure("FIN-09", "按期回款率(金额)", "On-time collection", DiagnosticUnit.Percent, true, 0.913m, 0.9m, 0.88m, peers, 0.87m, 0.7m),
        Figure("FIN-10", "信用额度使用率", "Credit utilisation", DiagnosticUnit.Percent, false, 0.74m, 0.7m, 0.66m, peers, 0.62m, 0.3m),
        Figure("CMP-14", "终端价格达标率", "Retail price attainment", DiagnosticUnit.Percent, true, 0.921m, 0.95m, 0.97m, peers, 0.964m, 0.15m),
        Figure("CMP-04", "巡店得分率", "Store visit score", DiagnosticUnit.Percent, true, 0.864m, 0.84m, 0.82m, peers, 0.83m, 0.66m),
        Figure("CMP-19", "异地扫码率", "Foreign scan rate", DiagnosticUnit.Percent, false, 0.012m, 0.015m, 0.02m, peers, 0.021m, 0.8m),
        Figure("CMP-21", "确认窜货案件数", "Confirmed diversion cases", DiagnosticUnit.Count, false, 0m, 0m, 1m, peers, 0m, 0.5m),
        Figure("ORD-10", "自助下单占比", "Self-service order share", DiagnosticUnit.Percent, true, 0.83m, 0.8m, 0.7m, peers, 0.79m, 0.6m),
        Figure("DIG-07", "数据按时上报率", "Data on time", DiagnosticUnit.Percent, true, 0.87m, 0.92m, 0.9m, peers, 0.91m, 0.35m),
        Figure("DIG-10", "上报数据错误率", "Rejected row share", DiagnosticUnit.Percent, false, 0.021m, 0.02m, 0.03m, peers, 0.02m, 0.5m),
        Figure("ENB-01", "课程完成率", "Course completion", DiagnosticUnit.Percent, true, 0.64m, 0.6m, 0.58m, peers, 0.71m, 0.3m),
    ];

    public static List<DiagnosticProduct> Products(int products) =>
        [.. Enumerable.Range(1, products).Select(i => new DiagnosticProduct(
            $"P{i:000}", $"{(i % 3 == 0 ? "混凝土泵车" : i % 3 == 1 ? "履带式挖掘机" : "汽车起重机")} {20 + i} 型", $"Model {20 + i}",
            i <= products / 3 ? "挖掘机械" : i <= products * 2 / 3 ? "起重机械" : "混凝土机械",
            i <= products / 3 ? "Excavators" : i <= products * 2 / 3 ? "Cranes" : "Concrete machines",
            210_000m - (i * 4_100m), 200_000m - (i * 3_000m), 160_000m - (i * 2_000m), 320_000m - (i * 5_000m), 20m + (i * 2), i % 4 == 0 ? 0.35m : 0))];

    private static DiagnosticTrend Trend(string id, DiagnosticFigure figure, int number) => new(
        id,
        [.. Enumerable.Range(0, 12).Select(i => new DiagnosticTrendPoint(
            Period.MonthOf(new DateOnly(2025, 11, 1).AddMonths(i)),
            i == 5 && number == 2 ? null : figure.Value * (0.8m + (i * 0.2m / 11)) * (i == 2 ? 0.7m : 1),
            figure.Peers.Median * (0.9m + (i * 0.1m / 11)),
            id == "SAL-01" ? figure.LastYear * (0.8m + (i * 0.2m / 11)) * (i == 3 ? 0.6m : 1) : null))]);

    private static DiagnosticFigure Figure(
        string id, string zh, string en, DiagnosticUnit unit, bool higherIsBetter, decimal? value, decimal? before, decimal? lastYear, int peers, decimal median, decimal position) =>
        new(id, zh, en, unit, higherIsBetter, value, before, lastYear, peers >= 8 ? new DiagnosticPeers(peers, median, position) : new DiagnosticPeers(peers, null, null));
}
