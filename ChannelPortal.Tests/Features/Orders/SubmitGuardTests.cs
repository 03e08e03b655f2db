using System.Globalization;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>What an order is asked before it is taken: each refusal on its line, and nothing is saved.</summary>
public abstract class SubmitGuardTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB") with { UserId = "buyer" };

    [Fact]
    public async Task Place_HundredLinesWithFiveInvalid_NamesTheFiveAndSavesNothing()
    {
        await using var ordering = await Ordering.StartAsync(Database, 10_000_000_00, s => s.AddSingleton<ITerritories>(new Closed("X050")));
        var products = Enumerable.Range(0, 100).Select(i => Some.Product("X" + i.ToString("000", CultureInfo.InvariantCulture))).ToList();
        products[10].PackQty = 12_000;
        products[90].LaunchedOn = Some.Day.AddDays(3);
        await ordering.Portal.RecordAsync("hundred", products.Where(p => p.ProductId != "X070"));
        Assert.True((await ordering.SendAsync(new CapAllocation("D0001", "X030", 5_000), Stocking.Warehouse)).Ok);
        var lines = products.Select(p => new PlaceOrderLine(p.ProductId, 6_000)).ToList();
        var refused = await ordering.SendAsync(new PlaceOrder(lines), s_buyer);
        Assert.Equal(
            [
                ("lines[10].quantity", "order_quantity_not_in_packs"), ("lines[30].quantity", "order_over_allocation"), ("lines[50].productId", "order_product_not_in_territory"),
                ("lines[70].productId", "order_product_unknown"), ("lines[90].productId", "order_product_not_on_sale"),
            ],
            refused.Errors.Select(e => (e.Field!, e.Code)));
        Assert.Equal(5m, refused.Errors[1].Args[1]);
        await using var db = ordering.Database.Open();
        Assert.Equal(0, await db.Set<OrderFact>().CountAsync(Cancellation));
        Assert.Equal(10_000_000_00, (await ordering.CreditAsync()).Available);

        // Mended in place, the same hundred pass.
        (lines[10], lines[30]) = (lines[10] with { Quantity = 12_000 }, lines[30] with { Quantity = 5_000 });
        lines.RemoveAll(l => l.ProductId is "X050" or "X070" or "X090");
        Assert.Equal(97, (await ordering.OrderAsync((await ordering.SendAsync(new PlaceOrder(lines), s_buyer)).Value!.OrderId)).LineCount);
    }

    [Fact]
    public async Task Place_TheSameAgain_NamesTheFirstOrderUntilItIsMeant()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        PlaceOrder order = new([new("P0001", 10_000), new("P0002", 3_000)]);
        var first = (await ordering.SendAsync(order, s_buyer)).Value!;

        // A colleague, another order of the lines: still the same order of the same company.
        var again = new PlaceOrder([new("P0002", 3_000), new("P0001", 10_000)]);
        var colleague = Some.DealerCaller("D0001") with { UserId = "colleague" };
        var refused = Assert.Single((await ordering.SendAsync(again, colleague)).Errors);
        Assert.Equal(("order_duplicate", first.OrderId), (refused.Code, (string)refused.Args[0]!));
        Assert.True((await ordering.SendAsync(new PlaceOrder([new("P0001", 10_000), new("P0002", 4_000)]), s_buyer)).Ok);
        Assert.True((await ordering.SendAsync(order, Some.DealerCaller("D0002", "DB"))).Ok);
        Assert.True((await ordering.SendAsync(again with { IsIntended = true }, colleague)).Ok);
        await using var db = ordering.Database.Open();
        Assert.Equal(4, await db.Set<OrderFact>().CountAsync(Cancellation));
    }

    [Fact]
    public async Task Place_TheSameLaterOrAfterACancel_IsNoDuplicate()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        PlaceOrder order = new([new("P0001", 10_000)]);
        var first = (await ordering.SendAsync(order, s_buyer)).Value!;
        ordering.Portal.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("order_duplicate", (await ordering.SendAsync(order, s_buyer)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new CancelOrder(first.OrderId), s_buyer)).Ok);
        Assert.True((await ordering.SendAsync(order, s_buyer)).Ok);
        ordering.Portal.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.True((await ordering.SendAsync(order, s_buyer)).Ok);
    }

    [Fact]
    public async Task Place_BelowTheTiersMinimum_SaysHowMuchIsMissing()
    {
        await using var ordering = await Ordering.StartAsync(Database, add: s => s.Configure<OrdersOptions>(o =>
        {
            o.Minimum = 100;
            o.MinimumByTier["gold"] = 500;
        }));
        var silver = Some.Dealer("D0002", tier: "silver");
        await ordering.Portal.RecordAsync("silver", silver);

        // 45.50 × 0.92 × 3 = 125.58; without the tier's discount 136.50.
        var refused = (await ordering.SendAsync(new PlaceOrder([new("P0002", 3_000)]), s_buyer)).Errors[0];
        Assert.Equal(("order_below_minimum", 500m, 374.42m), (refused.Code, (decimal)refused.Args[0]!, (decimal)refused.Args[1]!));
        Assert.True((await ordering.SendAsync(new PlaceOrder([new("P0002", 3_000)]), Some.DealerCaller("D0002", "DB"))).Ok);
        Assert.Equal("order_below_minimum", (await ordering.SendAsync(new PlaceOrder([new("P0002", 2_000)]), Some.DealerCaller("D0002", "DB"))).Errors[0].Code);
    }

    [Fact]
    public async Task Place_BeyondTheWeeksCap_IsRefusedWithWhatIsLeft_AlsoForWhatWaits()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.CountAsync("n", Stocking.Count("P0001", 4));
        Assert.True((await ordering.SendAsync(new CapAllocation("D0001", "P0001", 10_000), Stocking.Warehouse)).Ok);

        // Four are reserved, three wait: three are left.
        Assert.True((await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0001", 7_000))).Ok);
        var refused = Assert.Single((await ordering.PlaceAsync(s_buyer, null, new("P0002", 1_000), new("P0001", 4_000))).Errors);
        Assert.Equal(("lines[1].quantity", "order_over_allocation", 3m), (refused.Field, refused.Code, (decimal)refused.Args[1]!));
        Assert.True((await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0001", 3_000))).Ok);
        Assert.True((await ordering.PlaceAsync(Some.DealerCaller("D0002", "DB"), null, new PlaceOrderLine("P0001", 30_000))).Ok);
        ordering.Portal.Time.Advance(TimeSpan.FromDays(7));
        Assert.True((await ordering.PlaceAsync(s_buyer, null, new PlaceOrderLine("P0001", 10_000))).Ok);
    }

    [Fact]
    public async Task Place_ManyAtOnceForTheLastOfACap_NeverTakeMore()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.CountAsync("n", Stocking.Count("P0001", 100));
        Assert.True((await ordering.SendAsync(new CapAllocation("D0001", "P0001", 10_000), Stocking.Warehouse)).Ok);
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => ordering.PlaceAsync(
            s_buyer with { UserId = "b" + i.ToString(CultureInfo.InvariantCulture) }, "race-" + i.ToString(CultureInfo.InvariantCulture), new PlaceOrderLine("P0001", 3_000)))));
        Assert.Equal(3, results.Count(r => r.Ok));
        Assert.All(results.Where(r => !r.Ok), r => Assert.Equal("order_over_allocation", r.Errors[0].Code));
        Assert.Equal(9, (await ordering.BalanceAsync()).Reserved);
    }

    private sealed class Closed(string productId) : ITerritories
    {
        public Task<IReadOnlySet<string>> RefusedAsync(AppDbContext db, string dealerId, DateOnly day, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<string>>(productIds.Where(p => p == productId).ToHashSet(StringComparer.Ordinal));
    }
}

public sealed class SubmitGuardOnSqliteTests(SqliteDatabase database) : SubmitGuardTests(database), IClassFixture<SqliteDatabase>;

public sealed class SubmitGuardOnPostgreSqlTests(PostgreSqlDatabase database) : SubmitGuardTests(database), IClassFixture<PostgreSqlDatabase>;
