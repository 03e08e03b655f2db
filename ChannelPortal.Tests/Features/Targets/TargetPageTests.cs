using Bunit;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Targets;
using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Jobs;
using ChannelPortal.Features.Targets.Pages;
using ChannelPortal.Features.Targets.Queries;
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

namespace ChannelPortal.Tests.Features.Targets;

/// <summary>Targets as both sides see them, over a real database. Today is 15 October 2026.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class TargetPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();
    private readonly HandFeed feed = new();

    [Fact]
    public async Task Office_SeesCurveTreeAndGap_UnfoldsAnArea_AndAgrees()
    {
        await using var targeting = await Targeting.StartAsync(database);
        await targeting.ProposingAsync();
        Assert.True((await targeting.SendAsync(new ProposeTargets((await targeting.Portal.Get<FindTargets>().PlansAsync(CancellationToken.None))[0].Id, null, 1_000_000_00, "保守"), Targeting.Dealer)).Ok);
        Arrange(targeting, Targeting.Manager);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2027");
        var page = Render<TargetsPage>();
        page.WaitForElement(".curve");
        Assert.Equal(12, page.FindAll(".curve > div").Count);
        Assert.Contains("已谈定 0/3 家", page.Find("#targets-message").TextContent, StringComparison.Ordinal);
        Assert.StartsWith("-", page.Find("[data-part=gap] dd").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(["CN-E", "CN-S"], page.FindAll("tr.target-area").Select(r => r.GetAttribute("data-area")));
        Assert.Empty(page.FindAll("tr.target-dealer"));
        Assert.Contains("targets:plans", feed.Opened);

        Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2027&area=CN-E");
        page = Render<TargetsPage>();
        page.WaitForElements("tr.target-dealer", 2);
        Assert.Equal("true", page.Find("tr[data-area=CN-E] a").GetAttribute("aria-expanded"));
        Assert.Contains("已上报", page.Find("tr[data-dealer=D0001]").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=agree-proposals]").Click();
        page.Find("[data-action=send-plan]").Click();
        Assert.Equal(TargetSource.Proposal, Assert.IsType<AgreeAllTargets>(Assert.Single(sent.All)).Source);
        Assert.Empty(page.FindAll("[data-action=freeze]"));

        // Searching unfolds what it finds and sums only that.
        Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2027&q=D0003");
        page = Render<TargetsPage>();
        Assert.Equal("D0003", page.WaitForElement("tr.target-dealer").GetAttribute("data-dealer"));
        Assert.Single(page.FindAll("tr.target-area"));
    }

    [Fact]
    public async Task Office_WithoutAPlan_SaysWhatToDo_AndCreatesOne()
    {
        await using var targeting = await Targeting.StartAsync(database);
        Arrange(targeting, Targeting.Executive);
        var page = Render<TargetsPage>();
        Assert.Contains("2026 年还没有进货目标", page.WaitForElement("[data-state=empty]").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=create]").Click();
        page.Find("#plan-top").Change("很多");
        page.Find("[data-action=send-plan]").Click();
        Assert.Contains("有数字无法识别", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("#plan-top").Change("3000万");
        page.Find("[data-action=send-plan]").Click();
        Assert.Equal(new CreateTargetPlan(2026, "sell_in", 30_000_000_00), Assert.Single(sent.All));
    }

    [Fact]
    public async Task Office_OpensProposalsWithALastDay()
    {
        await using var targeting = await Targeting.StartAsync(database);
        var id = await targeting.SpreadAsync();
        Arrange(targeting, Targeting.Executive);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2027");
        var page = Render<TargetsPage>();
        page.WaitForElement("[data-action=open]").Click();
        Assert.Empty(sent.All);
        page.Find("#plan-until").Change("2026-11-20");
        page.Find("[data-action=send-plan]").Click();
        Assert.Equal(new OpenTargetProposals(id, new DateOnly(2026, 11, 20)), Assert.Single(sent.All));
    }

    [Fact]
    public async Task Area_UnfoldsToProvinces_AndTheseToDealers()
    {
        await using var targeting = await Targeting.StartAsync(database);
        await targeting.Portal.RecordAsync("jiangsu", Some.Region("32", "CN-E", "CN/CN-E/32/", "province", "江苏省", "Jiangsu"), Some.Region("3201", "32", "CN/CN-E/32/3201/", "city", "南京市", "Nanjing"), Some.Dealer("D0002", "3201"));
        await targeting.ProposingAsync();
        Arrange(targeting, Targeting.Manager);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2027&area=CN-E");
        var page = Render<TargetsPage>();
        page.WaitForElements("tr.target-province", 2);
        Assert.Equal(["33", "32"], page.FindAll("tr.target-province").Select(r => r.GetAttribute("data-province")));
        Assert.Empty(page.FindAll("tr.target-dealer"));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2027&area=CN-E&province=32");
        page = Render<TargetsPage>();
        Assert.Equal("D0002", page.WaitForElement("tr.target-dealer").GetAttribute("data-dealer"));
        Assert.Equal("true", page.Find("tr[data-province='32'] a").GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task Dealer_SeesItsAttainment_ThatMovesWithTheNextOrder()
    {
        await using var targeting = await Targeting.StartAsync(database);
        await targeting.FrozenAsync(2026, 300_000_00);
        Arrange(targeting, Targeting.Dealer);
        var page = Render<MyTargetsPage>();
        page.WaitForElement("[data-plan]");
        Assert.Contains("dealer:D0001:targets", feed.Opened);
        Assert.Equal("0.0%", page.Find(".own-bar b").TextContent);
        await targeting.Portal.RecordAsync("now", Some.Order("SO-NOW", netAmount: 40_000_00), Some.OrderLine("SO-NOW", netAmount: 40_000_00));
        feed.Move();
        page.WaitForAssertion(() => Assert.Contains("¥40,000.00", page.Find(".own-message").TextContent, StringComparison.Ordinal));
        Assert.NotEqual("0.0%", page.Find(".own-bar b").TextContent);
        Assert.Empty(page.FindAll("[data-action=propose]"));
    }

    [Fact]
    public async Task Dealer_ProposesMonthByMonth_OrAsATotal()
    {
        await using var targeting = await Targeting.StartAsync(database);
        var id = await targeting.ProposingAsync();
        Arrange(targeting, Targeting.Dealer);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/my/targets?year=2027");
        var page = Render<MyTargetsPage>();
        page.WaitForElement("[data-action=propose]").Click();
        page.Find("[data-month='2027-03']").Change("x");
        page.Find("[data-action=send-proposal]").Click();
        Assert.Contains("有数字无法识别", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("[data-month='2027-03']").Change("12万");
        page.Find("#own-remark").Change("三月有工程");
        page.Find("[data-action=send-proposal]").Click();
        var command = Assert.IsType<ProposeTargets>(Assert.Single(sent.All));
        Assert.Equal((id, "三月有工程", 120_000_00L), (command.PlanId, command.Remark, command.Amounts!.Single(a => a.MonthOn.Month == 3).Amount));
        page.WaitForElement("[data-action=propose]").Click();
        page.Find("#own-way").Change("year");
        page.Find("#own-total").Change("300万");
        page.Find("[data-action=send-proposal]").Click();
        Assert.Equal((3_000_000_00L, null), (Assert.IsType<ProposeTargets>(sent.All[^1]).Total, ((ProposeTargets)sent.All[^1]).Amounts));
    }

    [Fact]
    public async Task DealerPage_ForAManager_AcceptsTheProposal_AndReviewsTheJointPlan_AndStaysInScope()
    {
        await using var targeting = await Targeting.StartAsync(database);
        var id = await targeting.ProposingAsync();
        Assert.True((await targeting.SendAsync(new ProposeTargets(id, null, 1_000_00, "保守"), Targeting.Dealer)).Ok);
        var goal = (await targeting.SendAsync(new SavePlanGoal("D0001", 2027, null, "新开一家店", "One new store", "SAL-05", 1_000, new DateOnly(2027, 6, 30)), Targeting.Dealer)).Value;
        Arrange(targeting, Targeting.EastManager);
        var page = Render<DealerTargetsPage>(p => p.Add(d => d.PlanId, id).Add(d => d.DealerId, "D0001"));
        page.WaitForElement("[data-action=take-proposal]").Click();
        Assert.Equal(new AgreeTargets(id, "D0001", TargetSource.Proposal), Assert.Single(sent.All));
        Assert.Contains("说明：保守", page.Find(".dealer-remark").TextContent, StringComparison.Ordinal);
        Assert.Contains("≥ 100.0%", page.Find(".joint-list").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=review]").Click();
        page.Find(".joint-met input").Change(true);
        page.Find("#joint-notes").Change("按期开业");
        page.Find("[data-action=send-joint]").Click();
        Assert.Equal([goal], Assert.IsType<ReviewJointPlan>(sent.All[^1]).Met);
        var other = Render<DealerTargetsPage>(p => p.Add(d => d.PlanId, id).Add(d => d.DealerId, "D0003"));
        Assert.Contains("没有这家经销商的目标", other.WaitForElement("[data-state=empty]").TextContent, StringComparison.Ordinal);
    }

    private void Arrange(Targeting targeting, Caller caller)
    {
        Services.AddErrorTexts<TargetsText>();
        Services.AddSingleton<TimeProvider>(targeting.Portal.Time);
        Services.AddSingleton(targeting.Portal.Get<BusinessClock>());
        Services.AddSingleton(targeting.Portal.Get<IMetricReader>());
        Services.AddSingleton(targeting.Portal.Get<FindTargets>());
        Services.AddSingleton(targeting.Portal.Get<GetDealerTargets>());
        Services.AddSingleton(targeting.Portal.Get<GetJointPlan>());
        Services.AddSingleton(targeting.Portal.Get<TargetRunner>());
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(feed);
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), new FixedTime(Some.Noon)));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
    }
}
