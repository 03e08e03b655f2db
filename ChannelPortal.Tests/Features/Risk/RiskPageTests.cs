using System.Globalization;
using Bunit;
using ChannelPortal.Features.Risk;
using ChannelPortal.Features.Risk.Commands;
using ChannelPortal.Features.Risk.Data;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Pages;
using ChannelPortal.Features.Risk.Queries;
using ChannelPortal.Features.Risk.Rules;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Risk;

/// <summary>The queue of held orders, and the rules with their trial.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class RiskPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private readonly SentCommands sent = new();

    [Theory]
    [InlineData("zh-CN", "订单风控", "72 小时内换了设备并更改了银行账户", "¥1,280.00")]
    [InlineData("en", "Order risk", "A new device and another bank account within 72 hours", "¥1,280.00")]
    public async Task Queue_InBothLanguages_ShowsScoreEvidenceAndAmount(string culture, string title, string sentence, string amount)
    {
        await ArrangeAsync(Some.HeadOffice("RISK"));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        var page = Render<RiskPage>();
        page.WaitForElements(".risk-row", 2);
        Assert.Equal(title, page.Find("h1").TextContent);
        var first = page.FindAll(".risk-row")[0].TextContent;
        Assert.Contains("86", first, StringComparison.Ordinal);
        Assert.Contains(sentence, first, StringComparison.Ordinal);
        Assert.Contains(amount, first.Replace("¥ ", "¥", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_JAndK_WalkTheQueue()
    {
        await ArrangeAsync(Some.HeadOffice("RISK"));
        var page = Render<RiskPage>();
        page.WaitForElements(".risk-row", 2);
        var navigation = Services.GetRequiredService<NavigationManager>();
        foreach (var (key, order) in new[] { ("j", "SO1"), ("j", "SO2"), ("j", "SO2"), ("k", "SO1") })
        {
            page.Find(".risk-keyboard").KeyDown(new KeyboardEventArgs { Key = key });
            Assert.EndsWith("order=" + order, navigation.Uri, StringComparison.Ordinal);
            page.WaitForAssertion(() => Assert.Equal(order, page.Find(".risk-row.selected").GetAttribute("data-order")));
        }
    }

    [Fact]
    public async Task Drawer_Release_SendsVerdictReasonAndVersion()
    {
        await ArrangeAsync(Some.HeadOffice("RISK"));
        var page = Open("SO1");
        Assert.Contains("新设备且改账户", page.Find(".risk-evidence").TextContent, StringComparison.Ordinal);
        Assert.Contains("误报", page.Find(".risk-similar").TextContent, StringComparison.Ordinal);
        page.FindAll("input[name=verdict]")[1].Change(true);
        page.Find("input[name=reason]").Input("已电话核实");
        page.Find("[data-trigger=Release]").Click();
        Assert.Equal(new DecideRiskCase("SO1", 0, RiskCaseTrigger.Release, false, "已电话核实"), Assert.Single(sent.All));
    }

    [Fact]
    public async Task Drawer_Refused_SaysWhoWasQuicker()
    {
        await ArrangeAsync(Some.HeadOffice("RISK"));
        sent.Refusal = Error.Of("risk_case_released", "SO1", "王芳", Noon);
        var page = Open("SO1");
        page.Find("[data-trigger=Take]").Click();
        Assert.Contains("订单 SO1 已由 王芳 于 2026", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("12:00", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drawer_ForWhoMayOnlyRead_OffersNothing()
    {
        await ArrangeAsync(Some.HeadOffice("EXEC"));
        var page = Open("SO1");
        Assert.Empty(page.FindAll("[data-trigger]"));
        Assert.Contains("只能查看", page.Find("aside").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_OfAnotherRegion_IsEmptyAndSaysSo()
    {
        await ArrangeAsync(new Caller("m", "王芳", new HashSet<string> { "CHM" }, DealerScope.Of("D0002")));
        var page = Render<RiskPage>();
        page.WaitForAssertion(() => Assert.Contains("没有等待审核的订单", page.Find("[data-state=empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_ShowWeightPrecisionAndMissingData()
    {
        await ArrangeAsync(Some.HeadOffice("EXEC"));
        var page = Render<RiskRulesPage>();
        page.WaitForElements("tbody tr", 14);
        var rows = page.FindAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("新设备且改账户", rows[10], StringComparison.Ordinal);
        Assert.Contains("60", rows[10], StringComparison.Ordinal);
        Assert.Contains("0.0%", rows[10].Replace("0%", "0.0%", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("暂无数据", rows[11], StringComparison.Ordinal);
        page.FindAll("tbody tr")[10].Click();
        Assert.Empty(page.FindAll("button[type=submit]"));
    }

    [Fact]
    public async Task Rules_Save_SendsTheChange()
    {
        await ArrangeAsync(Some.HeadOffice("RISK"));
        var page = Render<RiskRulesPage>();
        page.WaitForElements("tbody tr", 14);
        page.FindAll("tbody tr")[10].Click();
        page.Find("#rule-form input[name=weight]").Change("45");
        page.Find("#rule-form input[name=changes]").Change("2");
        page.Find("#rule-form input[name=reason]").Change("too many");
        page.Find("#rule-form").Submit();
        var command = Assert.IsType<ChangeRiskRule>(Assert.Single(sent.All));
        Assert.Equal(("r11", 0, 45, true, 2m, "too many"), (command.RuleId, command.Version, command.Weight, command.Enabled, command.Values["changes"], command.Reason));
    }

    [Fact]
    public async Task Trial_OtherWeight_CountsWhatWouldBeHeld()
    {
        await ArrangeAsync(Some.HeadOffice("RISK"));
        var page = Render<RiskRulesPage>();
        page.WaitForElements("tbody tr", 14);
        page.Find("[data-weight=r11]").Change("0");
        page.Find("[data-action=trial]").Click();
        page.WaitForElement(".rule-result");
        var held = page.FindAll(".rule-result tbody tr")[2].QuerySelectorAll("td").Select(c => c.TextContent);
        Assert.Equal(["3", "0"], held);
    }

    private IRenderedComponent<RiskPage> Open(string orderId)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/risk?order=" + orderId);
        var page = Render<RiskPage>();
        page.WaitForElement("aside .risk-evidence");
        return page;
    }

    private async Task ArrangeAsync(Caller caller)
    {
        var fresh = await database.FreshAsync();
        await fresh.InsertAsync(
            Some.Dealer("D0001"), Order("SO1", "held"), Order("SO2", "held"), Order("SO3", "confirmed"),
            Hit("SO1"), Hit("SO2"), Hit("SO3"), Case("SO1", 86, true), Case("SO2", 60, false), Case("SO3", 60, false, false));
        var clock = Services.BuildServiceProvider().GetRequiredService<BusinessClock>();
        Services.AddErrorTexts<RiskText>();
        Services.AddSingleton<TimeProvider>(new FixedTime(Noon));
        Services.AddSingleton(new FindRiskCases(fresh.Factory));
        Services.AddSingleton(new GetRiskRules(fresh.Factory, new RiskRules(new RiskSurroundings([], [])), clock));
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        Services.AddSingleton<ILiveFeed>(new SilentFeed());
        Services.AddSingleton(new FirstReads(new SilentStream(), new FixedTime(Noon)));
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private static ChannelPortal.Features.Orders.Contracts.OrderFact Order(string id, string status) => Some.Order(id, on: new DateOnly(2026, 10, 31), status: status);

    private static RiskHit Hit(string order) => new()
    {
        OrderId = order, RuleId = "r11", DealerId = "D0001", OrderedOn = new DateOnly(2026, 10, 31), Strength = 1_000, Weight = 60, Text = "Evidence_r11_bank", Arguments = Evidence.Keep([]),
    };

    private static RiskCase Case(string order, double score, bool isForAuditors, bool? verdict = null) => new()
    {
        OrderId = order, DealerId = "D0001", Score = score, IsForAuditors = isForAuditors, OpenedAt = Noon.AddHours(-3), Verdict = verdict, ClosedAt = verdict is null ? null : Noon, State = verdict is null ? RiskCaseState.Open : RiskCaseState.Released,
    };

    private sealed class SilentStream : IFactStream
    {
        public long Watermark => 0;

        public IDisposable Subscribe(string name, Func<FactCommit, CancellationToken, ValueTask> onCommit) => throw new NotSupportedException();
    }

    private sealed class SilentFeed : ILiveFeed
    {
        public Task<LiveSubscription?> OpenAsync(string topic, Caller caller, Action<LiveDelta>? onDelta, CancellationToken cancellationToken) => Task.FromResult<LiveSubscription?>(null);
    }
}
