using Bunit;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Returns;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Pages;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Features.Settlement;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Pages;
using ChannelPortal.Features.Settlement.Queries;
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

namespace ChannelPortal.Tests.Features.Returns;

/// <summary>The pages of returns and invoices over a real database: what they show, what each button sends, and what another dealer sees.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ReturnPagesTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private const string Order = "SO-202610-90001";
    private readonly SentCommands sent = new() { Refusal = Error.Of("changed_meanwhile") };

    [Fact]
    public async Task NewReturn_FromAnOrder_SaysThePolicyBeforeAnythingIsSent()
    {
        await using var ordering = await ArrangeAsync(Returning.Buyer);
        await ordering.ShippedAsync(Order, 5);
        Go($"/returns/new?order={Order}&lines=1:2&reason=damage");
        var page = Render<NewReturnPage>();
        page.WaitForElement("[data-policy=damage_late]");
        Assert.Contains("仍可按以下原因申请：错发、质量问题", page.Find("[data-policy]").TextContent, StringComparison.Ordinal);
        page.Find($"#reason-{Order}-1").Change("quality");
        page.WaitForElement("[data-policy=quality_ok]");
        Assert.Contains("¥200.00", page.Find(".draft-expected").TextContent, StringComparison.Ordinal);
        page.Find($"#qty-{Order}-1").Change("11");
        Assert.Contains("最多还能退 10", page.Find(".draft").TextContent, StringComparison.Ordinal);
        page.Find($"#qty-{Order}-1").Change("3");
        page.Find("[data-action=request]").Click();
        var item = Assert.Single(Assert.IsType<RequestReturn>(Assert.Single(sent.All)).Items);
        Assert.Equal((Order, 1, 3_000L, "quality"), (item.OrderId, item.LineNo, item.Qty, item.Reason));
    }

    [Fact]
    public async Task NewReturn_OfAnotherDealersOrder_FindsNothing()
    {
        await using var ordering = await ArrangeAsync(Returning.Stranger);
        await ordering.ShippedAsync(Order);
        Go("/returns/new?order=" + Order);
        var page = Render<NewReturnPage>();
        page.WaitForElement("[data-state=empty]");
        Assert.Empty(page.FindAll(".draft"));
    }

    [Fact]
    public async Task List_ShowsCountsOfTheQueues_AndTheFilterOfTheAddress()
    {
        await using var ordering = await ArrangeAsync(Returning.Warehouse);
        await ordering.ShippedAsync(Order);
        await ordering.RequestedAsync(Returning.Item(Order, 1));
        var approved = await ordering.RequestedAsync(Returning.Item(Order, 2));
        await ordering.SendAsync(new DecideReturn(approved, true, null), Returning.Warehouse);
        Go("/returns?status=tosend");
        var page = Render<ReturnsPage>();
        page.WaitForElements("tbody tr", 1);
        Assert.Contains(approved, page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal(["2", "1", "1"], new[] { "open", "requested", "tosend" }.Select(s => page.Find($"[data-status={s}] strong").TextContent));
    }

    [Fact]
    public async Task Return_AtEachStage_OffersWhatTheRoleMay_AndTheBenchSendsItsVerdict()
    {
        await using var ordering = await ArrangeAsync(Returning.Warehouse);
        await ordering.ShippedAsync(Order);
        var number = await ordering.RequestedAsync(Returning.Item(Order, 2));
        var page = Render<ReturnPage>(p => p.Add(x => x.Number, number));
        page.WaitForAssertion(() => Assert.Equal(["Reject", "Approve"], page.FindAll("[data-trigger]").Select(b => b.GetAttribute("data-trigger"))));
        page.Find("[data-trigger=Reject]").Click();
        page.Find("[name=why]").Change("照片不清");
        page.Find(".return-ask").Submit();
        Assert.Equal(new DecideReturn(number, false, "照片不清"), Assert.Single(sent.All));
        sent.All.Clear();

        await ordering.SendAsync(new DecideReturn(number, true, null), Returning.Warehouse);
        await ordering.SendAsync(new ReceiveReturn(number), Returning.Warehouse);
        page = Render<ReturnPage>(p => p.Add(x => x.Number, number));
        page.WaitForElement("#accepted-1").Change("1.5");
        page.Find("#found-1").Change("一件完好");
        page.Find("[data-action=inspect]").Click();
        Assert.Equal(new InspectedItem(1, 1_500, "scrap", "一件完好"), Assert.Single(Assert.IsType<InspectReturn>(Assert.Single(sent.All)).Items));
    }

    [Fact]
    public async Task Return_OfAnotherDealer_IsNotFound()
    {
        await using var ordering = await ArrangeAsync(Returning.Stranger);
        await ordering.ShippedAsync(Order);
        var number = await ordering.RequestedAsync(Returning.Item(Order, 2));
        var page = Render<ReturnPage>(p => p.Add(x => x.Number, number));
        Assert.DoesNotContain(number, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoices_ForTheDealersMoney_CanBePaid_AndSayThatTheGatewayIsASimulator()
    {
        await using var ordering = await ArrangeAsync(Some.DealerCaller("D0001", "DF"));
        await ordering.ShippedAsync(Order);
        var invoice = await ordering.BilledAsync(Order);
        Go("/invoices?show=open");
        var page = Render<InvoicesPage>();
        page.WaitForElement("tbody tr").Click();
        page.WaitForElement("[role=note]");
        Assert.Contains("模拟器", page.Find("[role=note]").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=pay]").Click();
        Assert.Equal([invoice], Assert.IsType<PayInvoices>(Assert.Single(sent.All)).InvoiceIds);
        var card = Render<OrderInvoices>(p => p.Add(x => x.OrderId, Order));
        card.WaitForElement("[data-action=pay]");
        Assert.Empty(card.FindAll("[data-action=issue]"));
    }

    [Fact]
    public async Task Invoices_ForFinance_IssueAndRecord_AndForABuyerAreReadOnly()
    {
        await using var ordering = await ArrangeAsync(Returning.Finance);
        await ordering.ShippedAsync(Order);
        var card = Render<OrderInvoices>(p => p.Add(x => x.OrderId, Order));
        card.WaitForElement("[data-action=issue]").Click();
        Assert.Equal(new IssueInvoice(Order), Assert.Single(sent.All));
        sent.All.Clear();
        var invoice = await ordering.BilledAsync(Order);
        var page = Render<InvoicesPage>();
        page.WaitForElement("tbody tr").Click();
        page.WaitForElement("[data-action=record-one]").Click();
        page.WaitForElement("#pay-amount").Change("viel");
        page.Find("[data-action=send-payment]").Click();
        Assert.Empty(sent.All);
        page.Find("#pay-amount").Change("1,000.00");
        page.Find("[data-action=send-payment]").Click();
        var recorded = Assert.IsType<RecordPayment>(Assert.Single(sent.All));
        Assert.Equal(("D0001", 1_000_00L, invoice), (recorded.DealerId, recorded.Amount, Assert.Single(recorded.InvoiceIds!)));
    }

    [Fact]
    public async Task OrderInvoices_ForABuyer_AreReadOnly_AndForAnotherDealerNothing()
    {
        await using var ordering = await ArrangeAsync(Returning.Buyer);
        await ordering.ShippedAsync(Order);
        await ordering.BilledAsync(Order);
        await ordering.ShippedAsync("SO-202610-90002", 1, "D0002");
        var card = Render<OrderInvoices>(p => p.Add(x => x.OrderId, Order));
        card.WaitForElement(".billing-card");
        Assert.Empty(card.FindAll("button"));
        Assert.DoesNotContain("section", Render<OrderInvoices>(p => p.Add(x => x.OrderId, "SO-202610-90002")).Markup, StringComparison.Ordinal);
    }

    private void Go(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    private async Task<Ordering> ArrangeAsync(Caller caller)
    {
        var ordering = await Returning.StartAsync(database);
        var roles = AddAuthorization();
        roles.SetAuthorized("somebody");
        roles.SetPolicies("returns.request", "settlement.read");
        Services.AddErrorTexts<ReturnsText>();
        Services.AddErrorTexts<SettlementText>();
        Services.AddSingleton<TimeProvider>(ordering.Portal.Time);
        Services.AddSingleton(ordering.Portal.Get<FirstReads>());
        Services.AddSingleton(ordering.Portal.Get<ILiveFeed>());
        Services.AddSingleton(ordering.Portal.Get<FindInvoices>());
        Services.AddSingleton(ordering.Portal.Get<GetOrderInvoices>());
        Services.AddSingleton(ordering.Portal.Get<IPaymentGateway>());
        Services.AddSingleton(ordering.Portal.Get<FindReturns>());
        Services.AddSingleton(ordering.Portal.Get<GetReturn>());
        Services.AddSingleton(ordering.Portal.Get<FindReturnable>());
        Services.AddSingleton(ordering.Portal.Get<IReturnPhotos>());
        Services.AddSingleton(ordering.Portal.Get<IApprovalTrails>());
        Services.AddSingleton(ordering.Portal.Get<BusinessClock>());
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        return ordering;
    }
}
