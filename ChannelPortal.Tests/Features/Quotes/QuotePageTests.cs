using Bunit;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Quotes;
using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Features.Quotes.Pages;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChannelPortal.Tests.Features.Quotes;

/// <summary>Quotes as each side sees them.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class QuotePageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();
    private readonly HandFeed feed = new();

    [Fact]
    public async Task List_OfTheManager_HasLateOnesFirstAndCounts()
    {
        await using var quoting = await Quoting.StartAsync(database);
        await quoting.OfferedAsync();
        var late = await quoting.AskAsync();
        quoting.Portal.Time.Advance(TimeSpan.FromHours(30));
        Arrange(quoting, Quoting.Manager);
        var page = Render<QuotesPage>();
        page.WaitForElements("tbody tr", 2);
        Assert.Contains(late, page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Contains("已超时6小时", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal("1", page.Find("[data-show=late] b").TextContent);
        Assert.Empty(page.FindAll("a[href='quotes/new']"));
        await quoting.AskAsync();
        feed.Move("quotes:list");
        page.WaitForElements("tbody tr", 3);
    }

    [Fact]
    public async Task List_OfADealer_ShowsOwnOnesWithoutMargins()
    {
        await using var quoting = await Quoting.StartAsync(database);
        await quoting.OfferedAsync();
        await quoting.AskAsync(Quoting.Buyer("D0002"));
        Arrange(quoting, Quoting.Buyer());
        var page = Render<QuotesPage>();
        page.WaitForElements("tbody tr", 1);
        Assert.DoesNotContain("毛利", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("a[href='quotes/new']"));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/quotes?show=accepted");
        page = Render<QuotesPage>();
        page.WaitForElement("[data-state=empty]");
    }

    [Fact]
    public async Task Quote_ToTheDealer_ComparesAndOrdersTheChosenLines()
    {
        await using var quoting = await Quoting.StartAsync(database);
        var no = await quoting.OfferedAsync();
        Arrange(quoting, Quoting.Buyer());
        var page = Render<QuotePage>(p => p.Add(q => q.No, no));
        page.WaitForElement("[data-action=accept]");
        Assert.Contains("116.5824", page.Find("tr[data-line='1']").TextContent, StringComparison.Ordinal);
        Assert.Contains("未报价", page.Find("tr[data-line='2']").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("86.9566", page.Markup, StringComparison.Ordinal);
        Assert.Contains("¥1,165.82", page.Find(".quote-accept").TextContent, StringComparison.Ordinal);
        page.Find("tr[data-line='1'] input").Change(false);
        Assert.True(page.Find("[data-action=accept]").HasAttribute("disabled"));
        page.Find("tr[data-line='1'] input").Change(true);
        page.Find("[data-action=accept]").Click();
        var order = Assert.IsType<PlaceOrder>(Assert.Single(sent.All));
        Assert.Equal((no, 1_165_82L, new PlaceOrderLine("P0001", 10_000, Quoting.Proposed)), (order.QuoteNo, order.ExpectedNet, Assert.Single(order.Lines)));
    }

    [Fact]
    public async Task Quote_Decline_AsksForTheReason()
    {
        await using var quoting = await Quoting.StartAsync(database);
        var no = await quoting.OfferedAsync();
        Arrange(quoting, Quoting.Buyer());
        var page = Render<QuotePage>(p => p.Add(q => q.No, no));
        page.WaitForElement("[data-action=decline]").Click();
        Assert.Empty(sent.All);
        page.Find("#quote-why").Change("太贵");
        page.Find(".quote-reason").Submit();
        Assert.Equal(new MoveQuote(no, QuoteTrigger.Decline, "太贵"), Assert.IsType<MoveQuote>(Assert.Single(sent.All)));
    }

    [Fact]
    public async Task Quote_ToTheManager_ExplainsTheProposalAndWantsReasons()
    {
        await using var quoting = await Quoting.StartAsync(database);
        var no = await quoting.AskAsync();
        Arrange(quoting, Quoting.Manager);
        var page = Render<QuotePage>(p => p.Add(q => q.No, no));
        page.WaitForElement("tr[data-line='1'] .answer-why").Click();
        page.WaitForElement("[data-part=sentence]");
        Assert.Equal("目录价 128.00 → 等级价 金牌 -8 % → 等级优惠 金牌 -1 % → 促销 无 = 116.5824", page.Find("[data-part=sentence]").TextContent);
        Assert.Contains("历史报价太少（0 行）", page.Find("[data-part=chance]").TextContent, StringComparison.Ordinal);
        Assert.Contains("底价 86.9566", page.Find(".quote-fall-note").TextContent, StringComparison.Ordinal);
        page.Find("tr[data-line='1'] .answer-offer").Change("110");
        Assert.Single(page.FindAll(".answer-reason"));
        Assert.Single(page.FindAll("[data-state=needs-approval]"));
        page.Find("tr[data-line='1'] .answer-offer").Change("80");
        Assert.Single(page.FindAll("[data-state=below-floor]"));
        page.Find(".answer-reason input").Change("清库存");
        page.Find("tr[data-line='2'] input[type=checkbox]").Change(true);
        page.Find(".quote-send").Submit();
        var command = Assert.IsType<SendQuote>(Assert.Single(sent.All));
        Assert.Equal(new OfferPrice(1, 10_000, 80_0000, "清库存"), Assert.Single(command.Offers));
        Assert.Equal(Some.Day.AddDays(14), command.ValidUntil);
    }

    [Fact]
    public async Task Quote_OpenAtBothSides_MovesByItself()
    {
        await using var quoting = await Quoting.StartAsync(database);
        var no = await quoting.AskAsync();
        Arrange(quoting, Quoting.Buyer());
        var page = Render<QuotePage>(p => p.Add(q => q.No, no));
        page.WaitForElement("[data-action=withdraw]");
        Assert.Contains("quote:" + no, feed.Opened);
        await quoting.OfferAsync(no);
        feed.Move("quote:" + no);
        page.WaitForElement("[data-action=accept]");
    }

    [Fact]
    public async Task Quote_OfAnotherDealer_IsNotFound()
    {
        await using var quoting = await Quoting.StartAsync(database);
        var no = await quoting.OfferedAsync();
        Arrange(quoting, Quoting.Buyer("D0002"));
        var isMissing = false;
        Services.GetRequiredService<NavigationManager>().OnNotFound += (_, _) => isMissing = true;
        Render<QuotePage>(p => p.Add(q => q.No, no));
        Assert.True(isMissing);
    }

    [Fact]
    public async Task New_FindsAddsAndSends()
    {
        await using var quoting = await Quoting.StartAsync(database);
        Arrange(quoting, Quoting.Buyer());
        var page = Render<NewQuotePage>();
        page.WaitForElement(".ask-search input").Input("P0001");
        page.WaitForElement("[data-product=P0001] ").Click();
        page.WaitForAssertion(() => Assert.Contains("117.76", page.Find(".ask-line").TextContent, StringComparison.Ordinal));
        page.Find("[data-field=quantities]").Change("viele");
        page.Find("#ask-form").Submit();
        Assert.Contains("viele", page.Find(".ask-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(sent.All);
        page.Find("[data-field=quantities]").Change("10, 50");
        page.Find("[data-field=ask]").Change("99.5");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("MZ", "tool.exe"));
        page.WaitForElement("[role=alert]");
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("a,b", "list.csv"));
        page.WaitForElement(".ask-file-name");
        page.Find("#ask-form").Submit();
        var command = Assert.IsType<AskForQuote>(Assert.Single(sent.All));
        Assert.Equal(("P0001", 99_5000L), (command.Lines[0].ProductId, command.Lines[0].AskPrice!.Value));
        Assert.Equal([10_000L, 50_000], command.Lines[0].Quantities);
        Assert.Equal("list.csv", command.File!.Name);
    }

    [Fact]
    public async Task New_ForAnAnsweredQuote_BeginsWithItsLines()
    {
        await using var quoting = await Quoting.StartAsync(database);
        var no = await quoting.OfferedAsync();
        Arrange(quoting, Quoting.Buyer());
        Services.GetRequiredService<NavigationManager>().NavigateTo("/quotes/new?again=" + no);
        var page = Render<NewQuotePage>();
        page.WaitForElements(".ask-line", 2);
        Assert.Equal("100.00", page.Find("[data-field=ask]").GetAttribute("value"));
        page.Find("#ask-form").Submit();
        Assert.Equal(no, Assert.IsType<AskForQuote>(Assert.Single(sent.All)).No);
    }

    private void Arrange(Quoting quoting, Caller caller)
    {
        var portal = quoting.Portal;
        Services.AddErrorTexts<QuotesText>();
        Services.AddOptions<QuotesOptions>();
        Services.AddSingleton<TimeProvider>(portal.Time);
        Services.AddSingleton(portal.Get<BusinessClock>());
        Services.AddSingleton(portal.Get<FindQuotes>());
        Services.AddSingleton(portal.Get<GetQuote>());
        Services.AddSingleton(portal.Get<SimilarQuotes>());
        Services.AddSingleton(portal.Get<QuoteForms>());
        Services.AddSingleton(portal.Get<IPrices>());
        Services.AddSingleton(portal.Get<IApprovalTrails>());
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), portal.Time));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
    }
}
