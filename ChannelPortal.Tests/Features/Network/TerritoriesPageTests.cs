using Bunit;
using ChannelPortal.Features.Network;
using ChannelPortal.Features.Network.Commands;
using ChannelPortal.Features.Network.Data;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Features.Network.Pages;
using ChannelPortal.Features.Network.Queries;
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

namespace ChannelPortal.Tests.Features.Network;

/// <summary>The map of territories, the overlap check and the wizard, as channel managers see them.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class TerritoriesPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private static readonly DateOnly s_today = new(2026, 10, 31);
    private static readonly Guid s_id = Guid.CreateVersion7();
    private readonly SentCommands sent = new();

    [Fact]
    public async Task Map_HasATileAndATableRowForEachProvince()
    {
        var page = await OpenAsync(Some.HeadOffice("EXEC"));
        Assert.Equal(34, page.FindAll(".province").Count);
        Assert.Equal(34, page.FindAll(".province-twin tbody tr").Count);
        Assert.Equal("exclusive", page.Find(".province[title^=浙江]").GetAttribute("data-kind"));
        Assert.Equal("white", page.Find(".province[title^=北京]").GetAttribute("data-kind"));
        Assert.Single(page.FindAll(".territory-list tbody tr"));
    }

    [Fact]
    public async Task Map_AProvinceWithoutAnybody_IsAWhiteSpotThatSaysWhatToDo()
    {
        var page = await OpenAsync(Some.HeadOffice("EXEC"), "/territories?province=11");
        Assert.Contains("空白市场", page.Find(".territory-list [data-state=empty]").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find(".province[title^=北京]").GetAttribute("aria-current"));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/territories?province=%3Cb%3E&on=never&line=nothing");
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".territory-list tbody tr")));
    }

    [Fact]
    public async Task New_OverlapIsShownBeforeSaving()
    {
        var page = await OpenAsync(Some.HeadOffice("EXEC"));
        page.Find("[data-action=new-territory]").Click();
        page.Find("#territory-name").Change("宁波瓷砖胶");
        page.Find("#territory-dealer").Change("D0002");
        page.Find("#territory-place").Change("33");
        page.Find("#territory-city").Change("3301");
        page.Find("[data-action=add-region]").Click();
        page.WaitForAssertion(() => Assert.Contains("杭州独家", page.Find("[data-state=overlap]").TextContent, StringComparison.Ordinal));
        Assert.Contains("杭州市", page.Find("[data-state=overlap]").TextContent, StringComparison.Ordinal);
        page.Find("#territory-line").Change("防水涂料");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-state=overlap]")));
        page.Find("#territory-form").Submit();
        var command = Assert.IsType<GiveTerritory>(Assert.Single(sent.All));
        Assert.Equal(("防水涂料", "D0002", true, s_today), (command.Category, command.DealerId, command.IsExclusive, command.From));
        Assert.Equal(["3301"], command.RegionIds);
    }

    [Fact]
    public async Task Move_ShowsWhatStaysAndWhatMoves_ThenSends()
    {
        var page = await OpenAsync(Some.HeadOffice("EXEC"));
        page.Find(".territory-list tbody tr").Click();
        Assert.Empty(page.FindAll("[data-action=move-territory]"));
        page.Find("#move-dealer").Change("D0009");
        page.WaitForElement("[data-state=no-preview]");
        page.Find("#move-dealer").Change("D0002");
        page.WaitForElement("[data-part=stays]");
        Assert.Contains("不能再订", page.Find("[data-part=moves]").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=move-territory]").Click();
        Assert.Equal(new ReassignTerritory(s_id, "D0002", new DateOnly(2026, 11, 1)), Assert.IsType<ReassignTerritory>(Assert.Single(sent.All)));
        page.WaitForAssertion(() => Assert.Contains("已移交", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Move_Refused_SaysWhy()
    {
        sent.Refusal = Error.Of("territory_over").On("on");
        var page = await OpenAsync(Some.HeadOffice("EXEC"));
        page.Find(".territory-list tbody tr").Click();
        page.Find("[data-action=end-territory]").Click();
        Assert.Contains("已经结束", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    /// <summary>A territory that reaches beyond a manager's regions is there to see and not his to move.</summary>
    [Fact]
    public async Task Manager_MayNotMoveWhatIsNotAllHis()
    {
        var manager = new Caller("chm", "王芳", new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of("D0001"), null, ["3301"]);
        var page = await OpenAsync(manager);
        page.Find(".territory-list tbody tr").Click();
        Assert.Single(page.FindAll(".cp-drawer"));
        Assert.Empty(page.FindAll("#move-dealer"));
        Assert.Empty(page.FindAll("[data-action=end-territory]"));
    }

    private async Task<IRenderedComponent<TerritoriesPage>> OpenAsync(Caller caller, string address = "/territories")
    {
        var fresh = await database.FreshAsync();
        await fresh.InsertAsync(
        [
            .. Some.World(),
            new Territory { Id = s_id, Name = "杭州独家", Category = "瓷砖胶", DealerId = "D0001", IsExclusive = true, ValidFrom = s_today.AddDays(-30), CreatedBy = "t" },
            new TerritoryRegion { TerritoryId = s_id, RegionId = "33", DealerId = "D0001" },
        ]);
        Services.AddErrorTexts<NetworkText>();
        Services.AddSingleton<TimeProvider>(new FixedTime(Noon));
        Services.AddSingleton(new FindTerritories(fresh.Factory));
        Services.AddSingleton(new PreviewTerritory(fresh.Factory, new TerritoryTargets([], [])));
        Services.AddSingleton<ICommandDispatcher>(sent);
        Services.AddSingleton<ILiveFeed>(new HandFeed());
        Services.AddSingleton(new FirstReads(new FactStream(NullLogger<FactStream>.Instance), new FixedTime(Noon)));
        Services.AddSingleton<ICurrentCaller>(new FixedCaller(caller));
        this.AddAuthorization().SetAuthorized("t").SetPolicies([.. Permissions.Product.All.Where(p => Permissions.Product.Allows(caller.Roles, p))]);
        SetRendererInfo(new RendererInfo("Server", true));
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Shown(Render<TerritoriesPage>());
    }

    private static IRenderedComponent<TerritoriesPage> Shown(IRenderedComponent<TerritoriesPage> page)
    {
        page.WaitForElement(".province");
        return page;
    }
}
