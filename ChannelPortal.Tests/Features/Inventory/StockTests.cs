using System.Globalization;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Inventory.Queries;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Jobs;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static ChannelPortal.Tests.Features.Inventory.Stocking;

namespace ChannelPortal.Tests.Features.Inventory;

/// <summary>Dealers are gold, so 5 % of the good stock stays for platinum; a transit without a lane takes four days.</summary>
public abstract class StockTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");
    private static readonly Caller s_stranger = Some.DealerCaller("D0002", "DB", "DA");

    [Fact]
    public async Task Place_CoveredOrder_KeepsItsStockAndPromisesByTheLane()
    {
        await using var ordering = await StartAsync(Count("P0001", 100));
        await ordering.Database.InsertAsync(new Lane { LocationId = Hangzhou, RegionId = "33", P50 = 1, P80 = 2, P90 = 3 });
        var order = await PlaceAsync(ordering, 10);
        Assert.Equal((100, 10, 0, 0), await ordering.BalanceAsync());
        Assert.Equal(Some.Day.AddDays(2), order.PromisedOn);
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task Place_ProductThatNoCentreKeeps_IsOrderedAndShippedAsBefore()
    {
        await using var ordering = await StartAsync();
        var order = await PlaceAsync(ordering, 10);
        Assert.Equal(Some.Day.AddDays(4), order.PromisedOn);
        await ordering.SendAsync(new PickOrder(order.OrderId), Warehouse);
        Assert.True((await ordering.SendAsync(new ShipOrder(order.OrderId, "德邦", "DB1"), Warehouse)).Ok);
        await using var db = ordering.Database.Open();
        Assert.False(await db.Set<StockMovement>().AnyAsync(Cancellation));
        Assert.Equal(0, await db.Set<OrderLineFact>().SumAsync(l => l.BackorderQty, Cancellation));
    }

    [Fact]
    public async Task Place_FiftyDealersAtOnce_ShareWhatIsThereAndNoMore()
    {
        await using var ordering = await StartAsync();
        var dealers = Enumerable.Range(100, 50).Select(i => "D" + i.ToString("0000", CultureInfo.InvariantCulture)).ToList();
        await ordering.Portal.RecordAsync("dealers", dealers.Select(d => Some.Dealer(d, tier: "platinum")));
        await ordering.Portal.RecordAsync("limits", dealers.Select(d => Ordering.Snapshot(d, 100_000_00)));
        await ordering.CountAsync("dc", Count("P0001", 40), Count("P0001", 30, Guangzhou), Count("P0002", 205));
        var results = await Task.WhenAll(dealers.Select((d, i) => Task.Run(() =>
        {
            PlaceOrderLine[] lines = [new("P0001", 10_000), new("P0002", 10_000)];
            return ordering.PlaceAsync(Some.DealerCaller(d, "DB"), "race-" + d, i % 2 == 0 ? lines : [.. lines.Reverse()]);
        })));
        Assert.All(results, r => Assert.Equal("confirmed", r.Value!.Status));
        await ordering.Keeper().FillAsync(Cancellation);
        Assert.Equal((40, 40), ((await ordering.BalanceAsync()).OnHand, (await ordering.BalanceAsync()).Reserved));
        Assert.Equal((30, 30), ((await ordering.BalanceAsync(location: Guangzhou)).OnHand, (await ordering.BalanceAsync(location: Guangzhou)).Reserved));
        Assert.Equal((205, 205, 0, 295), await ordering.BalanceAsync("P0002"));
        await using var db = ordering.Database.Open();
        Assert.Equal((500 - 70) * 1_000L, await db.Set<Backorder>().Where(b => b.ProductId == "P0001").SumAsync(b => b.Qty, Cancellation));
        Assert.Equal((500 - 70 + 295) * 1_000L, await db.Set<OrderLineFact>().SumAsync(l => l.BackorderQty, Cancellation));
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task Reserve_TwoCentres_TakesTheNearerOneThenBoth()
    {
        await using var ordering = await StartAsync(Count("P0001", 20), Count("P0001", 100, Guangzhou));
        await ordering.Database.InsertAsync(
            new Lane { LocationId = Hangzhou, RegionId = "33", P50 = 1, P80 = 2, P90 = 3 }, new Lane { LocationId = Guangzhou, RegionId = "33", P50 = 4, P80 = 5, P90 = 7 });
        Assert.Equal(Some.Day.AddDays(2), (await PlaceAsync(ordering, 15)).PromisedOn);
        Assert.Equal(Some.Day.AddDays(5), (await PlaceAsync(ordering, 15)).PromisedOn);
        Assert.Equal(15, (await ordering.BalanceAsync()).Reserved);
        Assert.Equal(15, (await ordering.BalanceAsync(location: Guangzhou)).Reserved);
        await PlaceAsync(ordering, 84);
        Assert.Equal((19, 95), ((await ordering.BalanceAsync()).Reserved, (await ordering.BalanceAsync(location: Guangzhou)).Reserved));
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task Cancel_GivesStockBack_AndShipTakesItOutOnce()
    {
        await using var ordering = await StartAsync(Count("P0001", 100));
        var first = (await PlaceAsync(ordering, 10)).OrderId;
        var second = (await PlaceAsync(ordering, 20)).OrderId;
        await ordering.SendAsync(new CancelOrder(first), s_buyer);
        Assert.Equal((100, 20, 0, 0), await ordering.BalanceAsync());
        await ordering.SendAsync(new PickOrder(second), Warehouse);
        var shipped = (await ordering.SendAsync(new ShipOrder(second, "德邦", "DB1"), Warehouse)).Value!;
        Assert.Equal((80, 0, 0, 0), await ordering.BalanceAsync());
        await using (var db = ordering.Database.Open())
        {
            Assert.Empty(await ordering.Portal.Get<IStock>().ShipAsync(db, second, shipped.ShipmentId, null, Cancellation));
        }

        Assert.Equal((80, 0, 0, 0), await ordering.BalanceAsync());
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task CarrierEvent_ShipsTheReservation()
    {
        await using var ordering = await StartAsync(Count("P0001", 100));
        var id = (await PlaceAsync(ordering, 10)).OrderId;
        await ordering.Portal.RecordAsync("ship", Some.Shipment("SH1", id));
        await ordering.Portal.Get<ShipmentFollower>().CatchUpAsync(null, Cancellation);
        Assert.Equal((90, 0, 0, 0), await ordering.BalanceAsync());
    }

    [Fact]
    public async Task Ship_PartOfALine_LeavesTheRestReserved_AndReleaseGivesItBack()
    {
        await using var ordering = await StartAsync(Count("P0001", 100));
        var id = (await PlaceAsync(ordering, 10)).OrderId;
        var stock = ordering.Portal.Get<IStock>();
        await using var db = ordering.Database.Open();
        var shipped = await stock.ShipAsync(db, id, "SH-1", [new OrderStockLine(1, "P0001", 4_000)], Cancellation);
        Assert.Equal(4_000, Assert.Single(shipped).Qty);
        Assert.Equal((96, 6, 0, 0), await ordering.BalanceAsync());
        await stock.ReleaseAsync(db, id, [new OrderStockLine(1, "P0001", 2_000)], Cancellation);
        Assert.Equal((96, 4, 0, 0), await ordering.BalanceAsync());
        await stock.ReleaseAsync(db, id, null, Cancellation);
        Assert.Equal((96, 0, 0, 0), await ordering.BalanceAsync());
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task Held_KeepsItsStockForThreeDays_AndTakesItAgainWhenReleased()
    {
        await using var ordering = await StartAsync([Count("P0001", 100)], limit: 1_000_00);
        var id = (await PlaceAsync(ordering, 10)).OrderId;
        Assert.Equal((100, 10, 0, 0), await ordering.BalanceAsync());
        ordering.Portal.Time.Advance(TimeSpan.FromHours(71));
        Assert.Equal(0, await ordering.Keeper().ExpireAsync(Cancellation));
        ordering.Portal.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await ordering.Keeper().ExpireAsync(Cancellation));
        Assert.Equal((100, 0, 0, 0), await ordering.BalanceAsync());
        Assert.Equal("confirmed", (await ordering.SendAsync(new DecideHeldOrder(id, true, "paid"), Some.HeadOffice("FIN"))).Value!.Status);
        Assert.Equal((100, 10, 0, 0), await ordering.BalanceAsync());
        ordering.Portal.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await ordering.Keeper().ExpireAsync(Cancellation));
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task Held_Rejected_GivesItsStockBack()
    {
        await using var ordering = await StartAsync([Count("P0001", 100)], limit: 1_000_00);
        var id = (await PlaceAsync(ordering, 10)).OrderId;
        await ordering.SendAsync(new DecideHeldOrder(id, false, "no"), Some.HeadOffice("FIN"));
        Assert.Equal((100, 0, 0, 0), await ordering.BalanceAsync());
    }

    [Fact]
    public async Task Receive_ServesWaitingLines_EarlierPromiseThenHigherTierFirst()
    {
        await using var ordering = await StartAsync(Count("P0001", 20));
        await ordering.Portal.RecordAsync("platinum", Some.Dealer("D0002", tier: "platinum"));
        var gold = (await PlaceAsync(ordering, 30)).OrderId;
        var platinum = (await PlaceAsync(ordering, 10, s_stranger)).OrderId;
        Assert.Equal((20, 20, 0, 20), await ordering.BalanceAsync());
        Assert.Equal((11, 9), (await WaitingAsync(ordering, gold), await WaitingAsync(ordering, platinum)));
        Assert.Equal(1, (await ordering.SendAsync(new ReceiveStock(Hangzhou, "IN-1", [new StockLine("P0001", 9_000)]), Warehouse)).Value);
        Assert.Equal((11, 0), (await WaitingAsync(ordering, gold), await WaitingAsync(ordering, platinum)));
        await ordering.SendAsync(new ReceiveStock(Hangzhou, "IN-2", [new StockLine("P0001", 100_000)]), Warehouse);
        Assert.Equal(0, await WaitingAsync(ordering, gold));
        Assert.Equal((129, 40, 0, 0), await ordering.BalanceAsync());
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task Receive_SameDocumentTwice_BooksItOnceAndTakesItOffThePlan()
    {
        await using var ordering = await StartAsync(Count("P0001", 10));
        await ordering.SendAsync(new PlanInbound([new(Hangzhou, "P0001", "PO-1", Some.Day.AddDays(2), 30_000, 90), new(Hangzhou, "P0001", "PO-2", Some.Day.AddDays(9), 30_000, 90)]), Warehouse);
        Assert.True((await ordering.SendAsync(new ReceiveStock(Hangzhou, "IN-1", [new StockLine("P0001", 40_000)]), Warehouse)).Ok);
        var again = await ordering.SendAsync(new ReceiveStock(Hangzhou, "IN-1", [new StockLine("P0001", 40_000)]), Warehouse);
        Assert.Equal(("stock_document_used", "documentNo"), (again.Errors[0].Code, again.Errors[0].Field));
        Assert.Equal(50, (await ordering.BalanceAsync()).OnHand);
        await using var db = ordering.Database.Open();
        Assert.Equal(("PO-2", 20_000L), await db.Set<InboundPlan>().Select(p => new ValueTuple<string, long>(p.Reference, p.Qty)).SingleAsync(Cancellation));
    }

    [Fact]
    public async Task Receive_TenClerksWithOneDocument_BookItOnce()
    {
        await using var ordering = await StartAsync(Count("P0001", 10));
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => ordering.SendAsync(
            new ReceiveStock(Hangzhou, "IN-1", [new StockLine("P0001", 5_000)]), Warehouse with { UserId = "clerk" + i.ToString(CultureInfo.InvariantCulture) }))));
        Assert.Equal(1, results.Count(r => r.Ok));
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal("stock_document_used", r.Errors[0].Code));
        Assert.Equal(15, (await ordering.BalanceAsync()).OnHand);
    }

    [Fact]
    public async Task Count_OfYesterday_KeepsWhatMovedSince_AndIsTakenOnce()
    {
        await using var ordering = await StartAsync(Count("P0001", 100));
        await ordering.SendAsync(new ReceiveStock(Hangzhou, "IN-1", [new StockLine("P0001", 50_000)]), Warehouse);
        await ordering.Portal.RecordAsync("again", Count("P0001", 97));
        Assert.Equal(1, await ordering.Keeper().TakeCountsAsync(Cancellation));
        Assert.Equal(0, await ordering.Keeper().TakeCountsAsync(Cancellation));
        Assert.Equal(147, (await ordering.BalanceAsync()).OnHand);
        await using var db = ordering.Database.Open();
        Assert.Equal([-3_000L, 100_000L], await db.Set<StockMovement>().Where(m => m.Kind == MovementKind.Count).OrderBy(m => m.OnHandChange).Select(m => m.OnHandChange).ToListAsync(Cancellation));
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task Count_FindsLessThanIsReserved_TheYoungestOrderWaits()
    {
        await using var ordering = await StartAsync(Count("P0001", 100));
        await ordering.SendAsync(new QuarantineStock(Hangzhou, "P0001", 20_000, "Q-1"), Warehouse);
        var old = (await PlaceAsync(ordering, 30)).OrderId;
        ordering.Portal.Time.Advance(TimeSpan.FromMinutes(1));
        var young = (await PlaceAsync(ordering, 40, s_stranger)).OrderId;
        ordering.Portal.Time.Advance(TimeSpan.FromDays(1));
        await ordering.CountAsync("low", Count("P0001", 60, on: Some.Day));
        Assert.Equal((60, 40, 20, 30), await ordering.BalanceAsync());
        Assert.Equal((0, 30), (await WaitingAsync(ordering, old), await WaitingAsync(ordering, young)));
        ordering.Portal.Time.Advance(TimeSpan.FromDays(1));
        await ordering.CountAsync("lower", Count("P0001", 5, on: Some.Day.AddDays(1)));
        Assert.Equal((5, 0, 5, 70), await ordering.BalanceAsync());
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task Quarantine_TakesOnlyFreeStock_AndComesBack()
    {
        await using var ordering = await StartAsync(Count("P0001", 20));
        await PlaceAsync(ordering, 15);
        Assert.Equal("stock_not_free", (await ordering.SendAsync(new QuarantineStock(Hangzhou, "P0001", 6_000, "Q-1"), Warehouse)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new QuarantineStock(Hangzhou, "P0001", 5_000, "Q-1"), Warehouse)).Ok);
        Assert.Equal((20, 15, 5, 0), await ordering.BalanceAsync());
        Assert.Equal("stock_not_in_quarantine", (await ordering.SendAsync(new QuarantineStock(Hangzhou, "P0001", -6_000, "Q-2"), Warehouse)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new QuarantineStock(Hangzhou, "P0001", -5_000, "Q-2"), Warehouse)).Ok);
        Assert.Equal("forbidden", (await ordering.SendAsync(new QuarantineStock(Hangzhou, "P0001", 1_000, "Q-3"), s_buyer)).Errors[0].Code);
    }

    [Fact]
    public async Task Return_ComesBackOnce_SellableOrIntoQuarantine()
    {
        await using var ordering = await StartAsync(Count("P0001", 20));
        await using var db = ordering.Database.Open();
        for (var i = 0; i < 2; i++)
        {
            await ordering.Portal.Get<IStock>().ReturnAsync(db, "D0001", "RM-1", [new(1, "P0001", 3_000, true), new(2, "P0001", 2_000, false), new(3, "P0002", 1_000, true)], Cancellation);
        }

        Assert.Equal((25, 0, 2, 0), await ordering.BalanceAsync());
        await CheckAsync(ordering);
    }

    [Fact]
    public async Task Promise_CountsConfidentDeliveriesTierBufferAndTransit()
    {
        await using var ordering = await StartAsync(Count("P0001", 100, safety: 50));
        await ordering.Portal.RecordAsync("tiers", Some.Dealer("D0002", tier: "platinum"));
        await ordering.SendAsync(
            new PlanInbound([new(Hangzhou, "P0001", "PO-1", Some.Day.AddDays(3), 50_000, 79), new(Hangzhou, "P0001", "PO-2", Some.Day.AddDays(6), 50_000, 80)]), Warehouse);
        var now = await ordering.PromiseAsync(95);
        Assert.Equal((PromiseBand.In, (long?)null, 95_000L, (DateOnly?)Some.Day.AddDays(4)), (now.Band, now.Shown, now.Available, now.PromisedOn));
        var later = await ordering.PromiseAsync(96);
        Assert.Equal((PromiseBand.Date, (DateOnly?)Some.Day.AddDays(7), (DateOnly?)Some.Day.AddDays(11)), (later.Band, later.AvailableOn, later.PromisedOn));
        Assert.Equal((PromiseBand.Out, (DateOnly?)null), ((await ordering.PromiseAsync(146)).Band, (await ordering.PromiseAsync(146)).PromisedOn));
        var platinum = await ordering.PromiseAsync(96, dealer: "D0002");
        Assert.Equal((PromiseBand.In, (long?)100_000L), (platinum.Band, platinum.Shown));
        Assert.Equal(PromiseBand.Unknown, (await ordering.PromiseAsync(1, "P0002")).Band);
        await PlaceAsync(ordering, 60);
        Assert.Equal(PromiseBand.Low, (await ordering.PromiseAsync(1)).Band);
    }

    [Fact]
    public async Task Promise_Short_OffersSubstitutesThatComeSooner()
    {
        await using var ordering = await StartAsync(Count("P0001", 10), Count("P0002", 100));
        await ordering.Portal.RecordAsync("more", Some.Product("P0003"), Some.Product("P0004"));
        await ordering.SendAsync(new SetSubstitutes([new("P0001", ["P0003", "P0002", "P0001"])]), Warehouse);
        Assert.Empty((await ordering.PromiseAsync(5)).Substitutes);
        var offer = Assert.Single((await ordering.PromiseAsync(50)).Substitutes);
        Assert.Equal(("P0002", PromiseBand.In), (offer.ProductId, offer.Band));
        Assert.Equal("stock_product_unknown", (await ordering.SendAsync(new SetSubstitutes([new("P0001", ["P9999"])]), Warehouse)).Errors[0].Code);
    }

    [Fact]
    public async Task Cap_LimitsWhatADealerTakesInAWeek_AndTheRestWaits()
    {
        await using var ordering = await StartAsync(Count("P0001", 0));
        var order = (await PlaceAsync(ordering, 40)).OrderId;
        await ordering.SendAsync(new CapAllocation("D0001", "P0001", 30_000), Warehouse);
        await ordering.SendAsync(new ReceiveStock(Hangzhou, "R1", [new StockLine("P0001", 100_000)]), Warehouse);
        await ordering.Keeper().FillAsync(Cancellation);
        Assert.Equal((100, 30, 0, 10), await ordering.BalanceAsync());
        Assert.Equal(10, await WaitingAsync(ordering, order));
        Assert.Equal(0, (await ordering.PromiseAsync(1)).CapLeft);
        Assert.Null((await ordering.PromiseAsync(1, dealer: "D0002")).CapLeft);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await ordering.Keeper().FillAsync(Cancellation));
        Assert.Equal((100, 40, 0, 0), await ordering.BalanceAsync());
        Assert.Equal("not_found", (await ordering.SendAsync(new CapAllocation("D9999", "P0001", 1), Warehouse)).Errors[0].Code);
    }

    [Fact]
    public async Task Lanes_ComeFromDeliveriesWhereThereAreEnough_ElseFromTheDistance()
    {
        await using var ordering = await StartAsync();
        var (zhejiang, hangzhou, guangdong, guangzhou) = (
            Some.Region("33", "CN-E", "CN/CN-E/33/", "province", "浙江省", "Zhejiang"), Some.Region(),
            Some.Region("44", "CN-S", "CN/CN-S/44/", "province", "广东省", "Guangdong"), Some.Region("4401", "44", "CN/CN-S/44/4401/", "city", "广州市", "Guangzhou"));
        (zhejiang.Latitude, zhejiang.Longitude, hangzhou.Latitude, hangzhou.Longitude) = (30.2, 120.2, 30.27, 120.16);
        (guangdong.Latitude, guangdong.Longitude, guangzhou.Latitude, guangzhou.Longitude) = (23.1, 113.3, 23.13, 113.26);
        await ordering.Portal.RecordAsync("places", Some.Region("CN-S", "CN", "CN/CN-S/", "area", "华南", "South China"), zhejiang, hangzhou, guangdong, guangzhou);
        await ordering.Portal.RecordAsync("trips", Enumerable.Range(0, 8).Select(i =>
        {
            var trip = Some.Shipment("T" + i.ToString(CultureInfo.InvariantCulture), "SO-X", status: "delivered");
            trip.DeliveredOn = Some.Day.AddDays(i < 7 ? 3 : 6);
            trip.ShippedOn = Some.Day;
            return trip;
        }));
        Assert.Equal(4, (await ordering.SendAsync(new RefreshLanes(), Caller.System("tests"))).Value);
        await using var db = ordering.Database.Open();
        var lanes = await db.Set<Lane>().ToDictionaryAsync(l => (l.LocationId, l.RegionId), Cancellation);
        Assert.Equal((3, 3, 6, 8), (lanes[(Hangzhou, "33")].P50, lanes[(Hangzhou, "33")].P80, lanes[(Hangzhou, "33")].P90, lanes[(Hangzhou, "33")].Samples));
        Assert.Equal(0, lanes[(Guangzhou, "44")].Samples);
        Assert.True(lanes[(Guangzhou, "33")].P80 > lanes[(Guangzhou, "44")].P80);
    }

    [Fact]
    public async Task Nearby_DealerThatShares_IsOfferedWithoutNameAndFigure_UntilItStops()
    {
        await using var ordering = await StartAsync();
        var (near, far) = (Some.Region(), Some.Region("3302", "33", "CN/CN-E/33/3302/", "city", "宁波市", "Ningbo"));
        (near.Latitude, near.Longitude, far.Latitude, far.Longitude) = (30.27, 120.16, 29.87, 121.55);
        await ordering.Portal.RecordAsync("places", near, far, Some.Dealer("D0003", "3302"));
        await ordering.Portal.RecordAsync("own", Some.Inventory("D0002", onHand: 57_000), Some.Inventory("D0003", onHand: 900_000), Some.Inventory("D0001", onHand: 800_000));
        var nearby = ordering.Portal.Get<FindNearbyStock>();
        Assert.Null(await nearby.RunAsync(s_buyer, "P0001", Cancellation));
        await ordering.SendAsync(new ShareStock(true, "D0003"), Caller.System("tests"));
        await ordering.SendAsync(new ShareStock(true, "D0001"), Caller.System("tests"));
        Assert.Null(await nearby.RunAsync(s_buyer, "P0001", Cancellation));
        Assert.True((await ordering.SendAsync(new ShareStock(true), s_stranger)).Ok);

        // 57 on hand less 10 safety stock.
        Assert.Equal(new NearbyOffer(20, 60), await nearby.RunAsync(s_buyer, "P0001", Cancellation));
        Assert.Null(await nearby.RunAsync(Some.HeadOffice("SVC"), "P0001", Cancellation));
        Assert.True((await ordering.SendAsync(new ShareStock(false), s_stranger)).Ok);
        Assert.Null(await nearby.RunAsync(s_buyer, "P0001", Cancellation));
        Assert.Equal("forbidden", (await ordering.SendAsync(new ShareStock(true), s_buyer)).Errors[0].Code);
        await using var db = ordering.Database.Open();
        Assert.Equal(2, await db.Set<AuditEntry>().CountAsync(e => e.Action == "inventory.share" && e.EntityId == "D0002", Cancellation));
    }

    [Fact]
    public async Task Scope_SecondDealer_SeesNeitherReservationsNorStockOfAnother()
    {
        await using var ordering = await StartAsync(Count("P0001", 100));
        await ordering.Portal.RecordAsync("own", Some.Inventory("D0001", onHand: 33_000));
        await PlaceAsync(ordering, 10);
        var centres = ordering.Portal.Get<FindCentreStock>();
        Assert.Single(await centres.ReservationsAsync(Warehouse, Cancellation));
        Assert.Empty(await centres.ReservationsAsync(Some.HeadOffice("CHM") with { Scope = DealerScope.Of("D0002") }, Cancellation));
        foreach (var dealer in new[] { s_buyer, s_stranger })
        {
            Assert.Empty(await centres.ReservationsAsync(dealer, Cancellation));
            Assert.Empty(await centres.ListAsync(dealer, Cancellation));
            Assert.Empty(await centres.InboundAsync(dealer, Cancellation));
            Assert.Empty(await centres.CapsAsync(dealer, Cancellation));
            Assert.Null(await centres.GetAsync(dealer, Hangzhou, "P0001", Cancellation));
        }

        var look = ordering.Portal.Get<FindDealerStock>();
        Assert.Equal(33_000, (await look.ListAsync(s_buyer, 0, false, Cancellation)).Single(r => r.Product.ProductId == "P0001").Own);
        Assert.Null((await look.ListAsync(s_stranger, 0, false, Cancellation)).Single(r => r.Product.ProductId == "P0001").Own);
        await using var db = ordering.Database.Factory.Create(s_stranger.Scope);
        Assert.False(await db.Set<Reservation>().AnyAsync(Cancellation));
    }

    [Fact]
    public async Task Catalogue_ShowsTheBandOfTheBook()
    {
        await using var ordering = await StartAsync(Count("P0001", 20, safety: 15));
        var catalogue = ordering.Portal.Get<IProductCatalogue>();
        Assert.Equal(StockBand.InStock, (await catalogue.ByIdsAsync(["P0001"], Cancellation))["P0001"].Stock);
        await PlaceAsync(ordering, 10);
        Assert.Equal(StockBand.Low, (await catalogue.ByIdsAsync(["P0001"], Cancellation))["P0001"].Stock);
        Assert.Equal(StockBand.Unknown, (await catalogue.ByIdsAsync(["P0002"], Cancellation))["P0002"].Stock);
    }

    [Fact]
    public async Task Topic_StockMoves_IsHeardByDealersWithoutAFigure()
    {
        await using var ordering = await StartAsync(Count("P0001", 100));
        var heard = new TaskCompletionSource<LiveDelta>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var viewer = await ordering.Portal.Get<ILiveFeed>().OpenAsync("stock:levels", s_buyer, d => heard.TrySetResult(d), Cancellation);
        Assert.Equal(["seq"], (await viewer!.SnapshotAsync(Cancellation)).Cells.Keys);
        await ordering.SendAsync(new ReceiveStock(Hangzhou, "IN-1", [new StockLine("P0001", 5_000)]), Warehouse);
        Assert.Equal(["seq"], (await heard.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation)).Cells.Keys);
        Assert.Null(await ordering.Portal.Get<ILiveFeed>().OpenAsync("stock:levels", Some.HeadOffice("MKT"), null, Cancellation));
    }

    [Theory]
    [InlineData("DC:XX", "P0001", 1, "IN", "stock_centre_unknown")]
    [InlineData(Hangzhou, "P9999", 1, "IN", "stock_product_unknown")]
    [InlineData(Hangzhou, "P0001", 0, "IN", "stock_quantity_out_of_range")]
    [InlineData(Hangzhou, "P0001", 1, " ", "stock_document_required")]
    public async Task Receive_WrongInput_IsRefused(string centre, string product, long qty, string document, string code)
    {
        await using var ordering = await StartAsync();
        Assert.Equal(code, (await ordering.SendAsync(new ReceiveStock(centre, document, [new StockLine(product, qty)]), Warehouse)).Errors[0].Code);
        await using var db = ordering.Database.Open();
        Assert.False(await db.Set<StockBalance>().AnyAsync(Cancellation));
    }

    private static async Task<long> WaitingAsync(Ordering ordering, string orderId)
    {
        await using var db = ordering.Database.Open();
        return await db.Set<OrderLineFact>().Where(l => l.OrderId == orderId).SumAsync(l => l.BackorderQty, Cancellation) / 1_000;
    }

    private static async Task<OrderFact> PlaceAsync(Ordering ordering, long units, Caller? caller = null)
    {
        var placed = await ordering.PlaceAsync(caller ?? s_buyer, null, new PlaceOrderLine("P0001", units * 1_000));
        return await ordering.OrderAsync(placed.Value!.OrderId);
    }

    private static async Task CheckAsync(Ordering ordering)
    {
        await using var db = ordering.Database.Open();
        await CheckBookAsync(db);
    }

    private Task<Ordering> StartAsync(params InventorySnapshotFact[] counts) => StartAsync(counts, 100_000_00);

    private async Task<Ordering> StartAsync(InventorySnapshotFact[] counts, long limit)
    {
        var ordering = await Ordering.StartAsync(Database, limit);
        if (counts.Length > 0)
        {
            await ordering.CountAsync("dc", counts);
        }

        return ordering;
    }
}

public sealed class StockOnSqliteTests(SqliteDatabase database) : StockTests(database), IClassFixture<SqliteDatabase>;

public sealed class StockOnPostgreSqlTests(PostgreSqlDatabase database) : StockTests(database), IClassFixture<PostgreSqlDatabase>;
