using ChannelPortal.Features.Diagnostics;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Tests.Features.Diagnostics;

/// <summary>A believable month of a building-machinery dealer.</summary>
internal static class SampleDiagnostics
{
    public static DealerDiagnosticModel Model(string name = "杭州长风工程机械有限公司", int products = 34, int peers = 23)
    {
        var options = new DiagnosticsOptions();
        List<DiagnosticFigure> figures =
        [
            Figure("SAL-01", "进货净销售额", "Sell-in net sales", DiagnosticUnit.Money, true, 3_864_520.35m, 3_502_110.00m, 3_574_000.00m, peers, 2_950_000m, 0.82m),
            Figure("SAL-05", "进货目标达成率", "Sell-in target attainment", DiagnosticUnit.Percent, true, 1.042m, 0.981m, 0.97m, peers, 0.93m, 0.77m),
            Figure("STO-01", "终端销售额", "Sell-out revenue", DiagnosticUnit.Money, true, 3_110_440.10m, 3_400_000m, 3_390_000m, peers, 3_050_000m, 0.55m),
            Figure("STO-04", "动销率(数量)", "Sell-through rate", DiagnosticUnit.Percent, true, 0.284m, 0.33m, 0.352m, peers, 0.36m, 0.18m),
            Figure("INV-02", "库存可销天数", "Days of supply", DiagnosticUnit.Days, false, 61.4m, 57.0m, 41.3m, peers, 38.5m, 0.09m),
            Figure("INV-09", "呆滞库存占比(180天以上)", "Slow-moving value share", DiagnosticUnit.Percent, false, 0.118m, 0.102m, 0.09m, peers, 0.104m, 0.45m),
            Figure("FIN-03", "逾期率", "Overdue ratio", DiagnosticUnit.Percent, false, 0.021m, 0.034m, 0.04m, peers, 0.058m, 0.91m),
            Figure("LOG-01", "准时送达率", "On-time delivery rate", DiagnosticUnit.Percent, true, 0.944m, 0.951m, null, peers, 0.947m, 0.5m),
        ];
        return new DealerDiagnosticModel(
            new DiagnosticDealer("D0001", name, "杭州市", "Hangzhou", "gold"),
            Period.Month(2026, 10),
            "CNY",
            new DiagnosticPeerGroup("gold", "华东", "East China", peers),
            figures,
            [.. Enumerable.Range(0, 12).Select(i => new DiagnosticMonth(
                Period.MonthOf(new DateOnly(2025, 11, 1).AddMonths(i)),
                2_600_000m + (i * 115_000m) - (i == 2 ? 1_300_000m : 0),
                2_400_000m + (i * 98_000m) - (i == 3 ? 1_200_000m : 0),
                0.82m + (i * 0.02m) - (i == 2 ? 0.3m : 0),
                i == 5 ? null : 34m + (i * 2.4m)))],
            [.. Enumerable.Range(1, products).Select(i => new DiagnosticProduct(
                $"P{i:000}", $"{(i % 3 == 0 ? "混凝土泵车" : i % 3 == 1 ? "履带式挖掘机" : "汽车起重机")} {20 + i} 型", $"Model {20 + i}",
                i <= products / 3 ? "挖掘机械" : i <= products * 2 / 3 ? "起重机械" : "混凝土机械",
                i <= products / 3 ? "Excavators" : i <= products * 2 / 3 ? "Cranes" : "Concrete machines",
                210_000m - (i * 4_100m), 200_000m - (i * 3_000m), 160_000m - (i * 2_000m), 320_000m - (i * 5_000m), 20m + (i * 2)))],
            DiagnosticRules.Strengths(figures, options),
            DiagnosticRules.Weaknesses(figures, new DiagnosticAmounts(3_864_520.35m, 5_240_000m, 2_100_000m), options));
    }

    private static DiagnosticFigure Figure(
        string id, string zh, string en, DiagnosticUnit unit, bool higherIsBetter, decimal? value, decimal? before, decimal? lastYear, int peers, decimal median, decimal position) =>
        new(id, zh, en, unit, higherIsBetter, value, before, lastYear, peers >= 8 ? new DiagnosticPeers(peers, median, position) : new DiagnosticPeers(peers, null, null));
}
