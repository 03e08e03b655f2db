using Bunit;
using ChannelPortal.Features.Boards;
using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Pages;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Features.Metrics;
using ChannelPortal.Tests.Platform.Ui;
using ChannelPortal.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChannelPortal.Tests.Features.Boards;

/// <summary>The frame, the filters and the editor of a board; what the tiles show is the script's.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class ComposedBoardPageTests(SqliteDatabase database) : UiContext, IClassFixture<SqliteDatabase>
{
    private static readonly BoardPlan s_plan = new(
    [
        new BoardTile("a", TileKind.Figure, 0, 0, 6, 2) { Metric = "SAL-01" },
        new BoardTile("b", TileKind.Bars, 6, 0, 6, 4) { Metric = "SAL-01", By = "place", TitleZh = "各地进货" },
    ]);

    private readonly SentCommands sent = new();
    private readonly Guid id = Guid.CreateVersion7();

    [Fact]
    public async Task Page_ShowsFrameRangeAndFilters_AndTheScriptGetsWhatItDraws()
    {
        var page = await OpenAsync("?from=now-1M%2FM&to=now-1M%2FM&compare=year&slice=category%3DX");
        Assert.Equal("我的看板", page.Find("h1").TextContent);
        Assert.Equal(["进货净销售额", "各地进货"], page.FindAll(".bt h2").Select(h => h.TextContent));
        Assert.StartsWith($"boards:{id:N}:", page.Find(".bv").GetAttribute("data-topic"), StringComparison.Ordinal);
        Assert.Contains("上月", page.Find("[data-range] summary").TextContent, StringComparison.Ordinal);
        Assert.Contains("2026年9月1日 – 2026年9月30日", page.Find("[data-range] summary").TextContent, StringComparison.Ordinal);
        Assert.Contains("品类", page.Find("[data-filter=category]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("slice=", page.Find("[data-clear]").GetAttribute("href"), StringComparison.Ordinal);
        var menu = page.Find("[data-tile=a] [data-menu=explain]").GetAttribute("href");
        Assert.Equal("metrics/SAL-01?slice=category%3DX&from=now-1M%2FM&to=now-1M%2FM&compare=year&explain=1", menu);
        Assert.StartsWith("alerts/rules/new?metric=SAL-01", page.Find("[data-tile=a] [data-menu=alert]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains($"boards/{id:N}/tiles/a.xlsx?from=now-1M", page.Find("[data-tile=a] [data-menu=xlsx]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-drag]"));

        // The catalogue's limit is one of the whole, and the filter shows a part of it.
        Assert.Null(page.Find("[data-tile=a]").GetAttribute("data-watch"));
    }

    [Fact]
    public async Task Editor_MovesByButtonAndKey_UndoesAddsAndSaves()
    {
        var page = await OpenAsync("?edit=1");
        Assert.Equal(("1000", "500"), (page.Find("[data-tile=a]").GetAttribute("data-watch"), page.Find("[data-tile=a]").GetAttribute("data-bad")));
        page.Find("[data-tile=a] [data-step=Taller]").Click();
        Assert.Contains("--h:3", page.Find("[data-tile=a]").GetAttribute("style"), StringComparison.Ordinal);
        page.Find("[data-tile=a] [data-drag]").KeyDown(new KeyboardEventArgs { Key = "ArrowRight" });
        Assert.Contains("--x:2;--y:1", page.Find("[data-tile=a]").GetAttribute("style"), StringComparison.Ordinal);
        page.Find("[data-undo]").Click();
        Assert.Contains("--x:1;--y:1", page.Find("[data-tile=a]").GetAttribute("style"), StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Instance.PlaceTile("a", 6, 0, 6, 3));
        Assert.Contains("--x:7;--y:1", page.Find("[data-tile=a]").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Contains("--x:7;--y:4", page.Find("[data-tile=b]").GetAttribute("style"), StringComparison.Ordinal);

        page.Find("[data-add]").Click();
        page.Find("#tile-metric").Input("kckxts");
        Assert.Equal("INV-02", page.Find(".tile-metrics [data-pick]").GetAttribute("data-pick"));
        page.Find("[data-put]").Click();
        Assert.Contains("请先选择指标", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("[data-pick=INV-02]").Click();
        page.Find("[data-put]").Click();
        Assert.Equal(3, page.FindAll(".bt").Count);
        page.Find("[data-field=title-en]").Change("Renamed");
        page.Find("[data-save]").Click();
        var saved = Assert.IsType<SaveBoard>(Assert.Single(sent.All));
        Assert.Equal((id.ToString("N"), "Renamed", 3, 1), (saved.Id, saved.TitleEn, saved.Plan.Tiles.Count, saved.Version));
        Assert.Null(saved.Plan.Refusal());
    }

    [Fact]
    public async Task Editor_AfterAReload_TakesBackWhatTheBrowserKept_ButNotOfAnotherVersion()
    {
        var page = await OpenAsync("?edit=1");
        var moved = new UnsavedBoard(1, "改名", "Renamed", s_plan.Place("a", 0, 0, 4, 3));
        foreach (var useless in new[] { "{", "{}", (moved with { Version = 2 }).ToString(), (moved with { Plan = new([s_plan.Tiles[0], s_plan.Tiles[0]]) }).ToString() })
        {
            await page.InvokeAsync(() => page.Instance.TakeDraft(useless));
            Assert.Empty(page.FindAll("[data-restored]"));
        }

        await page.InvokeAsync(() => page.Instance.TakeDraft(moved.ToString()));
        Assert.Single(page.FindAll("[data-restored]"));
        Assert.Contains("--w:4;--h:3", page.Find("[data-tile=a]").GetAttribute("style"), StringComparison.Ordinal);
        page.Find("[data-undo]").Click();
        Assert.Contains("--w:6;--h:2", page.Find("[data-tile=a]").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-restored]"));
    }

    [Fact]
    public async Task Page_OfAnother_IsNotThere_AndABadRangeSaysWhere()
    {
        var page = await OpenAsync("?from=now-7x&to=now", owner: "somebody");
        Assert.Contains("找不到这个看板", page.Markup, StringComparison.Ordinal);
        var own = await OpenAsync("?from=now-7x&to=now");
        Assert.Contains("第 6 个字符处的单位“x”不存在", own.Find("[data-range] [role=alert]").TextContent, StringComparison.Ordinal);
    }

    private void SetUpScript()
    {
        var module = JSInterop.SetupModule("./Features/Boards/Pages/ComposedBoardPage.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        module.SetupModule("start", _ => true).Mode = JSRuntimeMode.Loose;
    }

    private async Task<IRenderedComponent<ComposedBoardPage>> OpenAsync(string query, string owner = "user-CHM")
    {
        await database.InsertAsync(new Board
        {
            Id = owner == "user-CHM" ? id : Guid.CreateVersion7(),
            OwnerId = owner,
            OwnerName = owner,
            TitleZh = "我的看板",
            TitleEn = "My board",
            Plan = StandardBoards.Text(s_plan),
            Version = 1,
        });
        if (!Services.Any(s => s.ServiceType == typeof(BoardShelf)))
        {
            SetUpScript();
            var stream = new FactStream(NullLogger<FactStream>.Instance);
            Services.AddMetricCatalog();
            Services.AddSingleton<IMetricThresholds>(new FixedThresholds());
            Services.AddBoards();
            Services.AddSingleton(database.Factory);
            Services.AddSingleton<IFactStream>(stream);
            Services.AddSingleton<TimeProvider>(new FixedTime(Noon));
            Services.AddSingleton<ICommandDispatcher>(sent);
            Services.AddSingleton<ICurrentCaller>(new FixedCaller(Some.HeadOffice("CHM")));
        }

        Services.GetRequiredService<NavigationManager>().NavigateTo($"/boards/{id:N}{query}");
        return Render<ComposedBoardPage>(p => p.Add(b => b.Id, id.ToString("N")));
    }
}
