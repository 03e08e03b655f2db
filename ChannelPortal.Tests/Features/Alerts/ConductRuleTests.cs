using System.Globalization;
using ChannelPortal.Features.Alerts.Conduct;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>Conduct that shows in several facts together, each rule just beyond and just within its limits.</summary>
public abstract class ConductRuleTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task FloorPrice_ThreeSightsInAFortnight_AreASuspicionThatTheDealerDoesNotSee()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        await alerting.Portal.RecordAsync(
            "seen",
            Seen("D0001", 0, 80_0000), Seen("D0001", 6, 85_0000), Seen("D0001", 13, 88_0000), Seen("D0001", 3, 95_0000),
            Seen("D0002", 0, 80_0000), Seen("D0002", 13, 80_0000), Seen("D0002", 14, 80_0000));
        var finding = Assert.Single(await FindAsync(alerting, AlertKinds.Price));
        Assert.Equal(("D0001", "P0001", 80_0000, 90_0000), (finding.DealerId, finding.ProductId, finding.Observed, finding.Expected));
        Assert.Equal([88_0000L, 85_0000, 95_0000, 80_0000], (await DrawAsync(alerting, finding)).Select(p => p.Value!.Value));

        var detectors = alerting.Portal.Get<DetectorService>();
        await detectors.RunOnceAsync(Cancellation);
        await detectors.RunOnceAsync(Cancellation);
        var alert = Assert.Single(await alerting.AlertsAsync());
        var find = alerting.Portal.Get<FindAlerts>();
        Assert.NotNull(await find.GetAsync(DealerScope.All, alert.Id, Cancellation));
        Assert.Null(await find.GetAsync(Some.DealerCaller().Scope, alert.Id, Cancellation));

        // Two weeks on nobody has seen it again.
        alerting.Portal.Time.Advance(TimeSpan.FromDays(8));
        await detectors.RunOnceAsync(Cancellation);
        Assert.Equal(AlertState.Resolved, Assert.Single(await alerting.AlertsAsync()).State);
    }

    [Fact]
    public async Task DeadStock_OfWhatUsedToSell_IsFoundAfterNinetyDays()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        await alerting.Portal.RecordAsync("sold", [Some.Dealer("D0003"), .. Sold("D0001", 90), .. Sold("D0002", 89), Count("D0001", 0, 500_000), Count("D0002", 0, 500_000), Count("D0003", 0, 500_000)]);
        var finding = Assert.Single(await FindAsync(alerting, AlertKinds.Ageing));
        Assert.Equal(("D0001", "P0001"), (finding.DealerId, finding.ProductId));
        Assert.Equal(Money.LineMinor(80_0000, 500_000), finding.Stake);
    }

    /// <summary>A machine a month: three months without one may be chance, seven are not.</summary>
    [Theory]
    [InlineData(90, false)]
    [InlineData(210, true)]
    public async Task DeadStock_OfASlowSeller_TakesLonger(int until, bool isDead)
    {
        await using var alerting = await Alerting.StartAsync(Database);
        await alerting.Portal.RecordAsync(
            "sold",
            [.. Enumerable.Range(0, 6).Select(i => Some.PosSale(string.Create(CultureInfo.InvariantCulture, $"M-{i}"), "D0001", on: Some.Day.AddDays(-until - (30 * i)), quantity: 1_000)), Count("D0001", 0, 500_000), Count("D0001", 31, 500_000)]);
        var found = await FindAsync(alerting, AlertKinds.Ageing);
        Assert.Equal(isDead, found.Count == 1);
        if (isDead)
        {
            var points = await DrawAsync(alerting, found[0]);
            Assert.Equal([500_000L, 500_000L], points.Select(p => p.Value!.Value));
            Assert.Equal([0L, 0L], points.Select(p => p.High));
        }
    }

    [Fact]
    public async Task LatePayment_AgainstTheDealersOwnPast_IsFound()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        await alerting.Portal.RecordAsync(
            "billed",
            [
                Some.Dealer("D0003"),
                .. Bills("D0001", from: 400, count: 4, late: 5), .. Bills("D0001", from: 90, count: 3, late: null),

                // Always so late, and hardly later than before.
                .. Bills("D0002", from: 400, count: 4, late: 60), .. Bills("D0002", from: 90, count: 3, late: 65),
                .. Bills("D0003", from: 400, count: 4, late: 5), .. Bills("D0003", from: 90, count: 3, late: 24),
            ]);
        var finding = Assert.Single(await FindAsync(alerting, AlertKinds.Credit));
        Assert.Equal(("D0001", 3 * 1_130_00L), (finding.DealerId, finding.Stake));
        Assert.True(finding.Observed >= 70 && finding.Expected == 5, $"{finding.Observed} against {finding.Expected}");
        Assert.Equal([5L, 5, 5, 5, 90, 83, 76], (await DrawAsync(alerting, finding)).Select(p => p.Value!.Value));
    }

    [Fact]
    public async Task MissingStock_ThatNeitherStandsNorWasSold_IsFound()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        // The third one's last count is a mistake that the count of the day before gives away.
        foreach (var (dealer, left) in new[] { ("D0001", 400_000L), ("D0002", 750_000L), ("D0003", 0L) })
        {
            // 500 stood there, 600 came, 300 were sold: 800 should be left.
            var line = Some.OrderLine("SO-" + dealer, dealer: dealer, on: Some.Day.AddDays(-20), quantity: 600_000);
            line.ShippedQty = 600_000;
            var shipment = Some.Shipment("SH-" + dealer, "SO-" + dealer, dealer, Some.Day.AddDays(-15), "delivered");
            shipment.Qty = 600_000;
            await alerting.Portal.RecordAsync(
                dealer,
                Some.Dealer(dealer), Count(dealer, 1, dealer == "D0003" ? 800_000 : left), Count(dealer, 30, 500_000), Count(dealer, 0, left), Some.Order("SO-" + dealer, dealer, Some.Day.AddDays(-20)), line, shipment,
                Some.PosSale("S1-" + dealer, dealer, on: Some.Day.AddDays(-10), quantity: 300_000));
        }

        var finding = Assert.Single(await FindAsync(alerting, AlertKinds.Diversion));
        Assert.Equal(("D0001", "P0001", 400_000L, "critical"), (finding.DealerId, finding.ProductId, finding.Observed, finding.Severity));

        // 500 at first; 1,100 when the goods had come; 800 after the sale, and half of it there.
        var points = (await DrawAsync(alerting, finding)).ToDictionary(p => p.Day);
        Assert.Equal((500_000L, 500_000L), (points[Some.Day.AddDays(-30)].Value, points[Some.Day.AddDays(-30)].High));
        Assert.Equal((500_000L, 1_100_000L), (points[Some.Day.AddDays(-12)].Value, points[Some.Day.AddDays(-12)].High));
        Assert.Equal((400_000L, 800_000L), (points[finding.Day].Value, points[finding.Day].High));
    }

    private static async Task<List<Finding>> FindAsync(Alerting alerting, string kind)
    {
        var rule = alerting.Portal.Get<IEnumerable<IConductRule>>().Single(r => r.Kind == kind);
        await using var db = alerting.Database.Factory.Create(DealerScope.All);
        return await rule.FindAsync(db, Some.Day, Some.Noon, Cancellation);
    }

    private static async Task<List<SeriesPoint>> DrawAsync(Alerting alerting, Finding finding)
    {
        var rule = alerting.Portal.Get<IEnumerable<IConductRule>>().Single(r => r.Kind == finding.Kind);
        await using var db = alerting.Database.Factory.Create(DealerScope.All);
        return await rule.DrawAsync(db, finding, Some.Day, Cancellation);
    }

    private static PriceObservationFact Seen(string dealer, int ago, long price) => new()
    {
        ObservationId = string.Create(CultureInfo.InvariantCulture, $"{dealer}-{ago}"), DealerId = dealer, ProductId = "P0001", RegionId = "3301", ObservedOn = Some.Day.AddDays(-ago), Price = price, FloorPrice = 90_0000, Msrp = 100_0000,
        OccurredAt = Some.Noon,
    };

    private static InventorySnapshotFact Count(string dealer, int ago, long onHand)
    {
        var count = Some.Inventory(dealer, on: Some.Day.AddDays(-ago), onHand: onHand, dailyDemand: 0);
        (count.UnitCost, count.InTransit) = (80_0000, 0);
        return count;
    }

    /// <summary>A sale every tenth day until some days ago.</summary>
    private static IEnumerable<FactRow> Sold(string dealer, int until) =>
        Enumerable.Range(0, 18).Select(i => Some.PosSale(string.Create(CultureInfo.InvariantCulture, $"{dealer}-{i}"), dealer, on: Some.Day.AddDays(-until - (10 * i)), quantity: 5_000));

    /// <summary>A bill every week, paid some days late or not at all.</summary>
    private static IEnumerable<FactRow> Bills(string dealer, int from, int count, int? late) => Enumerable.Range(0, count).Select(i =>
    {
        var due = Some.Day.AddDays(7 * i - from);
        return new InvoiceFact
        {
            InvoiceId = string.Create(CultureInfo.InvariantCulture, $"IV-{dealer}-{from}-{i}"), DealerId = dealer, InvoicedOn = due.AddDays(-30), DueOn = due, PaidOn = late is { } days ? due.AddDays(days) : null,
            NetAmount = 1_000_00, TaxAmount = 130_00, GrossAmount = 1_130_00, PaidAmount = late is null ? 0 : 1_130_00, OccurredAt = Some.Noon,
        };
    });
}

public sealed class ConductRuleOnSqliteTests(SqliteDatabase database) : ConductRuleTests(database), IClassFixture<SqliteDatabase>;

public sealed class ConductRuleOnPostgreSqlTests(PostgreSqlDatabase database) : ConductRuleTests(database), IClassFixture<PostgreSqlDatabase>;
