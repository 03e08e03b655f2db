using ChannelPortal.Features.Logistics;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Jobs;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Logistics;

public abstract class ShippingTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");
    private static readonly Caller s_warehouse = Some.HeadOffice("SVC");

    [Fact]
    public async Task PickShipScanDeliver_ByTheWarehouse_MovesOrderLinesAndShipment()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        Assert.Equal("order_not_picked", (await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1"), s_warehouse)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new PickOrder(id), s_warehouse)).Ok);
        Assert.Equal("carrier", (await ordering.SendAsync(new ShipOrder(id, " ", "DB1"), s_warehouse)).Errors[0].Field);
        var shipped = (await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1"), s_warehouse)).Value!;
        Assert.Equal("shipped", shipped.Status);
        Assert.True((await ordering.SendAsync(new RecordScan(shipped.ShipmentId, "嘉兴分拨中心"), s_warehouse)).Ok);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(5));
        Assert.Equal("delivered", (await ordering.SendAsync(new ConfirmReceipt(shipped.ShipmentId, "王师傅", [new ReceiptLine(1, 1_000, 0)]), s_warehouse)).Value!.OrderStatus);
        var order = await ordering.OrderAsync(id);
        Assert.Equal((false, false, true), (order.OnTime, order.InFull, order.DamageFree));
        await using var db = ordering.Database.Open();
        var shipment = await db.Set<ShipmentFact>().SingleAsync(Cancellation);
        Assert.Equal(("delivered", 1, "嘉兴分拨中心", 10_000L, 1_000L), (shipment.Status, shipment.TrackingEvents, shipment.LastPlace, shipment.Qty, shipment.ShortQty));
        Assert.Equal(("shipped", 10_000L), await db.Set<OrderLineFact>().Select(l => new ValueTuple<string, long>(l.Status, l.ShippedQty)).SingleAsync(Cancellation));
        Assert.Equal("shipment_delivered_already", (await ordering.SendAsync(new RecordScan(shipped.ShipmentId, "杭州"), s_warehouse)).Errors[0].Code);
        Assert.Equal("order_not_possible_now", (await ordering.SendAsync(new CancelOrder(id), s_buyer)).Errors[0].Code);
    }

    [Fact]
    public async Task Commands_ByADealer_AreForbidden()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        Assert.Equal("forbidden", (await ordering.SendAsync(new PickOrder(id), s_buyer)).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1"), s_buyer)).Errors[0].Code);
        Assert.Equal("not_found", (await ordering.SendAsync(new PickOrder("SO-1"), s_warehouse)).Errors[0].Code);
    }

    [Fact]
    public async Task CatchUp_CarrierEvents_MoveTheOrderOnceEach()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var follower = ordering.Portal.Get<ShipmentFollower>();
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        Assert.Equal(0, await follower.CatchUpAsync(null, Cancellation));
        await ordering.Portal.RecordAsync("ship", Some.Shipment("SH1", id));
        Assert.Equal(1, await follower.CatchUpAsync(null, Cancellation));
        Assert.Equal(0, await follower.CatchUpAsync([id], Cancellation));
        var shipped = await ordering.OrderAsync(id);
        Assert.Equal(("shipped", Some.Noon), (shipped.Status, shipped.FirstShipAt));
        var arrived = Some.Shipment("SH1", id, status: "delivered", place: "杭州");
        arrived.DeliveredOn = Some.Day;
        await ordering.Portal.RecordAsync("arrive", arrived);
        Assert.Equal(1, await follower.CatchUpAsync([id], Cancellation));
        var delivered = await ordering.OrderAsync(id);
        Assert.Equal(("delivered", true, true), (delivered.Status, delivered.OnTime, delivered.InFull));
        Assert.Equal(0, await follower.CatchUpAsync(null, Cancellation));
    }

    [Fact]
    public async Task CatchUp_ShipmentArrivesAlreadyDelivered_TakesBothSteps()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        var arrived = Some.Shipment("SH1", id, status: "delivered");
        arrived.DeliveredOn = Some.Day;
        await ordering.Portal.RecordAsync("arrive", arrived);
        Assert.Equal(2, await ordering.Portal.Get<ShipmentFollower>().CatchUpAsync(null, Cancellation));
        Assert.Equal("delivered", (await ordering.OrderAsync(id)).Status);
    }

    [Fact]
    public async Task CatchUp_SplitShipment_WaitsForTheRest()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var follower = ordering.Portal.Get<ShipmentFollower>();
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        await ordering.Portal.RecordAsync("half", Half("SH1"));
        await follower.CatchUpAsync(null, Cancellation);
        Assert.Equal("shipped", (await ordering.OrderAsync(id)).Status);
        await ordering.Portal.RecordAsync("rest", Half("SH2"));
        await follower.CatchUpAsync(null, Cancellation);
        Assert.Equal("delivered", (await ordering.OrderAsync(id)).Status);

        ShipmentFact Half(string shipment)
        {
            var half = Some.Shipment(shipment, id, status: "delivered");
            (half.IsSplit, half.Qty, half.DeliveredOn) = (true, 5_000, Some.Day);
            return half;
        }
    }

    [Fact]
    public async Task CatchUp_ShipmentThatAnotherDealerReports_MovesAndShowsNothing()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        await ordering.Portal.RecordAsync("foreign", Some.Shipment("SH-FOREIGN", id, dealer: "D0002", status: "delivered"));
        Assert.Equal(0, await ordering.Portal.Get<ShipmentFollower>().CatchUpAsync(null, Cancellation));
        Assert.Equal("confirmed", (await ordering.OrderAsync(id)).Status);
        Assert.Empty((await ordering.Portal.Get<GetOrderTracking>().RunAsync(id, DealerScope.All, Cancellation))!.Shipments);
        await ordering.SendAsync(new PickOrder(id), s_warehouse);
        Assert.True((await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1"), s_warehouse)).Ok);
        Assert.Equal(0, await ordering.Portal.Get<ShipmentFollower>().CatchUpAsync(null, Cancellation));
    }

    [Fact]
    public async Task CatchUp_HeldOrCancelledOrder_StaysWhereItIs()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 0);
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        await ordering.Portal.RecordAsync("ship", Some.Shipment("SH1", id));
        Assert.Equal(0, await ordering.Portal.Get<ShipmentFollower>().CatchUpAsync(null, Cancellation));
        Assert.Equal("held", (await ordering.OrderAsync(id)).Status);
    }

    [Fact]
    public async Task StartedFollower_CommitOfAShipment_MovesTheOrderAndItsTopic()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        var follower = ordering.Portal.Get<ShipmentFollower>();
        await follower.StartAsync(Cancellation);
        using var viewer = await ordering.Portal.Get<ILiveFeed>().OpenAsync("order:" + id, s_buyer, null, Cancellation);
        await ordering.Portal.RecordAsync("ship", Some.Shipment("SH1", id, place: "嘉兴"));
        for (var i = 0; i < 200 && (await ordering.OrderAsync(id)).Status != "shipped"; i++)
        {
            await Task.Delay(25, Cancellation);
        }

        var snapshot = await viewer!.SnapshotAsync(Cancellation);
        Assert.Equal("shipped", (await ordering.OrderAsync(id)).Status);
        Assert.Equal("嘉兴", snapshot.Cells["shipments"][0].GetProperty("lastPlace").GetString());
        await follower.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Tracking_OfAnotherDealer_IsNull()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        var tracking = ordering.Portal.Get<GetOrderTracking>();
        Assert.Null(await tracking.RunAsync(id, DealerScope.Of("D0002"), Cancellation));
        var own = await tracking.RunAsync(id, s_buyer.Scope, Cancellation);
        Assert.Equal(
            ["Done", "Done", "Done", "Current", "Waiting", "Waiting", "Waiting", "Waiting"], own!.Milestones.Select(m => m.State.ToString()));
        Assert.Null(await ordering.Portal.Get<ILiveFeed>().OpenAsync("logistics:queue", s_buyer, null, Cancellation));
    }

    [Fact]
    public async Task Queue_LateFirst_CountsAllStages()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var first = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        var second = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        ordering.Portal.Time.Advance(TimeSpan.FromHours(27));
        var third = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        await ordering.SendAsync(new PickOrder(first), s_warehouse);
        var queue = await ordering.Portal.Get<FindShippingQueue>().RunAsync(DealerScope.All, null, Cancellation);
        Assert.Equal([(second, true), (first, false), (third, false)], queue.Orders.Select(o => (o.OrderId, o.IsLate)));
        Assert.Equal((2, 1, 0, 1), (queue.ToPick, queue.ToShip, queue.OnTheWay, queue.Late));
        Assert.Empty((await ordering.Portal.Get<FindShippingQueue>().RunAsync(DealerScope.Of("D0002"), null, Cancellation)).Orders);
    }
}

public sealed class ShippingOnSqliteTests(SqliteDatabase database) : ShippingTests(database), IClassFixture<SqliteDatabase>;

public sealed class ShippingOnPostgreSqlTests(PostgreSqlDatabase database) : ShippingTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class MilestoneTests
{
    private static readonly BusinessClock s_clock = new(
        new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Some.Noon.AddHours(40)), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    [Fact]
    public void MilestonesOf_OverdueStep_IsLateAndTheRestWaits()
    {
        var order = Some.Order("SO1", status: "confirmed");
        (order.ConfirmedAt, order.PromisedOn) = (Some.Noon.AddMinutes(1), Some.Day.AddDays(4));
        var states = States(order);
        Assert.Equal(MilestoneState.Late, states["picked"]);
        Assert.Equal(MilestoneState.Waiting, states["shipped"]);
    }

    [Fact]
    public void MilestonesOf_CancelledOrder_StopsAndIsNotLate()
    {
        var states = States(Some.Order("SO1", status: "cancelled"));
        Assert.Equal(MilestoneState.Done, states["submitted"]);
        Assert.All(states.Where(s => s.Key != "submitted"), s => Assert.Equal(MilestoneState.Stopped, s.Value));
    }

    [Fact]
    public void MilestonesOf_ConfirmedAfterThePlan_IsDoneLate()
    {
        var order = Some.Order("SO1", status: "confirmed");
        order.ConfirmedAt = Some.Noon.AddHours(30);
        Assert.Equal(MilestoneState.DoneLate, States(order)["confirmed"]);
    }

    private static Dictionary<string, MilestoneState> States(OrderFact order) =>
        GetOrderTracking.MilestonesOf(order, [], [], s_clock, new LogisticsOptions()).ToDictionary(m => m.Code, m => m.State);
}
