using System.Globalization;
using ChannelPortal.Features.Orders.Commands;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Orders.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>Carts and templates: kept, shared within the company alone, and never overwritten unseen.</summary>
public abstract class CartTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly CartLine s_cement = new("P0001", "20");
    private static readonly Caller s_buyer = Buyer("D0001", "ann");
    private static readonly Caller s_colleague = Buyer("D0001", "bob");
    private static readonly Caller s_stranger = Buyer("D0002", "eve");

    [Fact]
    public async Task Save_UntilOrdered_IsKeptAndThenGone()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        Assert.Equal(1, (await ordering.SendAsync(new SaveCart("c1", "form-9", [s_cement], 0), s_buyer)).Value);
        Assert.Equal(2, (await ordering.SendAsync(new SaveCart("c1", "form-9", [s_cement, new CartLine("???", "x")], 1), s_buyer)).Value);
        var saved = (await ordering.Portal.Get<CartReader>().GetAsync("c1", s_buyer, Cancellation))!;
        Assert.Equal(("form-9", 2, 2), (saved.CommandId, saved.Version, saved.Lines.Count));
        Assert.Equal(new CartLine("???", "x"), saved.Lines[1]);
        Assert.True((await ordering.SendAsync(new PlaceOrder([new PlaceOrderLine("P0001", 20_000)], CartId: "c1"), s_buyer, "form-9")).Ok);
        Assert.Null(await ordering.Portal.Get<CartReader>().GetAsync("c1", s_buyer, Cancellation));
    }

    [Fact]
    public async Task Save_FromAnOlderVersion_IsRefused()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.SendAsync(new SaveCart("c1", "f", [s_cement], 0), s_buyer);
        await ordering.SendAsync(new SaveCart("c1", "f", [new CartLine("P0001", "30")], 1), s_buyer);
        Assert.Equal("order_cart_changed", (await ordering.SendAsync(new SaveCart("c1", "f", [s_cement], 1), s_buyer)).Errors[0].Code);
        Assert.Equal("30", (await ordering.Portal.Get<CartReader>().GetAsync("c1", s_buyer, Cancellation))!.Lines[0].Quantity);
    }

    [Fact]
    public async Task Save_WithoutLines_DropsAnUnnamedCartAndKeepsANamedOne()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.SendAsync(new SaveCart("c1", "f", [s_cement], 0), s_buyer);
        Assert.Equal(0, (await ordering.SendAsync(new SaveCart("c1", "f", [], 1), s_buyer)).Value);
        await ordering.SendAsync(new SaveCart("c2", "f", [s_cement], 0), s_buyer);
        await ordering.SendAsync(new DescribeCart("c2", "月度补货", false, false), s_buyer);
        await ordering.SendAsync(new SaveCart("c2", "f", [], 2), s_buyer);
        Assert.Equal("月度补货", Assert.Single(await ordering.Portal.Get<CartReader>().FindAsync(s_buyer, Cancellation)).Name);
    }

    [Fact]
    public async Task Share_LetsColleaguesInAndNobodyElse()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var reader = ordering.Portal.Get<CartReader>();
        await ordering.SendAsync(new SaveCart("c1", "f", [s_cement], 0), s_buyer);
        Assert.Null(await reader.GetAsync("c1", s_colleague, Cancellation));
        Assert.Equal("order_cart_name_required", (await ordering.SendAsync(new DescribeCart("c1", " ", true, false), s_buyer)).Errors[0].Code);
        await ordering.SendAsync(new DescribeCart("c1", "工地 A", true, false), s_buyer);
        var seen = (await reader.GetAsync("c1", s_colleague, Cancellation))!;
        Assert.Equal((s_buyer.Name, 2), (seen.Row.OwnerName, seen.Version));
        Assert.Equal(3, (await ordering.SendAsync(new SaveCart("c1", "f", [s_cement, s_cement], 2), s_colleague)).Value);
        Assert.Equal("not_found", (await ordering.SendAsync(new DropCart("c1"), s_colleague)).Errors[0].Code);
        Assert.Empty(await reader.FindAsync(s_stranger, Cancellation));
        Assert.Null(await reader.GetAsync("c1", s_stranger, Cancellation));
        Assert.Equal("not_found", (await ordering.SendAsync(new DescribeCart("c1", "x", false, false), s_stranger)).Errors[0].Code);
        Assert.True((await ordering.SendAsync(new DropCart("c1"), s_buyer)).Ok);
    }

    [Fact]
    public async Task Template_StaysWhenItIsOrdered()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.SendAsync(new SaveCart("t1", "f", [s_cement], 0), s_buyer);
        await ordering.SendAsync(new DescribeCart("t1", "每周", false, true), s_buyer);
        await ordering.SendAsync(new PlaceOrder([new PlaceOrderLine("P0001", 20_000)], CartId: "t1"), s_buyer);
        Assert.NotNull(await ordering.Portal.Get<CartReader>().GetAsync("t1", s_buyer, Cancellation));
    }

    [Fact]
    public async Task Order_NamingTheCartOfAnother_LeavesIt()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        await ordering.SendAsync(new SaveCart("c1", "f", [s_cement], 0), s_buyer);
        await ordering.SendAsync(new PlaceOrder([new PlaceOrderLine("P0001", 20_000)], CartId: "c1"), s_stranger);
        await ordering.SendAsync(new PlaceOrder([new PlaceOrderLine("P0001", 20_000)], CartId: "c1"), s_colleague);
        Assert.NotNull(await ordering.Portal.Get<CartReader>().GetAsync("c1", s_buyer, Cancellation));
    }

    [Fact]
    public async Task Save_BeyondTheLimits_IsRefused()
    {
        await using var ordering = await Ordering.StartAsync(Database, add: s => s.Configure<ChannelPortal.Features.Orders.OrdersOptions>(o => (o.MaxCarts, o.MaxLines) = (2, 3)));
        Assert.Equal("order_too_many_lines", (await ordering.SendAsync(new SaveCart("c0", "f", [.. Enumerable.Repeat(s_cement, 4)], 0), s_buyer)).Errors[0].Code);
        await ordering.SendAsync(new SaveCart("c1", "f", [s_cement], 0), s_buyer);
        await ordering.SendAsync(new SaveCart("c2", "f", [s_cement], 0), s_buyer);
        Assert.Equal("order_too_many_carts", (await ordering.SendAsync(new SaveCart("c3", "f", [s_cement], 0), s_buyer)).Errors[0].Code);
    }

    [Fact]
    public async Task Resolve_ByCodeNameAndLetters_PutsRepeatsTogetherAndKeepsFaults()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var (glue, sand) = (Some.Product("P0003"), Some.Product("P0004"));
        (glue.Name, glue.NameEn, glue.PackQty, glue.Unit, glue.UnitEn) = ("瓷砖胶", "Tile glue", 12_000, "袋", "bag");
        (sand.Name, sand.LaunchedOn) = ("河沙", Some.Day.AddDays(3));
        await ordering.Portal.RecordAsync("more", glue, sand);
        var lines = await ordering.Portal.Get<CartResolver>().ResolveAsync(
            [new("p0001", "20"), new("P0001", "5"), new("瓷砖胶", "24", "袋"), new("czj", "12", "BAG"), new("tile GLUE"), new("P0003", "13"), new("P0003", "1", "台"), new("P0001", "zwei"), new("P9", "1"), new("", "1"), new("P0004", "1")],
            s_buyer, Cancellation);
        Assert.Equal(
            ["P0001 25000 ", "P0003 61000 order_quantity_not_in_packs", "P0003 0 order_unit_wrong", "P0001 0 order_quantity_not_a_number", " 0 order_product_unknown", " 0 order_line_without_product", "P0004 1000 order_product_not_on_sale"],
            lines.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Product?.Product.ProductId} {l.Quantity} {l.Error?.Code}")));
    }

    [Fact]
    public async Task Reorder_TellsTodaysPrices_AndOnlyOfOwnOrders()
    {
        await using var ordering = await Ordering.StartAsync(Database);
        var placed = (await ordering.PlaceAsync(s_buyer)).Value!;
        var dearer = Some.Product("P0001");
        dearer.ListPrice += 10_0000;
        await ordering.Portal.RecordAsync("dearer", dearer);
        var forms = ordering.Portal.Get<IOrderForms>();
        var line = Assert.Single((await forms.ReorderAsync(placed.OrderId, s_buyer, Cancellation))!);
        Assert.Equal((10_000L, 117_7600L, 126_9600L), (line.Line.Quantity, line.PriceBefore, line.Line.Product!.NetPrice));
        Assert.Null(await forms.ReorderAsync(placed.OrderId, s_stranger, Cancellation));
    }

    private static Caller Buyer(string dealer, string user) => Some.DealerCaller(dealer, "DB") with { UserId = user, Name = user };
}

public sealed class CartOnSqliteTests(SqliteDatabase database) : CartTests(database), IClassFixture<SqliteDatabase>;

public sealed class CartOnPostgreSqlTests(PostgreSqlDatabase database) : CartTests(database), IClassFixture<PostgreSqlDatabase>;
