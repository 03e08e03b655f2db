using Bunit;
using ChannelPortal.Features.Logistics;
using ChannelPortal.Features.Logistics.Components;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Pages;
using ChannelPortal.Features.Logistics.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Logistics;

/// <summary>The operations wall, the list of shipments, the receipt form and the pick list.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class LogisticsPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private static readonly Caller s_buyer = Some.DealerCaller("D0001", "DB");
    private static readonly Caller s_warehouse = Some.HeadOffice("SVC");
    private readonly SentCommands sent = new();
    private readonly HandFeed feed = new();

    [Fact]
    public async Task Wall_TabsCountTheirRows_AndFollowTheQueue()
    {
        await using var ordering = await ArrangeAsync(s_warehouse);
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        var page = Render<LogisticsPage>();
        page.WaitForElement("[data-row=pick]");
        Assert.Equal("1", page.Find("[data-stage=pick] b").TextContent);
        Assert.Contains("logistics/pick?orders=" + id, page.Find(".queue-tools a").GetAttribute("href"), StringComparison.Ordinal);
        await ordering.SendAsync(new PickOrder(id), s_warehouse);
        await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1", [new OrderLineQty(1, 4_000)]), s_warehouse);
        feed.Move();
        page.WaitForAssertion(() => Assert.Equal(["deliver", "ship"], page.FindAll("[data-row]").Select(r => r.GetAttribute("data-row")!).Order(StringComparer.Ordinal)), TimeSpan.FromSeconds(10));
        Assert.Equal(("0", "1", "1"), (Count("pick"), Count("ship"), Count("deliver")));

        string Count(string stage) => page.Find($"[data-stage={stage}] b").TextContent;
    }

    [Fact]
    public async Task Wall_Exceptions_AreTakenAndResolvedWithANote()
    {
        await using var ordering = await ArrangeAsync(s_warehouse);
        await RefusedAsync(ordering);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/logistics?stage=exceptions");
        var page = Render<LogisticsPage>();
        Assert.Equal("refusal", page.WaitForElement("[data-task]").GetAttribute("data-kind"));
        Assert.Equal("1", page.Find("[data-stage=exceptions] b").TextContent);
        page.Find("[data-action=take]").Click();
        page.WaitForAssertion(() => Assert.IsType<TakeTask>(Assert.Single(sent.All)));
        page.Find("[data-action=resolve]").Click();
        page.WaitForElement("[name=note]").Change("改派");
        page.Find(".tasks-buttons form").Submit();
        page.WaitForAssertion(() => Assert.Equal("改派", Assert.IsType<ResolveTask>(sent.All[^1]).Note));
    }

    [Fact]
    public async Task Shipments_OfADealer_ShowOwnRowsOnly_AndTheCountsMatch()
    {
        await using var ordering = await ArrangeAsync(s_buyer);
        await RefusedAsync(ordering);
        var other = (await ordering.PlaceAsync(Some.DealerCaller("D0002", "DB"))).Value!.OrderId;
        await ordering.SendAsync(new PickOrder(other), s_warehouse);
        await ordering.SendAsync(new ShipOrder(other, "德邦", "DB2"), s_warehouse);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/shipments?show=trouble");
        var page = Render<ShipmentsPage>();
        Assert.Single(page.WaitForElements("tbody tr", 1));
        Assert.Equal("1", page.Find("[data-stage=trouble] b").TextContent);
        Assert.Equal("1", page.Find("[data-stage=transit] b").TextContent);
        Assert.DoesNotContain(other, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shipment_ShowsWayLinesAndForm_AndSendsWhatIsWrong()
    {
        await using var ordering = await ArrangeAsync(s_buyer);
        var shipment = await ShippedAsync(ordering);
        var page = Render<ShipmentPage>(p => p.Add(x => x.ShipmentId, shipment));
        page.WaitForElement("[name=signedBy]").Change("王师傅");
        Assert.Contains("模拟服务", page.Find("[role=note]").TextContent, StringComparison.Ordinal);
        Assert.Contains("P0001", page.Find(".parcel-lines").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-arrival]"));
        page.Find("[name=short-1]").Change("1.5");
        page.Find("[name=damaged-1]").Change("2");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], "a.jpg"));
        page.WaitForAssertion(() => Assert.Contains("可重拍", page.Markup, StringComparison.Ordinal));
        page.Find(".receipt").Submit();
        page.WaitForAssertion(() => Assert.Single(sent.All));
        var command = Assert.IsType<ConfirmReceipt>(sent.All[0]);
        Assert.Equal(("王师傅", new ReceiptLine(1, 1_500, 2_000), 64), (command.SignedBy, Assert.Single(command.Lines), command.Photo!.Length));
    }

    [Fact]
    public async Task Shipment_OfAnotherDealer_IsNotFound()
    {
        await using var ordering = await ArrangeAsync(Some.DealerCaller("D0002", "DA"));
        var shipment = await ShippedAsync(ordering);
        var page = Render<ShipmentPage>(p => p.Add(x => x.ShipmentId, shipment));
        Assert.Empty(page.FindAll(".parcel"));
        Assert.DoesNotContain("王", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ShipForm_ALineAtZero_StaysForTheNextShipment()
    {
        AddAuthorization().SetAuthorized("clerk");
        IReadOnlyList<OrderLineQty>? lines = null;
        var form = Render<ShipForm>(p => p
            .Add(x => x.Lines, [new(1, "P0001", "胶", "件", 10_000, 0, 0, 10_000, "open"), new(2, "P0002", "漆", "桶", 7_000, 0, 0, 7_000, "open"), new(3, "P0003", "砂", "袋", 5_000, 0, 5_000, 0, "open")])
            .Add(x => x.OnShip, choice => lines = choice.Lines));
        Assert.Equal(2, form.FindAll("[type=number]").Count);
        form.Find("[name=qty-1]").Change("4");
        form.Find("[name=qty-2]").Change("0");
        form.Find("form").Submit();
        Assert.Equal([new OrderLineQty(1, 4_000)], lines);
    }

    [Fact]
    public async Task PickList_GroupsByCentre_AndSaysForWhom()
    {
        await using var ordering = await ArrangeAsync(s_warehouse);
        var first = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        var second = (await ordering.PlaceAsync(Some.DealerCaller("D0002", "DB"))).Value!.OrderId;
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/logistics/pick?orders={first},{second}");
        var page = Render<PickListPage>();
        var section = page.WaitForElement("[data-centre]");
        Assert.Equal(Stocking.Hangzhou, section.GetAttribute("data-centre"));
        Assert.Equal("20", page.Find(".pick td b").TextContent);
        Assert.Contains(first, section.TextContent, StringComparison.Ordinal);
        Assert.Contains(second, section.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void RouteMap_PutsTheDotOnTheLastPlace()
    {
        AddAuthorization().SetAuthorized("buyer");
        var map = Render<RouteMap>(p => p.Add(x => x.Route, new ShipmentRoute(new RoutePoint("杭州", "33"), new RoutePoint("武汉", "42"), new RoutePoint("成都", "51"))));
        Assert.Equal("42", map.Find(".route-dot").GetAttribute("data-place"));
        Assert.Equal(34, map.FindAll(".route-tile").Count);
        Assert.Equal("杭州 → 武汉 → 成都", map.Find("svg").GetAttribute("aria-label"));
        Assert.Empty(Render<RouteMap>(p => p.Add(x => x.Route, new ShipmentRoute(null, null, new RoutePoint("成都", "51")))).FindAll("svg"));
    }

    private static async Task<string> ShippedAsync(Ordering ordering)
    {
        var id = (await ordering.PlaceAsync(s_buyer)).Value!.OrderId;
        await ordering.SendAsync(new PickOrder(id), s_warehouse);
        return (await ordering.SendAsync(new ShipOrder(id, "德邦", "DB1"), s_warehouse)).Value!.ShipmentId;
    }

    private static async Task RefusedAsync(Ordering ordering)
    {
        var shipment = await ShippedAsync(ordering);
        await ordering.SendAsync(new ReceiveTracking([new CarrierEvent(shipment, ordering.Portal.Time.GetUtcNow(), "14")]), Caller.System("test"));
    }

    private async Task<Ordering> ArrangeAsync(Caller caller)
    {
        var ordering = await Ordering.StartAsync(database);
        await ordering.CountAsync("stock", Stocking.Count("P0001", 100));
        var portal = ordering.Portal;
        Services.AddErrorTexts<LogisticsText>();
        Services.AddSingleton<TimeProvider>(portal.Time);
        Services.AddSingleton(portal.Get<FindShippingQueue>());
        Services.AddSingleton(portal.Get<FindShipments>());
        Services.AddSingleton(portal.Get<GetPickList>());
        Services.AddSingleton(portal.Get<DeliveryPhotos>());
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton(portal.Get<FirstReads>());
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        AddAuthorization().SetAuthorized("user").SetPolicies("orders.receive", "orders.read", "shipments.read");
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return ordering;
    }
}
