using Bunit;
using ChannelPortal.Features.Credit;
using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Jobs;
using ChannelPortal.Features.Credit.Pages;
using ChannelPortal.Features.Credit.Queries;
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

namespace ChannelPortal.Tests.Features.Credit;

/// <summary>The credit pages over a real database: figures, filters in the address, what each button sends, and what another dealer sees.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class CreditPagesTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();

    [Fact]
    public async Task List_ShowsAccountsWithUse_AndTheFilterOfTheAddress()
    {
        await using var ordering = await ArrangeAsync(Some.HeadOffice("FIN"), limit: 2_000_00);
        await ordering.PlaceAsync(Some.DealerCaller("D0001", "DB"));
        await ordering.SendAsync(new SetCreditBlock("D0002", true, "诉讼"), Some.HeadOffice("FIN"));
        var page = Render<CreditPage>();
        page.WaitForElements("tbody tr", 2);
        Assert.Equal(["D0001", "D0002"], page.FindAll("tbody tr td:first-child .cp-secondary").Select(c => c.TextContent));
        Assert.Contains("58.9%", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("¥4,000.00", page.Find(".credit-sums dd").TextContent, StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/credit?state=blocked");
        page = Render<CreditPage>();
        page.WaitForElements("tbody tr", 1);
        Assert.Contains("D0002", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_HeldOrder_ShowsWhatReleasingItWouldLeaveAndWhy()
    {
        await using var ordering = await ArrangeAsync(Some.HeadOffice("FIN"), limit: 1_000_00);
        await ordering.PlaceAsync(Some.DealerCaller("D0001", "DB"));
        var page = Render<CreditAccountPage>(p => p.Add(x => x.DealerId, "D0001"));
        page.WaitForAssertion(() => Assert.Contains("放行后剩 -¥177.60", page.Find(".account-list").TextContent, StringComparison.Ordinal));
        Assert.Contains("超出可用授信 ¥177.60", page.Find(".account-list").TextContent, StringComparison.Ordinal);
        page.Find(".cp-page-actions .cp-button-primary").Click();
        page.Find("#credit-amount").Change("12,345.60");
        page.Find("#credit-reason").Change("旺季");
        page.Find("[data-action=send]").Click();
        Assert.Equal(new SetCreditLimit("D0001", 12_345_60, "旺季"), Assert.Single(sent.All));
        page.Find(".cp-page-actions .cp-button-primary").Click();
        page.Find("#credit-amount").Change("viel");
        page.Find("[data-action=send]").Click();
        Assert.Single(sent.All);
        Assert.Contains("金额无法识别", page.Find(".cp-error-panel").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CHM", "D0001", 1)]
    [InlineData("RISK", "D0001", 0)]
    public async Task Account_OfTheOwnRegion_OffersOnlyWhatTheRoleMay(string role, string dealer, int buttons)
    {
        await using var ordering = await ArrangeAsync(new Caller("u", "王", new HashSet<string>(StringComparer.Ordinal) { role }, DealerScope.Of(dealer)));
        var page = Render<CreditAccountPage>(p => p.Add(x => x.DealerId, dealer));
        page.WaitForElement(".cp-page-actions");
        Assert.Equal(buttons, page.FindAll(".cp-page-actions button").Count);
        var foreign = Render<CreditAccountPage>(p => p.Add(x => x.DealerId, "D0002"));
        foreign.WaitForAssertion(() => Assert.Contains("没有这个账户", foreign.Find("[data-state=empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statement_Line_IsDisputedWithANote()
    {
        await using var ordering = await ArrangeAsync(Some.DealerCaller("D0001", "DF"), openAr: 300_00);
        await ordering.SendAsync(new PostDocument("D0001", "credit_note", 113_00, "质量问题"), Some.HeadOffice("FIN"));
        await ordering.SendAsync(new PostDocument("D0002", "credit_note", 1_00, "别家"), Some.HeadOffice("FIN"));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/account?from=2026-10-01&to=2026-10-31");
        var page = Render<AccountPage>();
        page.WaitForElements("tbody tr", 1);
        Assert.Equal(["¥300.00", "¥0.00", "-¥113.00", "¥187.00", "¥0.00"], page.FindAll(".own-sums dd").Select(d => d.TextContent));
        Assert.Equal("account/statement.csv?from=2026-10-01&to=2026-10-31", page.Find(".cp-page-actions a").GetAttribute("href"));
        page.Find("tbody tr").Click();
        page.Find("#own-note").Change("未收到");
        page.Find("[data-action=dispute]").Click();
        var mark = Assert.IsType<MarkStatementLine>(Assert.Single(sent.All));
        Assert.Equal(("credit_note", false, "未收到"), (mark.DocumentKind, mark.IsConfirmed, mark.Note));
    }

    [Fact]
    public async Task Statement_ForABuyer_IsReadOnly()
    {
        await using var ordering = await ArrangeAsync(Some.DealerCaller("D0001", "DB"), openAr: 300_00);
        await ordering.SendAsync(new PostDocument("D0001", "adjustment", 5_00, "运费"), Some.HeadOffice("FIN"));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/account?from=2026-10-01&to=2026-10-31");
        var page = Render<AccountPage>();
        page.WaitForElements("tbody tr", 1);
        page.Find("tbody tr").Click();
        Assert.Empty(page.FindAll("[data-action]"));
    }

    [Fact]
    public void Bar_WithAnOrder_SaysWhatIsLeftAndTheWayOut()
    {
        var standing = new CreditStanding("D0001", Some.Day, 1_000_00, 0, 0, 200_00, 50_00, 300_00, "CNY", Pending: 70_00, OldestDays: 9);
        var bar = Render<CreditBar>(p => p.Add(x => x.Standing, standing).Add(x => x.Planned, 100_00));
        Assert.Equal("¥400.00", bar.Find(".credit-figure").TextContent);
        Assert.Contains("本单之后还剩 ¥400.00", bar.Find(".credit-leaves").TextContent, StringComparison.Ordinal);
        Assert.Contains("¥70.00", bar.Find(".credit-parts").TextContent, StringComparison.Ordinal);
        Assert.Contains("最长 9 天", bar.Find(".credit-note").TextContent, StringComparison.Ordinal);
        bar = Render<CreditBar>(p => p.Add(x => x.Standing, standing with { OverdueAr = 0, OldestDays = 0 }).Add(x => x.Planned, 600_00));
        Assert.Contains("申请临时额度", bar.Find(".credit-note").TextContent, StringComparison.Ordinal);
    }

    private async Task<Ordering> ArrangeAsync(Caller caller, long limit = 100_000_00, long openAr = 0)
    {
        var ordering = await Ordering.StartAsync(database, limit);
        await ordering.Portal.RecordAsync("owed", Ordering.Snapshot("D0001", limit, openAr: openAr));
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(Xunit.TestContext.Current.CancellationToken);
        Services.AddErrorTexts<CreditPagesText>();
        Services.AddSingleton<TimeProvider>(ordering.Portal.Time);
        Services.AddSingleton(ordering.Portal.Get<FirstReads>());
        Services.AddSingleton(ordering.Portal.Get<FindCreditAccounts>());
        Services.AddSingleton(ordering.Portal.Get<GetCreditAccount>());
        Services.AddSingleton(ordering.Portal.Get<GetStatement>());
        Services.AddSingleton(ordering.Portal.Get<ICreditAccounts>());
        Services.AddSingleton(ordering.Portal.Get<ILiveFeed>());
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        return ordering;
    }
}
