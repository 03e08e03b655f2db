using System.Globalization;
using ChannelPortal.Platform.Documents;

namespace ChannelPortal.Features.Diagnostics.Reports;

/// <summary>What a rule looks at: the figures of a dealer's month and its products.</summary>
internal sealed record AdviceCase(IReadOnlyDictionary<string, DiagnosticFigure> Figures, IReadOnlyList<DiagnosticProduct> Products, DiagnosticsOptions Options)
{
    public decimal? Value(string metricId) => Figures.GetValueOrDefault(metricId)?.Value;

    public decimal? Median(string metricId) => Figures.GetValueOrDefault(metricId)?.Peers.Median;
}

/// <summary>A rule that spoke.</summary>
/// <param name="Gain">Money at stake, major units; null where none can be given.</param>
internal sealed record AdviceFinding(decimal? Gain, params IReadOnlyList<ReportText> Arguments);

/// <summary>One rule.</summary>
/// <param name="Area">As in the fact <c>advice_items</c>.</param>
/// <param name="MetricId">The metric that proves it.</param>
/// <param name="Link">The page of the portal where the dealer acts on it.</param>
/// <param name="Check">Null: nothing to say.</param>
internal sealed record AdviceRule(string Id, string Area, string MetricId, string Link, Func<AdviceCase, AdviceFinding?> Check);

/// <summary>
/// The rule library (domain.md R24): each rule a condition, an expected gain and the page where it is acted upon. A gain is what the figures of the month say is at
/// stake, never a forecast; what came of the advice is the same figure later (<see cref="AdviceBook"/>).
/// </summary>
internal static class AdviceLibrary
{
    public const int Most = 6;
    private const decimal LeastAttainment = 0.9m;
    private const decimal FullCredit = 0.9m;
    private const decimal FairPrices = 0.95m;
    private const decimal LeastInspection = 0.8m;

    private static readonly IReadOnlyList<AdviceRule> s_rules =
    [
        new("overdue", "credit", "FIN-03", "invoices", c => c.Value("FIN-03") is { } share && share > c.Options.OverdueShare && c.Value("FIN-01") is { } open
            ? new AdviceFinding(open * share, Percent(share), Money(open * share)) : null),
        new("slow-stock", "stock", "INV-09", "returns", c => SlowOf(c) is { Count: > 0 } slow && c.Value("INV-09") > c.Options.SlowStockShare
            ? new AdviceFinding(slow.Sum(p => p.Value), Number(slow.Count), Money(slow.Sum(p => p.Value)), Names(slow.Select(p => p.Product))) : null),
        new("surplus", "stock", "INV-02", "inventory", c => c.Value("INV-02") is { } days && days > c.Options.HealthyStockDaysTo && c.Value("INV-01") is { } stock
            ? new AdviceFinding(stock * (1 - (c.Options.HealthyStockDaysTo / days)), Days(days), Days(c.Options.HealthyStockDaysTo), Money(stock * (1 - (c.Options.HealthyStockDaysTo / days))), Names(Slowest(c))) : null),
        new("stock-out", "stock", "INV-04", "orders/new", c => c.Value("INV-04") is { } missing && missing > 0.05m && c.Value("STO-01") is { } sold
            ? new AdviceFinding(sold * missing, Percent(missing), Money(sold * missing)) : null),
        new("attainment", "sales", "SAL-05", "orders/new", c => c.Value("SAL-05") is > 0 and < LeastAttainment && c.Value("SAL-01") is > 0
            ? new AdviceFinding((c.Value("SAL-01") / c.Value("SAL-05")) - c.Value("SAL-01"), Percent(c.Value("SAL-05")!.Value), Money((c.Value("SAL-01")!.Value / c.Value("SAL-05")!.Value) - c.Value("SAL-01")!.Value)) : null),
        new("margin", "price", "PRC-24", "inventory", c => c.Value("PRC-24") is { } own && c.Median("PRC-24") is { } median && own < median - 0.01m && c.Value("STO-01") is { } sold
            ? new AdviceFinding(sold * (median - own), Percent(own), Percent(median), Money(sold * (median - own)), Percent(c.Value("STO-11") ?? 0)) : null),
        new("new-products", "sales", "SAL-11", "orders/new", c => c.Value("SAL-11") is { } reached and < LeastAttainment && reached > 0 && c.Value("SAL-10") is { } share && c.Value("SAL-01") is { } sellIn
            ? new AdviceFinding((sellIn * share / reached) - (sellIn * share), Percent(reached), Money((sellIn * share / reached) - (sellIn * share))) : null),
        new("fill-rate", "sales", "ORD-20", "orders/new", c => c.Value("ORD-20") is { } filled && filled < 0.9m && c.Value("SAL-01") is { } sellIn
            ? new AdviceFinding(null, Percent(filled), Money(sellIn)) : null),
        new("credit-full", "credit", "FIN-10", "account", c => c.Value("FIN-10") is { } used and > FullCredit ? new AdviceFinding(null, Percent(used)) : null),
        new("prices", "price", "CMP-14", "alerts", c => c.Value("CMP-14") is { } fair and < FairPrices ? new AdviceFinding(null, Percent(fair), Percent(FairPrices)) : null),
        new("foreign", "price", "CMP-19", "alerts", c => c.Value("CMP-19") is { } foreign and > 0.05m ? new AdviceFinding(null, Percent(foreign)) : null),
        new("inspection", "learn", "CMP-04", "metrics/CMP-04", c => c.Value("CMP-04") is { } score and < LeastInspection ? new AdviceFinding(null, Percent(score), Percent(LeastInspection)) : null),
        new("feeds", "learn", "DIG-07", "metrics/DIG-07", c => c.Value("DIG-07") is { } onTime and < 0.9m ? new AdviceFinding(null, Percent(onTime)) : null),
        new("rejects", "learn", "DIG-10", "metrics/DIG-10", c => c.Value("DIG-10") is { } wrong and > 0.05m ? new AdviceFinding(null, Percent(wrong)) : null),
        new("self-service", "learn", "ORD-10", "orders/new", c => c.Value("ORD-10") is { } self and < 0.6m ? new AdviceFinding(null, Percent(self)) : null),
        new("courses", "learn", "ENB-01", "metrics/ENB-01", c => c.Value("ENB-01") is { } done and < 0.7m ? new AdviceFinding(null, Percent(done)) : null),
    ];

    public static IReadOnlyList<AdviceRule> Rules => s_rules;

    public static AdviceRule? Find(string id) => s_rules.FirstOrDefault(r => r.Id == id);

    /// <summary>The advice of a month: money first, the largest on top, then the others in the order of the library.</summary>
    public static IReadOnlyList<DiagnosticAdvice> For(AdviceCase dealer) =>
        [.. s_rules
            .Select((rule, i) => (Rule: rule, Order: i, Found: rule.Check(dealer)))
            .Where(r => r.Found is not null)
            .OrderByDescending(r => r.Found!.Gain ?? 0).ThenBy(r => r.Order)
            .Take(Most)
            .Select(r => new DiagnosticAdvice(r.Rule.Id, r.Rule.Area, r.Rule.MetricId, r.Rule.Link, r.Found!.Gain is { } gain ? Round(gain) : null, r.Found.Arguments))];

    /// <summary>
    /// Money that each rule sees at stake, whether or not the report has room for it: nothing where it is silent. A rule whose metric has no value knows nothing and
    /// is missing, for what cannot be seen has not been gained.
    /// </summary>
    public static IReadOnlyDictionary<string, decimal> Stakes(AdviceCase dealer) =>
        s_rules.Where(r => dealer.Value(r.MetricId) is not null).ToDictionary(r => r.Id, r => Round(r.Check(dealer)?.Gain ?? 0), StringComparer.Ordinal);

    private static List<(DiagnosticProduct Product, decimal Value)> SlowOf(AdviceCase dealer) =>
        [.. dealer.Products.Select(p => (p, Value: (p.StockValue ?? 0) * (p.SlowShare ?? 0))).Where(p => p.Value > 0).OrderByDescending(p => p.Value).ThenBy(p => p.p.ProductId, StringComparer.Ordinal)];

    private static IEnumerable<DiagnosticProduct> Slowest(AdviceCase dealer) =>
        dealer.Products.Where(p => p.StockDays > dealer.Options.HealthyStockDaysTo && p.StockValue > 0).OrderByDescending(p => p.StockValue).ThenBy(p => p.ProductId, StringComparer.Ordinal);

    private static ReportText Names(IEnumerable<DiagnosticProduct> products)
    {
        var first = products.Take(3).ToList();
        return new ReportText(string.Join('、', first.Select(p => p.NameZh)), string.Join(", ", first.Select(p => p.NameEn)));
    }

    private static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static ReportText Money(decimal amount) => ReportText.Same(Math.Round(amount, 0, MidpointRounding.AwayFromZero).ToString("#,##0", CultureInfo.InvariantCulture));

    private static ReportText Percent(decimal share) => ReportText.Same(Math.Round(share * 100, 1, MidpointRounding.AwayFromZero).ToString("#,##0.0", CultureInfo.InvariantCulture) + "%");

    private static ReportText Days(decimal days) => ReportText.Same(Math.Round(days, 0, MidpointRounding.AwayFromZero).ToString("#,##0", CultureInfo.InvariantCulture));

    private static ReportText Number(int count) => ReportText.Same(count.ToString(CultureInfo.InvariantCulture));
}
