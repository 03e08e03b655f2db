using System.Diagnostics;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Boards;
using ChannelPortal.Features.Boards.Live;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Boards;

/// <summary>
/// Thursday 15 October 2026, 13:00 in Shanghai. Last Thursday brought 100.00 at 9:30 and 50.00 at 14:00, so every day of the month weighs the
/// same, two thirds of a day are due at nine and one third at fourteen. Targets 3,100.00 (D0001, Zhejiang) and 1,550.00 (D0003, Beijing) make
/// 150.00 a day, 100.00 of it by now.
/// </summary>
public abstract class NationalBoardTopicTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Dictionary<string, string> s_none = [];

    [Fact]
    public async Task ComputeAsync_Nation_GivesTheHandComputedFigures()
    {
        await using var run = await RunAsync();
        var cells = await run.ComputeAsync(DealerScope.All);
        Assert.Equal(125_00L, cells["sellIn"]);
        Assert.Equal(100_00L, cells["sellInBefore"]);
        Assert.Equal(0.25, cells["sellInChange"]);
        Assert.Equal(150_00L, cells["dayPlan"]);
        Assert.Equal(100_00L, cells["planNow"]);
        Assert.Equal(1.25, cells["attainment"]);
        Assert.Equal(275_00L, cells["month"]);
        Assert.Equal(4_650_00L, cells["monthTarget"]);
        Assert.Equal((14 * 150_00L) + 100_00, cells["monthPlan"]);
        Assert.Equal(0.125, cells["monthPace"]);

        var hours = Assert.IsType<List<BoardHour>>(cells["hours"]);
        Assert.Equal(24, hours.Count);
        Assert.Equal(new BoardHour(9, 0, 100_00), hours[9]);
        Assert.Equal(new BoardHour(10, 60_00, 0), hours[10]);
        Assert.Equal(new BoardHour(12, 65_00, 0), hours[12]);
        Assert.Equal(new BoardHour(14, null, 50_00), hours[14]);
    }

    [Fact]
    public async Task ComputeAsync_Milestones_CountWhatHappenedToday()
    {
        await using var run = await RunAsync();
        var cells = await run.ComputeAsync(DealerScope.All);
        Assert.Equal(2, cells["ordersSubmitted"]);
        Assert.Equal(2, cells["ordersHeld"]);
        Assert.Equal(1, cells["ordersConfirmed"]);
        Assert.Equal(1, cells["ordersShipped"]);
        Assert.Equal(1, cells["ordersDelivered"]);
    }

    [Fact]
    public async Task ComputeAsync_Regions_RankByAmountAndByAttainment()
    {
        await using var run = await RunAsync();
        var cells = await run.ComputeAsync(DealerScope.All);
        Assert.Equal(
            [new BoardRegion("11", "北京市", "Beijing", 65_00, 33_33, 1.9502), new BoardRegion("33", "浙江省", "Zhejiang", 60_00, 66_67, 0.9)],
            Assert.IsType<List<BoardRegion>>(cells["regionsTop"]));
        Assert.Equal(["33", "11"], Assert.IsType<List<BoardRegion>>(cells["regionsBottom"]).Select(r => r.Id));
        Assert.Equal(
            [("D0003", 65_00L, 0L), ("D0001", 60_00, 100_00)],
            Assert.IsType<List<BoardMover>>(cells["movers"]).Select(m => (m.DealerId, m.Amount, m.Before)));
    }

    [Fact]
    public async Task ComputeAsync_StockDays_AreTheMetricOfTheLatestCount()
    {
        await using var run = await RunAsync();

        // Yesterday 50 pieces here and 20 there, both selling 5 a day: 70 / 10.
        await run.Portal.RecordAsync("stock", Some.Inventory("D0001", on: Today.AddDays(-1)), Some.Inventory("D0003", on: Today.AddDays(-1), onHand: 20_000));
        Assert.Equal(7.0m, (await run.ComputeAsync(DealerScope.All))["stockDays"]);
        Assert.Equal(4.0m, (await run.ComputeAsync(DealerScope.Of("D0003")))["stockDays"]);
    }

    [Fact]
    public async Task ComputeAsync_Alerts_CountsTheUnresolvedOfTheScope()
    {
        await using var run = await RunAsync();
        await run.Portal.RecordAsync("alerts", Alert("A1", "D0001", "critical"), Alert("A2", "D0003", "critical"), Alert("A3", "D0003", "warn", resolved: true));
        var cells = await run.ComputeAsync(DealerScope.All);
        Assert.Equal((2, 0, 0), ((int)cells["alertsCritical"]!, (int)cells["alertsWarn"]!, (int)cells["alertsInfo"]!));
        Assert.Equal(1, (await run.ComputeAsync(DealerScope.Of("D0003")))["alertsCritical"]);
    }

    [Fact]
    public async Task ComputeAsync_ManagersScope_SumsHisDealersOnly()
    {
        await using var run = await RunAsync();
        var cells = await run.ComputeAsync(DealerScope.Of("D0003"));
        Assert.Equal(65_00L, cells["sellIn"]);
        Assert.Equal(0L, cells["sellInBefore"]);
        Assert.Null(cells["sellInChange"]);
        Assert.Equal(50_00L, cells["dayPlan"]);

        // His dealers have no history: 50.00 in nine office hours, of which four are over.
        Assert.Equal(4 * 5_56L, cells["planNow"]);
        Assert.Equal(1_550_00L, cells["monthTarget"]);
        Assert.Equal(["11"], Assert.IsType<List<BoardRegion>>(cells["regions"]).Select(r => r.Id));
        Assert.Equal(["O2"], Assert.IsType<List<BoardOrder>>(cells["ticker"]).Select(o => o.OrderId));
        Assert.Equal(1, cells["ordersHeld"]);
    }

    [Fact]
    public async Task ComputeAsync_NewOrder_MovesTheFiguresAndTheTicker()
    {
        await using var run = await RunAsync();
        await run.ComputeAsync(DealerScope.All);
        await run.Portal.RecordAsync("new", Order("O9", "D0002", Today, 13, "submitted", 10_00), Line("O9", "D0002", Today, 12.9, 10_00));
        var cells = await run.ComputeAsync(DealerScope.All);
        Assert.Equal(135_00L, cells["sellIn"]);
        Assert.Equal(3, cells["ordersSubmitted"]);
        Assert.Equal(["O9", "O2", "O1"], Assert.IsType<List<BoardOrder>>(cells["ticker"]).Select(o => o.OrderId));
    }

    [Fact]
    public async Task ComputeAsync_LateLineOfAPastDay_MovesTheMonth()
    {
        await using var run = await RunAsync();
        await run.ComputeAsync(DealerScope.All);
        await run.Portal.RecordAsync("late", Line("O8", "D0002", Today.AddDays(-1), 10, 1_000_00));
        run.Portal.Time.Advance(TimeSpan.FromSeconds(6));
        var cells = await run.ComputeUntilAsync(c => (long)c["month"]! > 275_00);
        Assert.Equal(1_275_00L, cells["month"]);
        Assert.Equal(125_00L, cells["sellIn"]);
    }

    [Fact]
    public async Task ComputeAsync_WithoutTargets_HasNoPlan()
    {
        await using var fresh = await Database.FreshAsync();
        await using var portal = await PortalServices.StartAsync(fresh, s => s.AddMetricCatalog().AddBoards().AddSingleton<ILiveBroadcast, NoBroadcast>());
        await portal.RecordAsync("world", Some.World());
        var cells = await Topic(portal).ComputeAsync(DealerScope.All, s_none, Cancellation);
        Assert.Equal(0L, cells["sellIn"]);
        Assert.Null(cells["dayPlan"]);
        Assert.Null(cells["attainment"]);
        Assert.All(Assert.IsType<List<BoardHour>>(cells["hours"]), h => Assert.Null(h.Plan));
    }

    [Fact]
    public async Task OpenAsync_ThroughTheFeed_DeltaBringsTheNewSum()
    {
        await using var run = await RunAsync();
        var got = new TaskCompletionSource<LiveDelta>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var viewer = await run.Portal.Get<ILiveFeed>().OpenAsync(NationalBoardTopic.Topic, Some.HeadOffice("EXEC"), d => got.TrySetResult(d), Cancellation);
        var snapshot = await viewer!.SnapshotAsync(Cancellation);
        Assert.Equal(125_00, snapshot.Cells["sellIn"].GetInt64());
        await run.Portal.RecordAsync("new", Line("O9", "D0002", Today, 12.5, 10_00));
        var delta = await got.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Equal(135_00, delta.Cells["sellIn"].GetInt64());
        Assert.False(delta.Cells.ContainsKey("monthTarget"), "an unchanged cell does not travel");
    }

    private static DateOnly Today => Some.Day;

    private static OrderLineFact Line(string order, string dealer, DateOnly day, double hour, long amount, string status = "open")
    {
        var line = Some.OrderLine(order, 1, dealer, on: day, netAmount: amount, status: status);
        line.OrderedAt = At(day, hour);
        return line;
    }

    private static OrderFact Order(string id, string dealer, DateOnly day, double hour, string status, long amount)
    {
        var order = Some.Order(id, dealer, day, status, amount);
        order.SubmittedAt = At(day, hour);
        return order;
    }

    private static AlertFact Alert(string id, string dealer, string severity, bool resolved = false) =>
        new() { AlertId = id, DealerId = dealer, Severity = severity, RaisedOn = Today, RaisedAt = Some.Noon, ResolvedAt = resolved ? Some.Noon : null, OccurredAt = Some.Noon };

    /// <summary>An hour of the Shanghai day.</summary>
    private static DateTimeOffset At(DateOnly day, double hour) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)).AddHours(hour).ToUniversalTime();

    private static NationalBoardTopic Topic(PortalServices portal) => portal.Provider.GetServices<ILiveTopic>().OfType<NationalBoardTopic>().Single();

    private async Task<Run> RunAsync()
    {
        var fresh = await Database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s => s.AddMetricCatalog().AddBoards().AddSingleton<ILiveBroadcast, NoBroadcast>());
        await portal.RecordAsync("world", Some.World());
        var lastWeek = Today.AddDays(-7);
        var delivered = Order("P1", "D0001", lastWeek, 9.5, "delivered", 100_00);
        (delivered.ConfirmedAt, delivered.FirstShipAt, delivered.DeliveredAt) = (At(lastWeek, 10), At(lastWeek, 16), At(Today, 8));
        var shipped = Order("P2", "D0001", lastWeek, 14, "shipped", 50_00);
        (shipped.ConfirmedAt, shipped.FirstShipAt) = (At(lastWeek, 15), At(Today, 0));
        var confirmed = Order("O1", "D0001", Today, 10, "confirmed", 60_00);
        confirmed.ConfirmedAt = At(Today, 11);
        await portal.RecordAsync(
            "board",
            Some.Region("CN-N", "CN", "/CN/CN-N", "area", "华北", "North China"),
            Some.Region("11", "CN-N", "/CN/CN-N/11", "province", "北京市", "Beijing"),
            Some.Region("1101", "11", "/CN/CN-N/11/1101", "city", "北京", "Beijing"),
            Some.Dealer("D0003", "1101"),
            Some.Target("D0001", amount: 3_100_00),
            Some.Target("D0003", amount: 1_550_00),
            Some.Target("D0003", kind: "sell_out", amount: 9_999_00),
            delivered,
            shipped,
            confirmed,
            Order("P3", "D0001", Today.AddDays(-3), 9, "held", 5_00),
            Order("O2", "D0003", Today, 12.5, "held", 65_00),
            Order("O3", "D0003", Today, 12.75, "cancelled", 999_00),
            Line("P1", "D0001", lastWeek, 9.5, 100_00),
            Line("P2", "D0001", lastWeek, 14, 50_00),
            Line("O1", "D0001", Today, 10, 60_00),
            Line("O2", "D0003", Today, 12.5, 65_00),
            Line("O3", "D0003", Today, 12.75, 999_00, "cancelled"));
        return new Run(fresh, portal, Topic(portal));
    }

    /// <summary>There is no hub in these tests.</summary>
    private sealed class NoBroadcast : ILiveBroadcast
    {
        public Task SendAsync(string group, LiveDelta delta) => Task.CompletedTask;
    }

    private sealed record Run(TestDatabase Database, PortalServices Portal, NationalBoardTopic Topic) : IAsyncDisposable
    {
        public Task<LiveCells> ComputeAsync(DealerScope scope) => Topic.ComputeAsync(scope, s_none, Cancellation);

        /// <summary>The board learns of facts about the past a moment after their commit.</summary>
        public async Task<LiveCells> ComputeUntilAsync(Func<LiveCells, bool> done)
        {
            var watch = Stopwatch.StartNew();
            while (true)
            {
                var cells = await ComputeAsync(DealerScope.All);
                if (done(cells) || watch.Elapsed > TimeSpan.FromSeconds(10))
                {
                    return cells;
                }

                await Task.Delay(20, Cancellation);
                Portal.Time.Advance(TimeSpan.FromSeconds(6));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}

public sealed class NationalBoardTopicOnSqliteTests(SqliteDatabase database) : NationalBoardTopicTests(database), IClassFixture<SqliteDatabase>;

public sealed class NationalBoardTopicOnPostgreSqlTests(PostgreSqlDatabase database) : NationalBoardTopicTests(database), IClassFixture<PostgreSqlDatabase>;
