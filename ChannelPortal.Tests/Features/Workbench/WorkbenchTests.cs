using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Workbench;
using ChannelPortal.Features.Workbench.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Workbench;

public abstract class WorkbenchTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");

    [Fact]
    public async Task Run_CountsMatchTheListsTheyLinkTo()
    {
        await using var ordering = await StartAsync();
        await ordering.PlaceAsync(s_buyer);
        await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0001", 1_000_000));
        await ordering.PlaceAsync(Some.DealerCaller("D0002", "DB"));
        var late = Some.Order("SO-OLD", status: "shipped", on: Some.Day.AddDays(-9), netAmount: 500_00);
        late.PromisedOn = Some.Day.AddDays(-5);
        await ordering.Portal.RecordAsync(
            "facts", late, Some.OrderLine("SO-OLD", on: Some.Day.AddDays(-9), netAmount: 500_00), Some.Target(amount: 10_000_00),
            Some.Inventory(product: "P0001", on: Some.Day.AddDays(-1), onHand: 5_000), Some.Inventory(product: "P0002"), Some.Inventory("D0002"), Invoice("I1", 3), Invoice("I2", 7), Invoice("I3", -1));
        var view = (await RunAsync(ordering))!;
        var orders = ordering.Portal.Get<IOrderReader>();
        foreach (var status in new[] { "held", "late", "motion", "arriving" })
        {
            var count = (await orders.FindAsync(new OrderFilter(status), s_buyer.Scope, 0, 50, Cancellation)).Count;
            Assert.Equal(count, status switch
            {
                "motion" => view.InMotion.Values.Sum(),
                "arriving" => view.ArrivingToday,
                _ => Assert.Single(view.Todo, t => t.Kind == status).Count,
            });
        }

        Assert.Equal((1, 3), (view.InMotion["held"], view.InMotion.Values.Sum()));
        Assert.Equal((100_00L, 1), (view.DueSoon, view.DueSoonCount));
        Assert.Equal("P0001", Assert.Single(view.Stock.Shown).ProductId);
        Assert.Equal(3, view.Latest.Count);

        // 1,177.60 confirmed + 117,760.00 held (submitted sell-in counts) + 500.00
        Assert.Equal(119_437.60m, view.SellIn);
        Assert.Equal(10_000_00, view.Target);
        Assert.Equal(view.SellIn / 10_000m, view.Attainment);
    }

    [Fact]
    public async Task Run_NewDealer_HasCalmBandsAndNoInventedFigures()
    {
        await using var ordering = await StartAsync();
        var view = (await RunAsync(ordering))!;
        Assert.Empty(view.Todo);
        Assert.Null(view.Stock.On);
        Assert.Null(view.Attainment);
        Assert.Empty(view.Latest);
    }

    [Fact]
    public async Task Scope_AnotherDealersWorkbench_DoesNotExist()
    {
        await using var ordering = await StartAsync();
        Assert.Null(await ordering.Portal.Get<GetWorkbench>().RunAsync("D0001", DealerScope.Of("D0002"), Cancellation));
        var feed = ordering.Portal.Get<ILiveFeed>();
        Assert.Null(await feed.OpenAsync("dealer:D0001:workbench", Some.DealerCaller("D0002", "DB"), null, Cancellation));
        Assert.Null(await feed.OpenAsync("dealer:D9999:workbench", Some.DealerCaller("D0002", "DB"), null, Cancellation));
        using var own = await feed.OpenAsync("dealer:D0001:workbench", s_buyer, null, Cancellation);
        Assert.Equal(100_000_00, (await own!.SnapshotAsync(Cancellation)).Cells["available"].GetInt64());
    }

    private static InvoiceFact Invoice(string id, int dueInDays) => new()
    {
        InvoiceId = id,
        DealerId = "D0001",
        InvoicedOn = Some.Day.AddDays(-20),
        DueOn = Some.Day.AddDays(dueInDays),
        GrossAmount = 150_00,
        PaidAmount = 50_00,
        OccurredAt = Some.Noon,
    };

    private static Task<WorkbenchView?> RunAsync(Ordering ordering) => ordering.Portal.Get<GetWorkbench>().RunAsync("D0001", s_buyer.Scope, Cancellation);

    private Task<Ordering> StartAsync() => Ordering.StartAsync(Database, add: s =>
    {
        s.AddMetricCatalog();
        s.AddWorkbench();
    });
}

public sealed class WorkbenchOnSqliteTests(SqliteDatabase database) : WorkbenchTests(database), IClassFixture<SqliteDatabase>;

public sealed class WorkbenchOnPostgreSqlTests(PostgreSqlDatabase database) : WorkbenchTests(database), IClassFixture<PostgreSqlDatabase>;
