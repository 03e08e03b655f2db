using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Orders;

public abstract class PlaceOrderTests(TestDatabase database) : DatabaseTests(database)
{
    private static Caller Buyer(string dealer = "D0001", string user = "") => Some.DealerCaller(dealer, "DB") with { UserId = "buyer-" + dealer + user };

    [Fact]
    public async Task Place_WithinCredit_IsPricedConfirmedAndRecorded()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var placed = (await ordering.PlaceAsync(Buyer(), null, new("P0001", 10_000), new("P0002", 3_000))).Value!;
        Assert.Equal("SO-202610-00001", placed.OrderId);
        Assert.Equal("confirmed", placed.Status);

        // 128.00 × 0.92 × 10 = 1177.60; 45.50 × 0.92 × 3 = 125.58
        Assert.Equal(1_177_60 + 125_58, placed.NetAmount);
        Assert.Equal(100_000_00 - placed.NetAmount, placed.Available);
        var order = await ordering.OrderAsync(placed.OrderId);
        Assert.Equal((2, placed.NetAmount, true, false), (order.LineCount, order.NetAmount, order.AutoApproved, order.WasHeld));
        Assert.Equal(Some.Day.AddDays(4), order.PromisedOn);
        await using var db = ordering.Database.Open();
        var lines = await db.Set<OrderLineFact>().OrderBy(l => l.LineNo).ToListAsync(Cancellation);
        Assert.Equal([(1_177_60L, 1_280_00L, 102_40L, "tier"), (125_58L, 136_50L, 10_92L, "tier")], lines.Select(l => (l.NetAmount, l.ListAmount, l.DiscountAmount, l.PriceSource)));
        var sellIn = await db.Set<OrderLineHour>().SumAsync(r => r.NetAmount, Cancellation);
        Assert.Equal(placed.NetAmount, sellIn);
        Assert.Equal("orders.place", (await db.Set<AuditEntry>().SingleAsync(e => e.EntityId == placed.OrderId, Cancellation)).Action);
        var second = (await ordering.PlaceAsync(Buyer())).Value!;
        Assert.Equal("SO-202610-00002", second.OrderId);
    }

    [Fact]
    public async Task Place_MonthWithOrdersOfAnotherDealer_NumbersGoOnBehindThem()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.Portal.RecordAsync("old", Some.Order("SO-202610-00041", "D0002"), Some.Order("SO-202609-00900", "D0002"), Some.Order("SO-202610-12X", "D0002"));
        Assert.Equal("SO-202610-00042", (await ordering.PlaceAsync(Buyer())).Value!.OrderId);
        Assert.Equal("SO-202610-00043", (await ordering.PlaceAsync(Buyer("D0002"))).Value!.OrderId);
        Assert.Equal("D0002", (await ordering.OrderAsync("SO-202610-00041")).DealerId);
    }

    [Fact]
    public async Task Place_OverTheLimit_IsHeldWithTheReasonAndTakesNoCredit()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 1_000_00);
        var placed = (await ordering.PlaceAsync(Buyer())).Value!;
        Assert.Equal(("held", "over_limit"), (placed.Status, placed.HoldReason));
        Assert.Equal(1_000_00, placed.Available);
        Assert.True((await ordering.OrderAsync(placed.OrderId)).WasHeld);
        Assert.Equal("confirmed", (await ordering.PlaceAsync(Buyer(), null, new PlaceOrderLine("P0002", 1_000))).Value!.Status);
    }

    [Fact]
    public async Task Place_WithoutSnapshot_IsHeldForMissingLimit()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.Portal.RecordAsync("new", Some.Dealer("D0003"));
        Assert.Equal("no_limit", (await ordering.PlaceAsync(Buyer("D0003"))).Value!.HoldReason);
    }

    [Fact]
    public async Task Place_FaultyLines_AreAllNamedAndNothingIsSaved()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var packed = Some.Product("P0003");
        packed.PackQty = 12_000;
        var future = Some.Product("P0004");
        future.LaunchedOn = Some.Day.AddDays(1);
        await ordering.Portal.RecordAsync("more", packed, future);
        var result = await ordering.PlaceAsync(
            Buyer(), null, new("P0001", 1_000), new("P9999", 1_000), new("P0003", 13_000), new("P0001", 2_000), new("P0002", 0), new("P0004", 1_000));
        Assert.Equal(
            [
                ("lines[1].productId", "order_product_unknown"), ("lines[2].quantity", "order_quantity_not_in_packs"), ("lines[3].productId", "order_product_twice"),
                ("lines[4].quantity", "order_quantity_out_of_range"), ("lines[5].productId", "order_product_not_on_sale"),
            ],
            result.Errors.Select(e => (e.Field!, e.Code)));
        await using var db = ordering.Database.Open();
        Assert.Equal(0, await db.Set<OrderFact>().CountAsync(Cancellation));
        Assert.Equal(100_000_00, (await ordering.CreditAsync()).Available);
    }

    [Theory]
    [InlineData(0, "order_empty")]
    [InlineData(1001, "order_too_many_lines")]
    public async Task Place_WrongNumberOfLines_IsRefused(int count, string code)
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var lines = Enumerable.Range(0, count).Select(i => new PlaceOrderLine("P" + i.ToString(CultureInfo.InvariantCulture), 1_000)).ToList();
        Assert.Equal(code, Assert.Single((await ordering.SendAsync(new PlaceOrder(lines), Buyer())).Errors).Code);
    }

    [Fact]
    public async Task Place_PriceMovedSinceTheBuyerSawIt_IsRefused()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var result = await ordering.SendAsync(new PlaceOrder([new PlaceOrderLine("P0001", 10_000)], ExpectedNet: 1_280_00), Buyer());
        Assert.Equal("order_price_changed", result.Errors[0].Code);
    }

    [Fact]
    public async Task Place_Retry_GivesTheSameNumberAndOtherBodyIsRefused()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var first = await ordering.PlaceAsync(Buyer(), "form-1");
        var retry = await ordering.PlaceAsync(Buyer(), "form-1");
        Assert.Equal(first.Value, retry.Value);
        var other = await ordering.PlaceAsync(Buyer(), "form-1", new PlaceOrderLine("P0002", 1_000));
        Assert.Equal("command_id_reused", other.Errors[0].Code);
        var neighbour = await ordering.PlaceAsync(Buyer("D0002"), "form-1");
        Assert.NotEqual(first.Value!.OrderId, neighbour.Value!.OrderId);
        await using var db = ordering.Database.Open();
        Assert.Equal(2, await db.Set<OrderFact>().CountAsync(Cancellation));
        Assert.Equal(100_000_00 - first.Value.NetAmount, (await ordering.CreditAsync()).Available);
    }

    [Fact]
    public async Task Place_FiftyOrdersRaceForTheLastHeadroom_ExactlyTheCoveredOnesPass()
    {
        // Room for exactly seven orders of 1,177.60, and the account does not exist yet.
        await using var ordering = await Ordering.StartAsync(Database, limit: (1_177_60 * 7) + 100);
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() =>
            ordering.PlaceAsync(Buyer(user: i.ToString(CultureInfo.InvariantCulture)), "race-" + i.ToString(CultureInfo.InvariantCulture)))));
        Assert.All(results, r => Assert.True(r.Ok));
        Assert.Equal(7, results.Count(r => r.Value!.Status == "confirmed"));
        Assert.Equal(43, results.Count(r => r.Value!.Status == "held"));
        Assert.Equal(50, results.Select(r => r.Value!.OrderId).Distinct().Count());
        Assert.Equal("SO-202610-00050", results.Max(r => r.Value!.OrderId));
        Assert.Equal(100, (await ordering.CreditAsync()).Available);
    }

    [Fact]
    public async Task Cancel_Confirmed_GivesCreditBackOnceAndTakesSellInOut()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var placed = (await ordering.PlaceAsync(Buyer())).Value!;
        Assert.Equal("cancelled", (await ordering.SendAsync(new CancelOrder(placed.OrderId), Buyer())).Value!.Status);
        Assert.Equal(100_000_00, (await ordering.CreditAsync()).Available);
        Assert.Equal("order_not_possible_now", (await ordering.SendAsync(new CancelOrder(placed.OrderId), Buyer())).Errors[0].Code);
        Assert.Equal(100_000_00, (await ordering.CreditAsync()).Available);
        await using var db = ordering.Database.Open();
        Assert.Equal("cancelled", (await db.Set<OrderLineFact>().SingleAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task Cancel_Held_GivesNoCreditItNeverTook()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 1_000_00);
        var held = (await ordering.PlaceAsync(Buyer())).Value!;
        await ordering.SendAsync(new CancelOrder(held.OrderId), Buyer());
        Assert.Equal(1_000_00, (await ordering.CreditAsync()).Available);
    }

    [Fact]
    public async Task Decide_Release_ConfirmsAndTakesCreditBeyondTheLimit()
    {
        await using var ordering = await Ordering.StartAsync(Database, limit: 1_000_00);
        var held = (await ordering.PlaceAsync(Buyer())).Value!;
        Assert.Equal("order_reason_required", (await ordering.SendAsync(new DecideHeldOrder(held.OrderId, true, " "), Some.HeadOffice("FIN"))).Errors[0].Code);
        Assert.Equal("forbidden", (await ordering.SendAsync(new DecideHeldOrder(held.OrderId, true, "paid"), Buyer())).Errors[0].Code);
        ordering.Portal.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal("confirmed", (await ordering.SendAsync(new DecideHeldOrder(held.OrderId, true, "paid"), Some.HeadOffice("FIN"))).Value!.Status);
        Assert.Equal(3, (await ordering.OrderAsync(held.OrderId)).HoldHours);
        Assert.Equal(1_000_00 - held.NetAmount, (await ordering.CreditAsync()).Available);
    }

    [Fact]
    public async Task Scope_AnotherDealersOrder_IsLikeOneThatNeverExisted()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var placed = (await ordering.PlaceAsync(Buyer())).Value!;
        var stranger = Buyer("D0002");
        var reader = ordering.Portal.Get<IOrderReader>();
        Assert.Null(await reader.GetAsync(placed.OrderId, stranger.Scope, Cancellation));
        Assert.NotNull(await reader.GetAsync(placed.OrderId, Buyer().Scope, Cancellation));
        Assert.Empty((await reader.FindAsync(new OrderFilter(DealerId: "D0001"), stranger.Scope, 0, 50, Cancellation)).Rows);
        var foreign = await ordering.SendAsync(new CancelOrder(placed.OrderId), stranger);
        var unknown = await ordering.SendAsync(new CancelOrder("SO-209901-00001"), stranger);
        Assert.Equal(unknown.Errors[0], foreign.Errors[0]);
        Assert.Null(await ordering.Portal.Get<ICreditAccounts>().FindAsync("D0001", stranger.Scope, Cancellation));
        Assert.Null(await ordering.Portal.Get<ILiveFeed>().OpenAsync("order:" + placed.OrderId, stranger, null, Cancellation));
        Assert.Null(await ordering.Portal.Get<ILiveFeed>().OpenAsync("order:SO-209901-00001", stranger, null, Cancellation));
        using var own = await ordering.Portal.Get<ILiveFeed>().OpenAsync("order:" + placed.OrderId, Buyer(), null, Cancellation);
        Assert.Equal("confirmed", (await own!.SnapshotAsync(Cancellation)).Cells["status"].GetString());
    }

    [Fact]
    public async Task Place_WithoutPermissionOrDealer_IsRefused()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        Assert.Equal("forbidden", (await ordering.PlaceAsync(Some.DealerCaller("D0001", "DS"))).Errors[0].Code);
        Assert.Equal("order_needs_dealer", (await ordering.PlaceAsync(Some.HeadOffice("DB"))).Errors[0].Code);
        var suspended = Some.Dealer("D0001");
        suspended.Status = "suspended";
        await ordering.Portal.RecordAsync("stop", suspended);
        Assert.Equal("order_dealer_inactive", (await ordering.PlaceAsync(Buyer())).Errors[0].Code);
    }

    [Fact]
    public async Task Find_FiltersPagesAndSumsTheWholeFilter()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        for (var i = 0; i < 5; i++)
        {
            await ordering.PlaceAsync(Buyer());
        }

        await ordering.SendAsync(new CancelOrder("SO-202610-00002"), Buyer());
        await ordering.PlaceAsync(Buyer("D0002"));
        var reader = ordering.Portal.Get<IOrderReader>();
        var page = await reader.FindAsync(new OrderFilter(Status: "motion"), DealerScope.Of("D0001"), 2, 2, Cancellation);
        Assert.Equal(["SO-202610-00003", "SO-202610-00001"], page.Rows.Select(r => r.OrderId));
        Assert.Equal((4, 4 * 1_177_60L), (page.Count, page.NetAmount));
        Assert.Equal(6, (await reader.FindAsync(new OrderFilter(), DealerScope.All, 0, 50, Cancellation)).Count);
        Assert.Equal("SO-202610-00006", Assert.Single((await reader.FindAsync(new OrderFilter(Search: "宁波"), DealerScope.All, 0, 50, Cancellation)).Rows).OrderId);
        Assert.Equal(0, (await reader.FindAsync(new OrderFilter(From: Some.Day.AddDays(1)), DealerScope.All, 0, 50, Cancellation)).Count);
    }
}

public sealed class PlaceOrderOnSqliteTests(SqliteDatabase database) : PlaceOrderTests(database), IClassFixture<SqliteDatabase>;

public sealed class PlaceOrderOnPostgreSqlTests(PostgreSqlDatabase database) : PlaceOrderTests(database), IClassFixture<PostgreSqlDatabase>;
