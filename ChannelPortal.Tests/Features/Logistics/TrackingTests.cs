using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Commands;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Logistics;

public abstract class TrackingTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");
    private static readonly Caller s_warehouse = Some.HeadOffice("SVC");
    private static readonly Caller s_carrier = Caller.System("carrier");

    [Fact]
    public async Task Receive_TheSameEventAgain_ChangesNothing()
    {
        await using var ordering = await ShippedAsync();
        var told = new CarrierEvent("DB1", ordering.Portal.Time.GetUtcNow(), "0", "嘉兴");
        Assert.Equal((1, 0), await TellAsync(ordering, told));
        var before = await ShipmentAsync(ordering);
        Assert.Equal((0, 2), await TellAsync(ordering, told, told));
        var after = await ShipmentAsync(ordering);
        Assert.Equal((1, "嘉兴", before.FactSeq), (after.TrackingEvents, after.LastPlace, after.FactSeq));
        Assert.Equal((1, 0), await TellAsync(ordering, told with { Code = "5" }));
    }

    [Fact]
    public async Task Receive_TwoCallsAtOnce_CountTheEventOnce()
    {
        await using var ordering = await ShippedAsync();
        var told = new CarrierEvent("DB1", ordering.Portal.Time.GetUtcNow(), "0", "嘉兴");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => TellAsync(ordering, told))));
        Assert.Equal((1, 2), (answers.Sum(a => a.Accepted), answers.Sum(a => a.Duplicate)));
        Assert.Equal(1, (await ShipmentAsync(ordering)).TrackingEvents);
    }

    [Fact]
    public async Task Receive_OldEventLate_IsKept_ButThePlaceStays()
    {
        await using var ordering = await ShippedAsync();
        var now = ordering.Portal.Time.GetUtcNow();
        await TellAsync(ordering, new CarrierEvent("DB1", now, "5", "杭州"));
        await TellAsync(ordering, new CarrierEvent("DB1", now.AddHours(-2), "2", "嘉兴"));
        var shipment = await ShipmentAsync(ordering);
        Assert.Equal((2, "杭州", "in_transit", now), (shipment.TrackingEvents, shipment.LastPlace, shipment.Status, shipment.LastScanAt));
    }

    [Fact]
    public async Task Receive_WhatNobodyKnows_IsRefusedOneByOne()
    {
        await using var ordering = await ShippedAsync();
        var now = ordering.Portal.Time.GetUtcNow();
        var answer = (await ordering.SendAsync(
            new ReceiveTracking([new("NO-SUCH", now, "0"), new("DB1", now, "99"), new("DB1", now.AddHours(1), "0"), new("DB1", now, "0")]), s_carrier)).Value!;
        Assert.Equal(1, answer.Accepted);
        Assert.Equal(["tracking_no_unknown", "tracking_code_unknown", "tracking_time_wrong"], answer.Rejected.Select(r => r.Code));
        Assert.Equal("forbidden", (await ordering.SendAsync(new ReceiveTracking([new("DB1", now, "0")]), s_warehouse)).Errors[0].Code);
        var other = await ordering.SendAsync(new ReceiveTracking([new("DB1", now, "1")]), s_carrier with { UserId = "key:2", Scope = DealerScope.Of("D0002") });
        Assert.Equal("tracking_no_unknown", Assert.Single(other.Value!.Rejected).Code);
    }

    [Theory]
    [InlineData("14", "refusal", "exception")]
    [InlineData("4", "refusal", "exception")]
    [InlineData("damaged", "damage", "exception")]
    [InlineData("2", "carrier", "exception")]
    public async Task Receive_Trouble_OpensOneTaskAtOnce(string code, string kind, string status)
    {
        await using var ordering = await ShippedAsync();
        var told = new CarrierEvent("DB1", ordering.Portal.Time.GetUtcNow(), code, "杭州");
        await TellAsync(ordering, told);
        await TellAsync(ordering, told);
        Assert.Equal(0, (await ordering.SendAsync(new LookForTrouble(), s_carrier)).Value);
        Assert.Equal(status, (await ShipmentAsync(ordering)).Status);
        var task = Assert.Single(await TasksAsync(ordering));
        Assert.Equal((kind, "open", "杭州"), (task.Kind, task.State, task.Detail));
        var queue = await ordering.Portal.Get<FindShippingQueue>().RunAsync(DealerScope.All, null, Cancellation);
        Assert.Equal((1, 0), (queue.Exceptions, (await ordering.Portal.Get<FindShippingQueue>().RunAsync(DealerScope.Of("D0002"), null, Cancellation)).Exceptions));
        Assert.Equal(task.Id, Assert.Single(await ordering.Portal.Get<FindShippingQueue>().TasksAsync(DealerScope.All, Cancellation)).TaskId);
    }

    [Fact]
    public async Task Receive_PlaceFartherAway_OpensWrongRoute()
    {
        await using var ordering = await ShippedAsync();
        var hangzhou = Some.Region();
        (hangzhou.Latitude, hangzhou.Longitude) = (30.27, 120.16);
        var urumqi = Some.Region("6501", "65", "CN/CN-NW/65/6501/", name: "乌鲁木齐市", nameEn: "Urumqi");
        (urumqi.Latitude, urumqi.Longitude) = (43.83, 87.62);
        await ordering.Portal.RecordAsync("places", hangzhou, urumqi);
        var now = ordering.Portal.Time.GetUtcNow();
        await TellAsync(ordering, new CarrierEvent("DB1", now.AddMinutes(-2), "1", "杭州分拨中心"), new CarrierEvent("DB1", now, "0", "乌鲁木齐转运中心"));
        Assert.Equal(("wrong_route", "乌鲁木齐转运中心"), await FirstAsync());
        var view = (await ordering.Portal.Get<FindShipments>().OneAsync((await ShipmentAsync(ordering)).ShipmentId, DealerScope.All, Cancellation))!.View;
        Assert.Equal(("65", "33"), (view.Route.Last!.Province, view.Route.Destination!.Province));

        async Task<(string, string?)> FirstAsync() => (await TasksAsync(ordering)).Select(t => (t.Kind, t.Detail)).Single();
    }

    [Fact]
    public async Task Sweep_NoScanThenDelay_OpensEachOnce_AndASignClearsWhatPasses()
    {
        await using var ordering = await ShippedAsync();
        Assert.Equal(0, (await ordering.SendAsync(new LookForTrouble(), s_carrier)).Value);
        ordering.Portal.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(1, (await ordering.SendAsync(new LookForTrouble(), s_carrier)).Value);
        Assert.Equal(0, (await ordering.SendAsync(new LookForTrouble(), s_carrier)).Value);
        Assert.Equal([("no_scan", "open")], (await TasksAsync(ordering)).Select(t => (t.Kind, t.State)));
        await TellAsync(ordering, new CarrierEvent("DB1", ordering.Portal.Time.GetUtcNow(), "0", "嘉兴"));
        Assert.Equal([("no_scan", "resolved")], (await TasksAsync(ordering)).Select(t => (t.Kind, t.State)));
        ordering.Portal.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(2, (await ordering.SendAsync(new LookForTrouble(), s_carrier)).Value);
        Assert.Equal(["delay", "no_scan"], (await TasksAsync(ordering)).Where(t => t.State == "open").Select(t => t.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tasks_AreTakenAndResolvedWithANote()
    {
        await using var ordering = await ShippedAsync();
        await TellAsync(ordering, new CarrierEvent("DB1", ordering.Portal.Time.GetUtcNow(), "14"));
        var id = (await TasksAsync(ordering))[0].Id;
        Assert.Equal("forbidden", (await ordering.SendAsync(new TakeTask(id), s_buyer)).Errors[0].Code);
        Assert.Equal("not_found", (await ordering.SendAsync(new TakeTask(Guid.Empty), s_warehouse)).Errors[0].Code);
        Assert.Equal("taken", (await ordering.SendAsync(new TakeTask(id), s_warehouse)).Value);
        Assert.Equal("task_note_required", (await ordering.SendAsync(new ResolveTask(id, " "), s_warehouse)).Errors[0].Code);
        Assert.Equal("resolved", (await ordering.SendAsync(new ResolveTask(id, "改派"), s_warehouse)).Value);
        Assert.Equal("task_not_possible_now", (await ordering.SendAsync(new TakeTask(id), s_warehouse)).Errors[0].Code);
        var task = (await TasksAsync(ordering))[0];
        Assert.Equal(("改派", "李娜", "李娜"), (task.Note, task.OwnerName, task.ResolvedBy));
        await using var db = ordering.Database.Open();
        Assert.Equal("resolved", (await db.Set<DeliveryTaskFact>().SingleAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task Ask_TheSimulator_KeepsItsEvents_AndNotTwiceInHalfAnHour()
    {
        await using var ordering = await ShippedAsync();
        var id = (await ShipmentAsync(ordering)).ShipmentId;
        ordering.Portal.Time.Advance(TimeSpan.FromHours(20));
        Assert.True((await ordering.SendAsync(new AskCarrier(id), s_buyer)).Value!.Accepted > 0);
        Assert.Equal("tracking_asked_already", (await ordering.SendAsync(new AskCarrier(id), s_buyer)).Errors[0].Code);
        ordering.Portal.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.True((await ordering.SendAsync(new AskCarrier(id), s_buyer)).Value!.Duplicate > 0);
        var detail = (await ordering.Portal.Get<FindShipments>().OneAsync(id, s_buyer.Scope, Cancellation))!;
        Assert.True(detail.IsSimulated);
        Assert.NotNull(detail.View.Arrival);
    }

    [Fact]
    public async Task Queue_RestOfAPart_WaitsForStock_ThenStandsToShipAgain()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.CountAsync("stock", Stocking.Count("P0001", 7));
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        await ordering.SendAsync(new PickOrder(id), s_warehouse);
        await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1"), s_warehouse);
        var queue = ordering.Portal.Get<FindShippingQueue>();
        Assert.Equal(["deliver", "wait"], await StagesAsync());
        var tracking = (await ordering.Portal.Get<GetOrderTracking>().RunAsync(id, s_buyer.Scope, Cancellation))!;
        Assert.Equal((6_000L, 4_000L, 0L), tracking.Progress.Select(l => (l.Shipped, l.Waiting, l.Ready)).Single());
        Assert.False(tracking.CanShip);
        await ordering.SendAsync(new ReceiveStock(Stocking.Hangzhou, "PO-1", [new StockLine("P0001", 20_000)]), s_warehouse);
        await ordering.Keeper().FillAsync(Cancellation);
        Assert.Equal(["deliver", "ship"], await StagesAsync());
        var row = Assert.Single((await queue.RunAsync(DealerScope.All, "ship", Cancellation)).Orders);
        Assert.True(row.IsRest);
        var pick = Assert.Single(await ordering.Portal.Get<GetPickList>().RunAsync([id, "SO-NONE"], DealerScope.All, Cancellation));
        Assert.Equal((Stocking.Hangzhou, 4_000L), (pick.LocationId, pick.Qty));
        Assert.Empty(await ordering.Portal.Get<GetPickList>().RunAsync([id], DealerScope.Of("D0002"), Cancellation));

        async Task<List<string>> StagesAsync()
        {
            var found = await queue.RunAsync(DealerScope.All, null, Cancellation);
            Assert.Equal(found.Orders.Count, found.ToPick + found.ToShip + found.Waiting + found.OnTheWay);
            return [.. found.Orders.Select(o => o.Stage).Order(StringComparer.Ordinal)];
        }
    }

    private static async Task<ShipmentFact> ShipmentAsync(Ordering ordering)
    {
        await using var db = ordering.Database.Open();
        return await db.Set<ShipmentFact>().AsNoTracking().SingleAsync();
    }

    private static async Task<List<DeliveryTask>> TasksAsync(Ordering ordering)
    {
        await using var db = ordering.Database.Open();
        return await db.Set<DeliveryTask>().AsNoTracking().ToListAsync();
    }

    private static async Task<(int Accepted, int Duplicate)> TellAsync(Ordering ordering, params CarrierEvent[] events)
    {
        var answer = (await ordering.SendAsync(new ReceiveTracking(events), s_carrier)).Value!;
        Assert.Empty(answer.Rejected);
        return (answer.Accepted, answer.Duplicate);
    }

    private async Task<Ordering> ShippedAsync()
    {
        var ordering = await Ordering.StartAsync(Database);
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        await ordering.SendAsync(new PickOrder(id), s_warehouse);
        Assert.True((await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1"), s_warehouse)).Ok);
        ordering.Portal.Time.Advance(TimeSpan.FromMinutes(10));
        return ordering;
    }
}

public sealed class TrackingOnSqliteTests(SqliteDatabase database) : TrackingTests(database), IClassFixture<SqliteDatabase>;

public sealed class TrackingOnPostgreSqlTests(PostgreSqlDatabase database) : TrackingTests(database), IClassFixture<PostgreSqlDatabase>;
