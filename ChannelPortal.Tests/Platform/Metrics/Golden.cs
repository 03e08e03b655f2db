using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Platform.Metrics;

/// <summary>
/// The hand-computed fixture. Sell-in of order lines that are not cancelled, by month:
/// 2025: Mar 70 (G1), May 20 (G3), Oct 150 (G1). 2026: Feb 80 (G2), Apr 30 (G2), Jul 90 (G3), Sep 400 (G1) + 50 (G3),
/// Oct 100.10 + 200.20 (G1) + 300.30 (G2), Nov 500 (G1). G1 and G2 lie in the province 33, G3 in 44.
/// </summary>
internal static class Golden
{
    public static readonly Period October = Period.Month(2026, 10);

    /// <summary>A catalogue of one metric <c>X</c> with every grain.</summary>
    public static MetricCatalog Catalog(string formula) => MetricCatalog.Create(
        [new MetricDefinition("X", "", "", "", "", formula, ["dealer", "region", "product", "store", "tier", "kind", "source", "month"], "good-high")],
        ProductMetrics.Vocabulary);

    public static async Task<MetricValue> EvaluateAsync(
        TestDatabase database, string formula, string slice = "", DealerScope? scope = null, Period? period = null)
    {
        Assert.True(MetricSlice.TryParse(slice, out var parsed));
        await using var db = database.Factory.Create(scope ?? DealerScope.All);
        var table = await new MetricEngine(Catalog(formula))
            .EvaluateAsync(db, new MetricRequest(["X"], parsed, period ?? October), TestContext.Current.CancellationToken);
        return table["X"][MetricTable.Whole];
    }

    public static async Task FillAsync(TestDatabase database)
    {
        await database.InsertAsync(Dimensions().Concat<object>(Lines()).Concat(Orders()).Concat(Snapshots()));
        await FillRollupsAsync(database);
    }

    /// <summary>Rows that are inserted past the fact writer need their rollups too.</summary>
    public static async Task FillRollupsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var store = FactStore.For(database.Provider);
        foreach (var rollup in FactCatalog.Product.Rollups)
        {
            var columns = string.Join(", ", rollup.Keys.Select(k => k.Name).Concat(rollup.Sums.Select(s => s.Name)));
            var statements = new[]
            {
                $"DELETE FROM rollup_{rollup.Name}",
                $"INSERT INTO rollup_{rollup.Name} ({columns}) {RollupRebuilder.SelectSql(rollup, store)}",
            };
            foreach (var statement in statements)
            {
                await db.Database.ExecuteSqlRawAsync(statement);
            }
        }
    }

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<FactRow> Dimensions() =>
    [
        Some.Region("CN", null, "CN/", "nation"),
        Some.Region("CN-E", "CN", "CN/CN-E/", "area"),
        Some.Region("33", "CN-E", "CN/CN-E/33/", "province"),
        Some.Region("3301", "33", "CN/CN-E/33/3301/"),
        Some.Region("3302", "33", "CN/CN-E/33/3302/"),
        Some.Region("CN-S", "CN", "CN/CN-S/", "area"),
        Some.Region("44", "CN-S", "CN/CN-S/44/", "province"),
        Some.Region("4401", "44", "CN/CN-S/44/4401/"),
        Dealer("G1", "3301", "platinum"),
        Dealer("G2", "3302", "gold"),
        Dealer("G3", "4401", "gold", exitedOn: "2026-09-15"),
        Some.Product("A1", category: "A"),
        Some.Product("B1", category: "B"),
        Some.Product("B2", category: "B"),
    ];

    private static DealerFact Dealer(string id, string region, string tier, string? exitedOn = null)
    {
        var dealer = Some.Dealer(id, region, tier: tier);
        dealer.JoinedOn = Day("2020-01-01");
        dealer.ExitedOn = exitedOn is null ? null : Day(exitedOn);
        return dealer;
    }

    private static IEnumerable<OrderLineFact> Lines() =>
    [
        Line(1, "G1", "A1", "2026-10-05", 100_10),
        Line(2, "G1", "B1", "2026-10-20", 200_20),
        Line(3, "G2", "A1", "2026-10-30", 300_30),
        Line(4, "G2", "B2", "2026-10-31", 999_99, "cancelled"),
        Line(5, "G1", "A1", "2026-09-10", 400_00),
        Line(6, "G3", "B1", "2026-09-12", 50_00),
        Line(7, "G1", "A1", "2025-10-15", 150_00),
        Line(8, "G2", "A1", "2026-02-01", 80_00),
        Line(9, "G1", "B1", "2025-03-03", 70_00),
        Line(10, "G1", "A1", "2026-11-02", 500_00),
        Line(11, "G3", "B2", "2026-07-01", 90_00),
        Line(12, "G2", "A1", "2026-04-15", 30_00),
        Line(13, "G3", "A1", "2025-05-05", 20_00),
    ];

    private static OrderLineFact Line(int number, string dealer, string product, string day, long netAmount, string status = "shipped")
    {
        var line = Some.OrderLine("G", number, dealer, product, Day(day), quantity: number * 1_000L, netAmount, status);
        line.CostAmount = 10_00;
        line.DiscountAmount = number == 1 ? 25_00 : 0;
        line.ListAmount = 200_00;
        line.IsNewProduct = number is 2 or 3;
        return line;
    }

    private static IEnumerable<OrderFact> Orders() =>
    [
        Order("G-1", "G1", region: null, "2026-10-05", submitted: "2026-10-05T02:00Z", confirmed: "2026-10-05T05:30Z"),
        Order("G-2", "G1", region: "4401", "2026-10-06", submitted: "2026-10-06T02:00Z", confirmed: "2026-10-06T08:30Z"),
        Order("G-3", "G2", region: "3302", "2026-10-07", submitted: "2026-10-07T02:00Z", confirmed: null),
    ];

    private static OrderFact Order(string id, string dealer, string? region, string day, string submitted, string? confirmed)
    {
        var order = Some.Order(id, dealer, Day(day), "confirmed", netAmount: 1_000_00);
        order.RegionId = region;
        order.SubmittedAt = DateTimeOffset.Parse(submitted, CultureInfo.InvariantCulture);
        order.ConfirmedAt = confirmed is null ? null : DateTimeOffset.Parse(confirmed, CultureInfo.InvariantCulture);
        order.OnTime = id == "G-1" ? true : null;
        return order;
    }

    private static IEnumerable<ArSnapshotFact> Snapshots() =>
    [
        Snapshot("G1", "2026-09-30", 1_000_00, 100_00),
        Snapshot("G2", "2026-09-30", 500_00, 0),
        Snapshot("G1", "2026-10-15", 999_00, 999_00),
        Snapshot("G1", "2026-10-30", 800_00, 200_00),
        Snapshot("G2", "2026-10-30", 750_00, 50_00),
        Snapshot("G1", "2026-11-01", 1_00, 1_00),
    ];

    private static ArSnapshotFact Snapshot(string dealer, string day, long open, long overdue) =>
        new() { DealerId = dealer, SnapOn = Day(day), OpenAr = open, OverdueAr = overdue, CreditLimit = 900_00, OccurredAt = Some.Noon };
}
