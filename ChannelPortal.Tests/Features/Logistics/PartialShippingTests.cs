using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Logistics.Jobs;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Logistics;

public abstract class PartialShippingTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");
    private static readonly Caller s_warehouse = Some.HeadOffice("SVC");

    [Fact]
    public async Task Ship_ChosenQuantities_MovesLinesStockAndCreditByExactlyThese()
    {
        await using var ordering = await StartAsync(Stocking.Count("P0001", 100), Stocking.Count("P0002", 100));
        var id = await PickedAsync(ordering, new PlaceOrderLine("P0001", 10_000), new PlaceOrderLine("P0002", 7_000));
        var before = await SplitAsync(ordering);
        var shipped = (await ShipAsync(ordering, id, new OrderLineQty(1, 4_000))).Value!;
        Assert.Equal(("shipped", id + "-1"), (shipped.Status, shipped.ShipmentId));
        Assert.Equal([("open", 4_000, 0), ("open", 0, 0)], await LinesAsync(ordering, id));
        Assert.Equal((96, 6), ((await ordering.BalanceAsync()).OnHand, (await ordering.BalanceAsync()).Reserved));

        // 128.00 less 8 % is 117.76.
        Assert.Equal((before.Confirmed - 471_04, 471_04L), await SplitAsync(ordering));
        await ordering.Portal.Get<ShipmentFollower>().CatchUpAsync(null, Cancellation);
        Assert.Equal((before.Confirmed - 471_04, 471_04L), await SplitAsync(ordering));

        var rest = (await ShipAsync(ordering, id)).Value!;
        Assert.Equal(id + "-2", rest.ShipmentId);
        Assert.Equal([("shipped", 10_000, 0), ("shipped", 7_000, 0)], await LinesAsync(ordering, id));
        Assert.Equal((0L, before.Confirmed), await SplitAsync(ordering));
        await using var db = ordering.Database.Open();
        Assert.Equal(
            [(id + "-1", 1, 4_000L), (id + "-2", 1, 6_000L), (id + "-2", 2, 7_000L)],
            (await db.Set<ShipmentLine>().OrderBy(l => l.ShipmentId).ThenBy(l => l.LineNo).ToListAsync(Cancellation)).Select(l => (l.ShipmentId, l.LineNo, l.Qty)));
        Assert.Equal((await ordering.OrderAsync(id)).NetAmount, await db.Set<ShipmentFact>().SumAsync(s => s.GoodsValue, Cancellation));
        await Stocking.CheckBookAsync(db);
        Assert.Equal("order_nothing_to_ship", (await ShipAsync(ordering, id)).Errors[0].Code);
    }

    [Fact]
    public async Task Ship_PartOutOfStock_LeavesItWaiting_AndShipsItWhenStockCame()
    {
        await using var ordering = await StartAsync(Stocking.Count("P0001", 7));
        var id = await PickedAsync(ordering, new PlaceOrderLine("P0001", 10_000));
        Assert.Equal([("open", 0, 4_000)], await LinesAsync(ordering, id));
        Assert.True((await ShipAsync(ordering, id)).Ok);
        Assert.Equal([("open", 6_000, 4_000)], await LinesAsync(ordering, id));
        Assert.Equal((1, 0, 0, 4), await ordering.BalanceAsync());
        Assert.Equal("order_nothing_to_ship", (await ShipAsync(ordering, id)).Errors[0].Code);
        Assert.Equal("ship_more_than_reserved", (await ShipAsync(ordering, id, new OrderLineQty(1, 1_000))).Errors[0].Code);

        await ordering.SendAsync(new ReceiveStock(Stocking.Hangzhou, "PO-1", [new StockLine("P0001", 20_000)]), s_warehouse);
        await ordering.Keeper().FillAsync(Cancellation);
        Assert.Equal([("open", 6_000, 0)], await LinesAsync(ordering, id));
        Assert.True((await ShipAsync(ordering, id)).Ok);
        Assert.Equal([("shipped", 10_000, 0)], await LinesAsync(ordering, id));
        await using var db = ordering.Database.Open();
        await Stocking.CheckBookAsync(db);
    }

    [Theory]
    [InlineData(1, 11_000, "ship_more_than_reserved")]
    [InlineData(1, 0, "ship_quantity_not_positive")]
    [InlineData(1, -1_000, "ship_quantity_not_positive")]
    [InlineData(9, 1_000, "ship_more_than_reserved")]
    public async Task Ship_ImpossibleQuantity_IsRefusedAndChangesNothing(int line, long qty, string code)
    {
        await using var ordering = await StartAsync(Stocking.Count("P0001", 100));
        var id = await PickedAsync(ordering, new PlaceOrderLine("P0001", 10_000));
        Assert.Equal(code, (await ShipAsync(ordering, id, new OrderLineQty(line, qty))).Errors[0].Code);
        Assert.Equal([("open", 0, 0)], await LinesAsync(ordering, id));
        Assert.Equal("confirmed", (await ordering.OrderAsync(id)).Status);
        Assert.Equal(100, (await ordering.BalanceAsync()).OnHand);
    }

    [Fact]
    public async Task Ship_OneLineNamedTwice_CountsBoth()
    {
        await using var ordering = await StartAsync(Stocking.Count("P0001", 100));
        var id = await PickedAsync(ordering, new PlaceOrderLine("P0001", 10_000));
        Assert.Equal("ship_more_than_reserved", (await ShipAsync(ordering, id, new OrderLineQty(1, 6_000), new OrderLineQty(1, 6_000))).Errors[0].Code);
    }

    [Fact]
    public async Task Ship_TwoClerksWithTheSameLinesAtOnce_OnePasses()
    {
        await using var ordering = await StartAsync(Stocking.Count("P0001", 100));
        for (var round = 0; round < 4; round++)
        {
            var id = await PickedAsync(ordering, new PlaceOrderLine("P0001", 10_000));
            var lines = new[] { new OrderLineQty(1, 6_000) };
            var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => Task.Run(() =>
                ordering.SendAsync(new ShipOrder(id, "德邦", $"DB{n}", lines), Some.HeadOffice("SVC") with { UserId = $"clerk{n}" }))));
            Assert.Single(results, r => r.Ok);
            Assert.Equal("ship_more_than_reserved", Assert.Single(results, r => !r.Ok).Errors[0].Code);
            Assert.Equal([("open", 6_000, 0)], await LinesAsync(ordering, id));
        }

        Assert.Equal((76, 16), ((await ordering.BalanceAsync()).OnHand, (await ordering.BalanceAsync()).Reserved));
    }

    [Fact]
    public async Task Deliver_PartOfAnOrder_WaitsForTheRest()
    {
        await using var ordering = await StartAsync(Stocking.Count("P0001", 7));
        var follower = ordering.Portal.Get<ShipmentFollower>();
        var id = await PickedAsync(ordering, new PlaceOrderLine("P0001", 10_000));
        var first = (await ShipAsync(ordering, id)).Value!.ShipmentId;
        await ArriveAsync(ordering, first);
        Assert.Equal(0, await follower.CatchUpAsync(null, Cancellation));
        Assert.Equal("shipped", (await ordering.OrderAsync(id)).Status);
        await ordering.SendAsync(new ReceiveStock(Stocking.Hangzhou, "PO-1", [new StockLine("P0001", 20_000)]), s_warehouse);
        await ordering.Keeper().FillAsync(Cancellation);
        var second = (await ShipAsync(ordering, id)).Value!.ShipmentId;
        Assert.Equal(0, await follower.CatchUpAsync(null, Cancellation));
        await ArriveAsync(ordering, second);
        Assert.Equal(1, await follower.CatchUpAsync(null, Cancellation));
        var order = await ordering.OrderAsync(id);
        Assert.Equal(("delivered", true), (order.Status, order.InFull));
    }

    [Fact]
    public async Task CarrierShipment_AfterAPartOfThePortal_TakesTheRest()
    {
        await using var ordering = await StartAsync(Stocking.Count("P0001", 100));
        var follower = ordering.Portal.Get<ShipmentFollower>();
        var id = await PickedAsync(ordering, new PlaceOrderLine("P0001", 10_000));
        await ShipAsync(ordering, id, new OrderLineQty(1, 4_000));
        await ordering.Portal.RecordAsync("outside", Some.Shipment("SH-9", id));
        Assert.Equal(1, await follower.CatchUpAsync(null, Cancellation));
        Assert.Equal(0, await follower.CatchUpAsync(null, Cancellation));
        Assert.Equal([("shipped", 10_000, 0)], await LinesAsync(ordering, id));
        Assert.Equal((90, 0, 0, 0), await ordering.BalanceAsync());
        Assert.Equal(0, (await SplitAsync(ordering)).Confirmed);
    }

    [Fact]
    public async Task NetOf_PartsOfALine_SumToItsAmount()
    {
        await using var ordering = await StartAsync(Stocking.Count("P0001", 100));
        var id = await PickedAsync(ordering, new PlaceOrderLine("P0001", 7_000));
        foreach (var qty in new[] { 1_000, 3_000, 2_000, 1_000 })
        {
            Assert.True((await ShipAsync(ordering, id, new OrderLineQty(1, qty))).Ok);
        }

        await using var db = ordering.Database.Open();
        Assert.Equal((await ordering.OrderAsync(id)).NetAmount, await db.Set<ShipmentFact>().SumAsync(s => s.GoodsValue, Cancellation));
        Assert.Equal(0, (await SplitAsync(ordering)).Confirmed);
    }

    private static async Task<(long Confirmed, long Shipped)> SplitAsync(Ordering ordering)
    {
        await using var db = ordering.Database.Open();
        var account = await db.Set<ChannelPortal.Features.Credit.Domain.CreditAccount>().AsNoTracking().SingleAsync(a => a.DealerId == "D0001");
        return (account.Confirmed, account.Shipped);
    }

    private static async Task<List<(string Status, int Shipped, int Waiting)>> LinesAsync(Ordering ordering, string orderId)
    {
        await using var db = ordering.Database.Open();
        return [.. (await db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderId == orderId).OrderBy(l => l.LineNo).ToListAsync()).Select(l => (l.Status, (int)l.ShippedQty, (int)l.BackorderQty))];
    }

    private static async Task ArriveAsync(Ordering ordering, string shipmentId)
    {
        var signed = new CarrierEvent(shipmentId, ordering.Portal.Time.GetUtcNow(), "3", "杭州");
        Assert.Equal(1, (await ordering.SendAsync(new ReceiveTracking([signed]), Caller.System("test"))).Value!.Accepted);
    }

    private static async Task<string> PickedAsync(Ordering ordering, params PlaceOrderLine[] lines)
    {
        var id = (await ordering.PlaceAsync(s_buyer, null, lines)).Value!.OrderId;
        Assert.True((await ordering.SendAsync(new PickOrder(id), s_warehouse)).Ok);
        return id;
    }

    private static Task<Result<ShippedOrder>> ShipAsync(Ordering ordering, string orderId, params OrderLineQty[] lines) =>
        ordering.SendAsync(new ShipOrder(orderId, "德邦", "DB1", lines.Length == 0 ? null : lines), s_warehouse);

    private async Task<Ordering> StartAsync(params InventorySnapshotFact[] counts)
    {
        var ordering = await Ordering.StartAsync(Database);
        await ordering.CountAsync("stock", counts);
        return ordering;
    }
}

public sealed class PartialShippingOnSqliteTests(SqliteDatabase database) : PartialShippingTests(database), IClassFixture<SqliteDatabase>;

public sealed class PartialShippingOnPostgreSqlTests(PostgreSqlDatabase database) : PartialShippingTests(database), IClassFixture<PostgreSqlDatabase>;
