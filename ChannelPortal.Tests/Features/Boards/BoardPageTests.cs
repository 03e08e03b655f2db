using System.Globalization;
using Bunit;
using ChannelPortal.Features.Boards.Pages;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Boards;

/// <summary>The circuit draws the frame once; the live script owns what moves.</summary>
public sealed class BoardPageTests : BunitContext
{
    private readonly BunitJSModuleInterop module;

    public BoardPageTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        module = JSInterop.SetupModule("./Features/Boards/Pages/BoardPage.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        module.SetupModule("start", _ => true).Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
    }

    [Theory]
    [InlineData("zh-CN", "全国渠道实况", "今日进货")]
    [InlineData("en", "National board", "Sell-in today")]
    public void Render_InBothLanguages_HasEveryCellOfTheTopic(string culture, string title, string panel)
    {
        var page = Show(culture, Some.HeadOffice("EXEC"), "/board");
        Assert.Equal(title, page.Find("h1").TextContent);
        Assert.Contains(panel, page.Markup, StringComparison.Ordinal);
        Assert.Equal("board:national", page.Find(".board").GetAttribute("data-topic"));
        string[] cells = ["sellIn", "sellInChange", "attainment", "planNow", "dayPlan", "month", "monthTarget", "stockDays", "ordersSubmitted", "ordersDelivered", "alertsCritical"];
        Assert.All(cells, c => Assert.Single(page.FindAll($"[data-cell={c}]")));
        Assert.All(["curve", "map", "top", "bottom", "movers", "ticker"], p => Assert.Single(page.FindAll($"[data-board={p}]")));
        Assert.Single(page.FindAll("[data-live-pause]"));
        Assert.Single(page.FindAll("[data-live-at]"));
    }

    [Fact]
    public void Render_First_StartsTheScriptOnceAndNeverRendersAgain()
    {
        var page = Show("en", Some.HeadOffice("EXEC"), "/board");
        page.WaitForAssertion(() => Assert.Single(module.Invocations["start"]));
        Assert.Equal(1, page.RenderCount);
    }

    [Fact]
    public void Render_ForAManager_NamesHisScope()
    {
        var manager = new Caller("u", "王芳", new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of("D0001", "D0002"));
        Assert.Contains("My regions · 2 dealers", Show("en", manager, "/board").Find(".board-scope").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Kiosk_IsDarkWithClockAndAWayBack()
    {
        var page = Show("en", Some.HeadOffice("EXEC"), "/board?kiosk=1");
        Assert.True(page.Find(".board").ClassList.Contains("cp-dark"));
        Assert.Single(page.FindAll("[data-board=clock]"));
        Assert.Single(page.FindAll("a[href='board']"));
    }

    private IRenderedComponent<BoardPage> Show(string culture, Caller caller, string address)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<BoardPage>();
    }

    private sealed class FixedCaller(Caller caller) : ICurrentCaller
    {
        public ValueTask<Caller> GetAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(caller);
    }
}
