using Bunit;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Pricing;
using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Pricing.Pages;
using ChannelPortal.Features.Pricing.Queries;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Products.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChannelPortal.Tests.Features.Pricing;

/// <summary>Price lists, contracts and the explanation of a price, as people see them.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class PricingPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private static readonly DateOnly s_today = new(2026, 10, 31);
    private readonly SentCommands sent = new();

    [Fact]
    public void Why_ShowsTheWaterfallInWordsAndWhyOthersLost()
    {
        var prices = new FixedPrices(new PriceTrace(100_0000, 91_2000, "promo",
        [
            Step(PriceRuleKind.List, null, 100_0000, PriceOutcome.Start), Step(PriceRuleKind.Contract, "CT-1", 96_0000, PriceOutcome.Applied),
            Step(PriceRuleKind.Promotion, "瓷砖季", 91_2000, PriceOutcome.Applied) with { Discount = 500, FixedPrice = null },
            Step(PriceRuleKind.Tier, "gold", 92_0000, PriceOutcome.Beaten) with { Other = "CT-1", OtherKind = PriceRuleKind.Contract },
            Step(PriceRuleKind.Dealer, "D0001", 80_0000, PriceOutcome.BelowMinimum) with { RuleId = "min", Quantity = 50_000 },
        ]));
        Services.AddSingleton<IPrices>(prices);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(Some.DealerCaller()));
        var why = Render<PriceWhy>(p => p.Add(w => w.Product, "水泥").Add(w => w.DealerId, "D0001").Add(w => w.ProductId, "P0001").Add(w => w.Quantity, 1_000));
        Assert.Empty(why.FindAll(".cp-drawer"));
        why.Find(".why-button").Click();
        Assert.Contains("¥91.20", why.Find(".why-figure").TextContent, StringComparison.Ordinal);
        Assert.Equal(4, why.FindAll("[data-part=applied] li").Count);
        Assert.Contains("减 5%", why.Find("[data-part=applied]").TextContent, StringComparison.Ordinal);
        var refused = why.Find("[data-part=refused]").TextContent;
        Assert.Contains("合同价 CT-1优先", refused, StringComparison.Ordinal);
        Assert.Contains("不足起订量 50", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prices_ListFilterAndHistory()
    {
        await ArrangeAsync(Some.HeadOffice("FIN"));
        var page = Render<PricesPage>();
        page.WaitForElements("tbody tr", 3);
        Assert.Contains("目录价减 8%", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("长期", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/prices?scope=dealer&key=D0002");
        page = Render<PricesPage>();
        page.WaitForAssertion(() => Assert.Contains("没有符合条件的价格", page.Find("[data-state=empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prices_Change_SendsARowThatSupersedes()
    {
        await ArrangeAsync(Some.HeadOffice("FIN"));
        var page = Render<PricesPage>();
        page.WaitForElements("tbody tr", 3);
        page.FindAll("tbody tr").Single(r => r.TextContent.Contains("110.00", StringComparison.Ordinal)).Click();
        page.WaitForElement(".prices-history li");
        page.Find("[data-action=change-price]").Click();
        page.Find("#term-value").Change("x");
        page.Find("#price-form").Submit();
        Assert.Contains("不是有效的数字", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("#term-value").Change("105.5");
        page.Find("#term-last").Change("2026-12-31");
        page.Find("#price-form").Submit();
        var command = Assert.IsType<SetPrice>(Assert.Single(sent.All));
        Assert.Equal(("dealer", "D0001", "P0001", 105_5000L, new DateOnly(2027, 1, 1)), (command.Scope, command.ScopeKey, command.ProductId, command.Price!.Value, command.To!.Value));
        Assert.NotNull(command.Supersedes);
    }

    [Fact]
    public async Task Prices_Bulk_ShowsOldAndNewBeforeItSends()
    {
        await ArrangeAsync(Some.HeadOffice("FIN"));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/prices?scope=dealer");
        var page = Render<PricesPage>();
        page.FindAll(".cp-page-actions .cp-button")[0].Click();
        page.Find("#bulk-form").Submit();
        Assert.Contains("百分比或金额", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("#bulk-percent").Change("10");
        page.Find("#bulk-form").Submit();
        page.WaitForAssertion(() => Assert.Contains("¥121.00", page.Find("[data-part=bulk-preview]").TextContent, StringComparison.Ordinal));
        Assert.Empty(sent.All);
        page.Find("[data-action=bulk-apply]").Click();
        Assert.Equal((1_000, 1), Assert.IsType<BulkChangePrices>(Assert.Single(sent.All)) is var bulk ? (bulk.Percent, bulk.ExpectedCount) : default);
    }

    [Fact]
    public async Task Contracts_OwnOnes_WithPathAndRenewal()
    {
        await ArrangeAsync(Some.DealerCaller("D0001"));
        var page = Render<ContractsPage>();
        page.WaitForElements("tbody tr", 1);
        Assert.Contains("低于进度线", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-action=new-contract]"));
        var contract = Render<ContractPage>(p => p.Add(c => c.No, "CT-1"));
        contract.WaitForElement("[data-state=behind]");
        Assert.Single(contract.FindAll("[data-state=renewal]"));
        Assert.Equal(12, contract.FindAll(".contract-bars").Count);
        Assert.Empty(contract.FindAll(".contract-actions button"));
    }

    [Fact]
    public async Task Contract_OfAnotherDealer_IsNotFound()
    {
        await ArrangeAsync(Some.DealerCaller("D0002"));
        var isMissing = false;
        Services.GetRequiredService<NavigationManager>().OnNotFound += (_, _) => isMissing = true;
        Render<ContractPage>(p => p.Add(c => c.No, "CT-1"));
        Assert.True(isMissing);
        var list = Render<ContractsPage>();
        list.WaitForElement("[data-state=empty]");
    }

    [Fact]
    public async Task Contract_Terminate_AsksForTheReason()
    {
        await ArrangeAsync(Some.HeadOffice("CHM"));
        var page = Render<ContractPage>(p => p.Add(c => c.No, "CT-1"));
        page.WaitForElement("[data-action=terminate]").Click();
        Assert.Empty(sent.All);
        page.Find("#contract-why").Change("不再合作");
        page.Find(".contract-reason").Submit();
        Assert.Equal(new MoveContract("CT-1", ContractTrigger.Terminate, "不再合作"), Assert.IsType<MoveContract>(Assert.Single(sent.All)));
    }

    private async Task ArrangeAsync(Caller caller)
    {
        var fresh = await database.FreshAsync();
        var contract = new Contract
        {
            No = "CT-1", DealerId = "D0001", Type = "annual", Title = "年度协议", ValidFrom = new DateOnly(2026, 1, 1), ValidTo = new DateOnly(2027, 1, 1), CommitAmount = 1_000_000_00, CreatedBy = "t",
        }.In(ContractStatus.Active);
        await fresh.InsertAsync([.. Some.World(), contract, .. ContractPlan.Even(contract),
            Row("tier", "gold", null, null, 800), Row("dealer", "D0001", "D0001", 110_0000, null), Row("contract", "CT-1", "D0001", 100_0000, null)]);
        var clock = Services.BuildServiceProvider().GetRequiredService<BusinessClock>();
        var rows = new FindPriceRows(fresh.Factory, clock);
        Services.AddErrorTexts<PricingText>();
        Services.AddSingleton<TimeProvider>(new FixedTime(Noon));
        Services.AddSingleton(rows);
        Services.AddSingleton(new BulkEdit(fresh.Factory));
        Services.AddSingleton(new FindContracts(fresh.Factory, new NoSales(), rows, clock));
        Services.AddSingleton<IProductCatalogue>(new ProductCatalogue(fresh.Factory, new ProductStock(), clock));
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(new HandFeed());
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), new FixedTime(Noon)));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private static PriceRow Row(string scope, string? key, string? dealer, long? price, int? discount) => new()
    {
        Id = Guid.CreateVersion7(), Scope = scope, ScopeKey = key, DealerId = dealer, ProductId = price is null ? null : "P0001", Price = price, Discount = discount, ValidFrom = s_today.AddDays(-60), CreatedBy = "t",
    };

    private static PriceStep Step(PriceRuleKind kind, string? name, long price, PriceOutcome outcome) => new(kind, kind.ToString(), name, PriceTarget.Product, price, null, price, outcome);

    private sealed class NoSales : IContractSales
    {
        public Task<IReadOnlyList<ContractSale>> MonthsAsync(
            ChannelPortal.Platform.Data.AppDbContext db, string dealerId, Period days, IReadOnlyCollection<string>? productIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ContractSale>>([]);
    }

    private sealed class FixedPrices(PriceTrace trace) : IPrices
    {
        public Task<PriceSheet?> PriceAsync(Caller caller, string dealerId, IReadOnlyList<PriceAsk> asks, CancellationToken cancellationToken) => Task.FromResult<PriceSheet?>(
            new PriceSheet(dealerId, s_today, [new PricedLine(asks[0].ProductId, asks[0].Quantity, trace.ListPrice, trace.NetPrice, trace.Source, 91_20, trace, [])], ""));

        public Task<PriceTrace?> KeptAsync(Caller caller, string documentId, int lineNo, CancellationToken cancellationToken) => Task.FromResult<PriceTrace?>(trace);
    }
}
