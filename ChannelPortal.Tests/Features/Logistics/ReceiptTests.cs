using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Features.Logistics.Jobs;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Logistics;

public abstract class ReceiptTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");
    private static readonly Caller s_warehouse = Some.HeadOffice("SVC");

    [Fact]
    public async Task Confirm_ShortAndDamaged_KeepsProofClaimsAndATask()
    {
        await using var ordering = await StartAsync();
        var (order, shipment) = await ShippedAsync(ordering);
        var photo = (await ordering.Portal.Get<DeliveryPhotos>().SaveAsync(new MemoryStream(s_png), Cancellation)).Value!;
        ordering.Portal.Time.Advance(TimeSpan.FromDays(1));
        var done = (await ordering.SendAsync(new ConfirmReceipt(shipment, " 王师傅 ", [new ReceiptLine(1, 1_000, 2_000)], null, "受潮", photo), s_buyer)).Value!;
        Assert.Equal(("delivered", order), (done.OrderStatus, done.OrderId));
        var fact = await ordering.OrderAsync(order);
        Assert.Equal((true, false, false), (fact.OnTime, fact.InFull, fact.DamageFree));
        await using var db = ordering.Database.Open();
        var shipped = await db.Set<ShipmentFact>().SingleAsync(Cancellation);
        Assert.Equal(("delivered", 1_000L, 2_000L, Some.Day.AddDays(1)), (shipped.Status, shipped.ShortQty, shipped.DamagedQty, shipped.PodOn));
        var claim = Assert.Single(await ordering.Portal.Get<IReceiptClaims>().OfOrderAsync(db, order, Cancellation));
        Assert.Equal((1, "P0001", 10_000L, 1_000L, 2_000L, photo, "王师傅"), (claim.LineNo, claim.ProductId, claim.ShippedQty, claim.ShortQty, claim.DamagedQty, claim.Photo, claim.SignedBy));
        Assert.Equal(("damage", "open"), await db.Set<DeliveryTask>().Select(t => new ValueTuple<string, string>(t.Kind, t.State)).SingleAsync(Cancellation));
        Assert.Equal("receipt_recorded_already", (await ordering.SendAsync(new ConfirmReceipt(shipment, "李", []), s_warehouse)).Errors[0].Code);
        await using var foreign = ordering.Database.Factory.Create(DealerScope.Of("D0002"));
        Assert.Empty(await ordering.Portal.Get<IReceiptClaims>().OfOrderAsync(foreign, order, Cancellation));
    }

    [Fact]
    public async Task Confirm_ByAnotherDealer_IsNotFound()
    {
        await using var ordering = await StartAsync();
        var (_, shipment) = await ShippedAsync(ordering);
        Assert.Equal("not_found", (await ordering.SendAsync(new ConfirmReceipt(shipment, "王", []), Some.DealerCaller("D0002", "DA"))).Errors[0].Code);
        Assert.Equal("not_found", (await ordering.SendAsync(new AskCarrier(shipment), Some.DealerCaller("D0002", "DA"))).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new ConfirmReceipt(shipment, "王", []), Some.DealerCaller("D0001", "DF"))).Errors[0].Code);
        Assert.Null(await ordering.Portal.Get<FindShipments>().OneAsync(shipment, DealerScope.Of("D0002"), Cancellation));
        Assert.True((await ordering.SendAsync(new ConfirmReceipt(shipment, "王", []), Some.DealerCaller("D0001", "DS"))).Ok);
    }

    [Theory]
    [InlineData("", 0, 0, "receipt_signer_required")]
    [InlineData("王", 6_000, 5_000, "delivery_quantity_too_large")]
    [InlineData("王", -1_000, 0, "delivery_quantity_negative")]
    public async Task Confirm_Impossible_IsRefusedAndChangesNothing(string signedBy, long shortQty, long damagedQty, string code)
    {
        await using var ordering = await StartAsync();
        var (order, shipment) = await ShippedAsync(ordering);
        Assert.Equal(code, (await ordering.SendAsync(new ConfirmReceipt(shipment, signedBy, [new ReceiptLine(1, shortQty, damagedQty)]), s_buyer)).Errors[0].Code);
        Assert.Equal("shipped", (await ordering.OrderAsync(order)).Status);
    }

    [Fact]
    public async Task Confirm_WrongTimeLineOrPhoto_IsRefused()
    {
        await using var ordering = await StartAsync();
        var (_, shipment) = await ShippedAsync(ordering);
        var now = ordering.Portal.Time.GetUtcNow();
        Assert.Equal("receipt_time_wrong", await CodeAsync(new ConfirmReceipt(shipment, "王", [], now.AddHours(1))));
        Assert.Equal("receipt_time_wrong", await CodeAsync(new ConfirmReceipt(shipment, "王", [], now.AddDays(-1))));
        Assert.Equal("delivery_quantity_too_large", await CodeAsync(new ConfirmReceipt(shipment, "王", [new ReceiptLine(7, 1_000, 0)])));
        Assert.Equal("delivery_quantity_too_large", await CodeAsync(new ConfirmReceipt(shipment, "王", [new ReceiptLine(1, 6_000, 0), new ReceiptLine(1, 0, 6_000)])));
        Assert.Equal("photo_type", await CodeAsync(new ConfirmReceipt(shipment, "王", [], null, null, new string('a', 64))));
        Assert.Equal("photo_type", (await ordering.Portal.Get<DeliveryPhotos>().SaveAsync(new MemoryStream("<svg onload=x>"u8.ToArray()), Cancellation)).Errors[0].Code);
        Assert.Equal("photo_too_large", (await ordering.Portal.Get<DeliveryPhotos>().SaveAsync(new MemoryStream(new byte[DeliveryPhotos.MaxBytes + 1]), Cancellation)).Errors[0].Code);

        async Task<string> CodeAsync(ConfirmReceipt command) => (await ordering.SendAsync(command, s_buyer)).Errors[0].Code;
    }

    [Fact]
    public async Task Confirm_TwoPeopleAtOnce_OnePasses()
    {
        await using var ordering = await StartAsync();
        var (_, shipment) = await ShippedAsync(ordering);
        var results = await Task.WhenAll(new[] { s_buyer, s_warehouse }.Select(c => Task.Run(() => ordering.SendAsync(new ConfirmReceipt(shipment, c.Name, [new ReceiptLine(1, 0, 1_000)]), c))));
        Assert.Single(results, r => r.Ok);
        Assert.Equal("receipt_recorded_already", Assert.Single(results, r => !r.Ok).Errors[0].Code);
        await using var db = ordering.Database.Open();
        Assert.Single(await db.Set<DeliveryTask>().ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Confirm_PartOfAnOrder_LeavesItShippedUntilTheRestIsThere()
    {
        await using var ordering = await StartAsync();
        var id = await PickedAsync(ordering);
        var first = (await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1", [new OrderLineQty(1, 4_000)]), s_warehouse)).Value!.ShipmentId;
        Assert.Equal("shipped", (await ordering.SendAsync(new ConfirmReceipt(first, "王", []), s_buyer)).Value!.OrderStatus);
        var second = (await ordering.SendAsync(new ShipOrder(id, "德邦", "DB2"), s_warehouse)).Value!.ShipmentId;
        Assert.Equal("delivered", (await ordering.SendAsync(new ConfirmReceipt(second, "王", []), s_buyer)).Value!.OrderStatus);
        Assert.True((await ordering.OrderAsync(id)).InFull);
    }

    [Fact]
    public async Task Confirm_CarrierSaidSignedBefore_ProofComplements_AndTheListCountsIt()
    {
        await using var ordering = await StartAsync();
        var (order, shipment) = await ShippedAsync(ordering);
        await ordering.SendAsync(new ReceiveTracking([new CarrierEvent(shipment, ordering.Portal.Time.GetUtcNow(), "3")]), Caller.System("test"));
        await ordering.Portal.Get<ShipmentFollower>().CatchUpAsync(null, Cancellation);
        Assert.Equal(("delivered", true), ((await ordering.OrderAsync(order)).Status, (await ordering.OrderAsync(order)).InFull));
        var shipments = ordering.Portal.Get<FindShipments>();
        var work = new ShipmentWork(shipments);
        Assert.Equal(1, (await work.OfAsync(s_buyer, Cancellation)).Single(w => w.Kind == "shipments_confirm").Count);
        Assert.Equal(0, (await work.OfAsync(Some.DealerCaller("D0002"), Cancellation)).Single(w => w.Kind == "shipments_confirm").Count);
        Assert.Empty(await work.OfAsync(s_warehouse, Cancellation));
        Assert.Equal(shipment, Assert.Single((await shipments.RunAsync("confirm", s_buyer.Scope, Cancellation)).Rows).ShipmentId);
        Assert.True((await ordering.SendAsync(new ConfirmReceipt(shipment, "王", [new ReceiptLine(1, 1_000, 0)]), s_buyer)).Ok);
        Assert.Equal(("delivered", false), ((await ordering.OrderAsync(order)).Status, (await ordering.OrderAsync(order)).InFull));
        Assert.Empty((await shipments.RunAsync("confirm", s_buyer.Scope, Cancellation)).Rows);
    }

    [Fact]
    public async Task Confirm_ShipmentFromOutside_TakesTheOrdersLines()
    {
        await using var ordering = await StartAsync();
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        await ordering.Portal.RecordAsync("outside", Some.Shipment("SH-1", id));
        await ordering.Portal.Get<ShipmentFollower>().CatchUpAsync(null, Cancellation);
        Assert.Equal("delivered", (await ordering.SendAsync(new ConfirmReceipt("SH-1", "王", [new ReceiptLine(1, 0, 1_000)]), s_buyer)).Value!.OrderStatus);
        await using var db = ordering.Database.Open();
        Assert.Equal(10_000, Assert.Single(await ordering.Portal.Get<IReceiptClaims>().OfOrderAsync(db, id, Cancellation)).ShippedQty);
    }

    private static async Task<string> PickedAsync(Ordering ordering)
    {
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        Assert.True((await ordering.SendAsync(new PickOrder(id), s_warehouse)).Ok);
        return id;
    }

    private static async Task<(string Order, string Shipment)> ShippedAsync(Ordering ordering)
    {
        var id = await PickedAsync(ordering);
        return (id, (await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1"), s_warehouse)).Value!.ShipmentId);
    }

    private async Task<Ordering> StartAsync()
    {
        var ordering = await Ordering.StartAsync(Database);
        await ordering.CountAsync("stock", Stocking.Count("P0001", 100));
        return ordering;
    }
}

public sealed class ReceiptOnSqliteTests(SqliteDatabase database) : ReceiptTests(database), IClassFixture<SqliteDatabase>;

public sealed class ReceiptOnPostgreSqlTests(PostgreSqlDatabase database) : ReceiptTests(database), IClassFixture<PostgreSqlDatabase>;
