using System.Globalization;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>Facts in, alerts out: the sweep, the single fact, the cure, and the past day by day.</summary>
public abstract class DetectorServiceTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task RunOnce_StockRunsOut_RaisesOnceAndIsCuredByACount()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var detectors = Detectors(alerting);
        await alerting.Portal.RecordAsync("low", Count("D0001", 20_000), Count("D0002", 900_000));
        await detectors.RunOnceAsync(Cancellation);
        await detectors.RunOnceAsync(Cancellation);
        var alert = Assert.Single(await alerting.AlertsAsync());
        Assert.Equal(("stock", "D0001", "P0001", AlertState.Firing), (alert.Kind, alert.DealerId, alert.ProductId, alert.State));

        alerting.Portal.Time.Advance(TimeSpan.FromDays(1));
        await RecordAndNoticeAsync(alerting, detectors, "full", Count("D0001", 900_000, Some.Day.AddDays(1)));
        await detectors.RunOnceAsync(Cancellation);
        var cured = Assert.Single(await alerting.AlertsAsync());
        Assert.Equal((AlertState.Resolved, "detectors", null), (cured.State, cured.ResolvedBy, cured.Verdict));
    }

    [Fact]
    public async Task RunOnce_FactOfADrop_RaisesForItsDealerOnly()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var detectors = Detectors(alerting);
        await alerting.Portal.RecordAsync("past", Sales("D0001", 160, 9, 40_000_00).Concat(Sales("D0002", 160, 0, 40_000_00)));
        await detectors.RunOnceAsync(Cancellation);

        // Eight days without a report are a gap; that they were little is known once they are there.
        var gap = Assert.Single(await alerting.AlertsAsync());
        Assert.Equal(("data", "D0001", AlertState.Firing), (gap.Kind, gap.DealerId, gap.State));

        await RecordAndNoticeAsync(alerting, detectors, "drop", [.. Sales("D0001", 8, 0, 3_000_00)]);
        await detectors.RunOnceAsync(Cancellation);
        var alert = Assert.Single(await alerting.AlertsAsync(), a => a.State == AlertState.Firing);
        Assert.Equal(("sales", "D0001", "STO-01"), (alert.Kind, alert.DealerId, alert.MetricId));
        Assert.Contains("\"Dimension\":\"category\"", alert.Contributions!, StringComparison.Ordinal);
        Assert.True(alert.Observed < alert.Expected / 2);
    }

    [Fact]
    public async Task RunOnce_ClosedAsRight_RaisesTheNextEpisodeAgain()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var detectors = Detectors(alerting);
        await RecordAndNoticeAsync(alerting, detectors, "low", Count("D0001", 0));
        await detectors.RunOnceAsync(Cancellation);
        var first = Assert.Single(await alerting.AlertsAsync());
        Assert.True((await alerting.SendAsync(new ResolveAlert(first.Id, true, null), Alerting.Manager("王芳", "D0001"))).Ok);
        await detectors.RunOnceAsync(Cancellation);
        Assert.Single(await alerting.AlertsAsync());
        alerting.Portal.Time.Advance(TimeSpan.FromDays(1));
        await RecordAndNoticeAsync(alerting, detectors, "again", Count("D0001", 0, Some.Day.AddDays(1)));
        await detectors.RunOnceAsync(Cancellation);
        Assert.Equal(2, (await alerting.AlertsAsync()).Count);
    }

    [Fact]
    public async Task StartedDetectors_FactArrives_RaiseByThemselves()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var detectors = Detectors(alerting);
        await detectors.StartAsync(Cancellation);
        await alerting.Portal.RecordAsync("low", Count("D0001", 0));
        for (var i = 0; i < 400 && (await alerting.AlertsAsync()).Count == 0; i++)
        {
            alerting.Portal.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(25, Cancellation);
        }

        Assert.Single(await alerting.AlertsAsync());
        await detectors.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Replay_SeesEachDayOnlyWhatWasKnownThen()
    {
        await using var alerting = await Alerting.StartAsync(Database);
        var replay = alerting.Portal.Get<IDetectorReplay>();
        Assert.Empty(await replay.ReplayAsync(Cancellation));
        await alerting.Portal.RecordAsync("past", Sales("D0001", 200, 30, 40_000_00).Concat(Sales("D0001", 29, 15, 3_000_00)).Concat(Sales("D0001", 14, 0, 40_000_00)));
        await alerting.Portal.RecordAsync("count", Count("D0002", 0, Some.Day.AddDays(-3)), Count("D0002", 0, Some.Day.AddDays(-2)));
        var alerts = await replay.ReplayAsync(Cancellation);
        var sales = Assert.Single(alerts, a => a.Kind == "sales");
        Assert.InRange(sales.RaisedOn, Some.Day.AddDays(-28), Some.Day.AddDays(-20));
        Assert.Equal(new ReplayedAlert("stock", "D0002", "P0001", Some.Day.AddDays(-3)), Assert.Single(alerts, a => a.Kind == "stock"));
    }

    private static DetectorService Detectors(Alerting alerting) => alerting.Portal.Get<DetectorService>();

    private static async Task RecordAndNoticeAsync(Alerting alerting, DetectorService detectors, string prefix, params FactRow[] rows)
    {
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = alerting.Portal.Get<IFactStream>().Subscribe("test", (commit, _) =>
        {
            detectors.Notice(commit);
            noticed.TrySetResult();
            return ValueTask.CompletedTask;
        });
        await alerting.Portal.RecordAsync(prefix, rows);
        await noticed.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private static InventorySnapshotFact Count(string dealer, long onHand, DateOnly? on = null)
    {
        var count = Some.Inventory(dealer, on: on, onHand: onHand, dailyDemand: 40_000);
        count.LeadTimeDays = 8;
        return count;
    }

    /// <summary>Two sales a day that scatter by a fifth.</summary>
    private static IEnumerable<FactRow> Sales(string dealer, int from, int to, long amount)
    {
        var random = new Random(from);
        for (var ago = from; ago >= to; ago--)
        {
            foreach (var product in new[] { "P0001", "P0002" })
            {
                yield return Some.PosSale(string.Create(CultureInfo.InvariantCulture, $"{dealer}-{ago}-{product}"), dealer, product, Some.Day.AddDays(-ago), amount: (long)(amount * (0.8 + (0.4 * random.NextDouble()))));
            }
        }
    }
}

public sealed class DetectorServiceOnSqliteTests(SqliteDatabase database) : DetectorServiceTests(database), IClassFixture<SqliteDatabase>;

public sealed class DetectorServiceOnPostgreSqlTests(PostgreSqlDatabase database) : DetectorServiceTests(database), IClassFixture<PostgreSqlDatabase>;
