using Bunit;
using ChannelPortal.Features.Inventory;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Pages;
using ChannelPortal.Features.Inventory.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static ChannelPortal.Tests.Features.Inventory.Stocking;

namespace ChannelPortal.Tests.Features.Inventory;

/// <summary>The stock page as a dealer and as the manufacturer's people see it.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class InventoryPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();
    private readonly HandFeed feed = new();

    [Fact]
    public async Task Dealer_SeesBandsDatesAndOwnStock_NeverFigures()
    {
        await using var ordering = await ArrangeAsync(Some.DealerCaller("D0001", "DA"));
        var page = Render<InventoryPage>();
        page.WaitForElements("tbody tr", 2);
        var row = Row(page, "P0001");
        Assert.Contains("有货", row, StringComparison.Ordinal);
        Assert.Contains("10月19日", row, StringComparison.Ordinal);
        Assert.Contains("50 件", row, StringComparison.Ordinal);
        Assert.DoesNotContain("240", page.Markup, StringComparison.Ordinal);
        Assert.Contains("待查", Row(page, "P0002"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dealer_AsksForMore_SeesDateCalendarAndSubstitutes()
    {
        await using var ordering = await ArrangeAsync(Some.DealerCaller("D0001", "DB"));
        await ordering.Portal.RecordAsync("third", Some.Product("P0003"));
        await ordering.CountAsync("third-count", Count("P0003", 900));
        await ordering.SendAsync(new SetSubstitutes([new("P0001", ["P0003"])]), Warehouse);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/inventory?qty=500&product=P0001");
        var page = Render<InventoryPage>();
        page.WaitForElement(".cp-drawer [data-list=inbound] li");
        Assert.Equal("date", page.Find(".cp-drawer .stock-chip").GetAttribute("data-band"));
        Assert.DoesNotContain("300", page.Find("[data-list=inbound]").TextContent, StringComparison.Ordinal);
        Assert.Contains("P0003", page.Find("[data-list=substitutes]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-action=share-stock]"));
        page.Find(".cp-drawer .cp-icon-button").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".cp-drawer")));
    }

    [Fact]
    public async Task Dealer_StockMoves_TheChipFollows()
    {
        await using var ordering = await ArrangeAsync(Some.DealerCaller("D0001", "DB"));
        var page = Render<InventoryPage>();
        page.WaitForAssertion(() => Assert.Contains("有货", Row(page, "P0001"), StringComparison.Ordinal));
        await ordering.SendAsync(new QuarantineStock(Hangzhou, "P0001", 240_000, "Q-1"), Warehouse);
        feed.Move();
        page.WaitForAssertion(() => Assert.Contains("有到货期", Row(page, "P0001"), StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Dealer_Administrator_SwitchesSharing()
    {
        await using var ordering = await ArrangeAsync(Some.DealerCaller("D0001", "DA"));
        var page = Render<InventoryPage>();
        page.WaitForElement("[data-action=share-stock]").Click();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-action=share-stock]").GetAttribute("aria-checked")));
        Assert.True(Assert.IsType<ShareStock>(Assert.Single(sent.All)).IsShared);
    }

    [Fact]
    public async Task Centre_SeesFiguresMovementsAndBooksAReceipt()
    {
        await using var ordering = await ArrangeAsync(Warehouse);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/inventory?product=P0001&centre={Hangzhou}");
        var page = Render<InventoryPage>();
        page.WaitForElement("[data-list=movements] li");
        Assert.Contains("240", Row(page, "P0001"), StringComparison.Ordinal);
        Assert.Contains("盘点调整", page.Find("[data-list=movements]").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=receive-one]").Click();
        page.WaitForElement("#stock-qty").Change("12.5");
        page.Find("#stock-document").Change("IN-9");
        page.Find("#stock-form").Submit();
        page.WaitForAssertion(() => Assert.Single(sent.All));
        var command = Assert.IsType<ReceiveStock>(sent.All[0]);
        Assert.Equal((Hangzhou, "IN-9", new StockLine("P0001", 12_500)), (command.LocationId, command.DocumentNo, Assert.Single(command.Lines)));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#stock-form")));
        Assert.Contains("已收货", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Centre_RefusedForm_KeepsTheInputAndTheCommandId()
    {
        await using var ordering = await ArrangeAsync(Warehouse);
        sent.Refusal = Error.Of("stock_document_used", "IN-9");
        var page = Render<InventoryPage>();
        page.WaitForElement("[data-action=receive]").Click();
        page.WaitForElement("#stock-product").Change("P0001");
        page.Find("#stock-qty").Change("1");
        page.Find("#stock-document").Change("IN-9");
        page.Find("#stock-form").Submit();
        Assert.Contains("没有重复入账", page.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("#stock-form").Submit();
        page.WaitForAssertion(() => Assert.Equal(2, sent.Ids.Count));
        Assert.Single(sent.Ids.Distinct());
    }

    [Theory]
    [InlineData("inbound", "PO-1")]
    [InlineData("allocation", "218")]
    [InlineData("reservations", "SO-202610-00001")]
    public async Task Centre_Views_ShowTheirRows(string view, string word)
    {
        await using var ordering = await ArrangeAsync(Some.HeadOffice("EXEC"));
        await ordering.PlaceAsync(Some.DealerCaller("D0002", "DB"), null, new PlaceOrderLine("P0001", 10_000));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/inventory?view=" + view);
        var page = Render<InventoryPage>();
        page.WaitForAssertion(() => Assert.Contains(word, page.Find(".cp-table tbody").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-action]"));
    }

    [Fact]
    public async Task Centre_NothingYet_SaysWhatToDo()
    {
        await using var ordering = await ArrangeAsync(Warehouse, isEmpty: true);
        Assert.Contains("还没有库存账", Render<InventoryPage>().WaitForElement("[data-state=empty]").TextContent, StringComparison.Ordinal);
    }

    private static string Row(IRenderedComponent<InventoryPage> page, string product) =>
        page.FindAll("tbody tr").Single(r => r.TextContent.Contains(product, StringComparison.Ordinal)).TextContent;

    private async Task<Ordering> ArrangeAsync(Caller caller, bool isEmpty = false)
    {
        var ordering = await Ordering.StartAsync(database);
        if (!isEmpty)
        {
            await ordering.CountAsync("dc", Count("P0001", 240));
            await ordering.Portal.RecordAsync("own", Some.Inventory("D0001"));
            await ordering.SendAsync(new PlanInbound([new(Hangzhou, "P0001", "PO-1", Some.Day.AddDays(6), 300_000, 90)]), Warehouse);
        }

        var portal = ordering.Portal;
        Services.AddErrorTexts<InventoryText>();
        Services.AddSingleton<TimeProvider>(portal.Time);
        Services.AddSingleton(portal.Get<FindDealerStock>());
        Services.AddSingleton(portal.Get<FindCentreStock>());
        Services.AddSingleton(portal.Get<FindNearbyStock>());
        Services.AddSingleton(portal.Get<IOptions<InventoryOptions>>());
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton(portal.Get<FirstReads>());
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        AddAuthorization().SetAuthorized("buyer");
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        return ordering;
    }
}
