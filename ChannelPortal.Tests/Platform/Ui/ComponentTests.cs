using System.Globalization;
using Bunit;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Tests.Platform.Ui;

/// <summary>Tiles, chips, timelines, panels: what a person reads, and the hooks that the live script patches.</summary>
public sealed class ComponentTests : UiContext
{
    [Fact]
    public void MetricTile_Ready_ShowsFigureUnitChangeAndCells()
    {
        var tile = Render<MetricTile>(p => p.Add(t => t.Label, "今日进货").Add(t => t.Value, 99_999_999.99m).Add(t => t.Format, NamedFormats.Wan).Add(t => t.Cell, "sell_in")
            .Add(t => t.Change, -0.123m).Add(t => t.ChangeCell, "sell_in_change").Add(t => t.Comparison, "较昨日").Add(t => t.Progress, 1.4m).Add(t => t.History, [1, 2, 4]));
        Assert.Equal("¥1.00亿", tile.Find(".cp-figure").TextContent.Trim().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(["wanFigure", "wanUnit"], tile.FindAll("[data-cell=sell_in]").Select(e => e.GetAttribute("data-format")));
        Assert.Equal("-12.3%", tile.Find("[data-cell=sell_in_change]").TextContent);
        Assert.Equal("down", tile.Find("[data-cell=sell_in_change]").GetAttribute("data-trend"));
        Assert.Contains("--value:1", tile.Find("[role=progressbar]").GetAttribute("style"), StringComparison.Ordinal);
        Assert.Equal("M0 26L50 18L100 2", tile.Find(".cp-spark path").GetAttribute("d"));
    }

    [Theory]
    [InlineData(TileState.Loading, ".cp-skeleton")]
    [InlineData(TileState.Failed, "[role=alert]")]
    [InlineData(TileState.Empty, ".cp-tile-message")]
    public void MetricTile_WithoutFigure_SaysWhy(TileState state, string part)
    {
        var tile = Render<MetricTile>(p => p.Add(t => t.Label, "库存天数").Add(t => t.Value, 5m).Add(t => t.State, state));
        Assert.NotEmpty(tile.FindAll(part));
        Assert.Empty(tile.FindAll(".cp-figure"));
    }

    [Fact]
    public void MetricTile_Stale_KeepsTheFigure_AndSaysSinceWhen()
    {
        var tile = Render<MetricTile>(p => p.Add(t => t.Label, "库存天数").Add(t => t.Value, 5m).Add(t => t.State, TileState.Stale).Add(t => t.AsOf, Noon.AddMinutes(-5)));
        Assert.Equal("5", tile.Find(".cp-figure").TextContent.Trim());
        Assert.Contains("数据停在 11:55:00", tile.Find(".cp-freshness").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void StatusChip_HasItsOwnShape_ForEveryTone()
    {
        var shapes = Enum.GetValues<Tone>().Select(tone => Render<StatusChip>(p => p.Add(c => c.Word, "待审").Add(c => c.Tone, tone))).ToList();
        Assert.All(shapes, s => Assert.Equal("待审", s.Find(".cp-chip-word").TextContent));
        Assert.Equal(5, shapes.Select(s => s.Find("path").GetAttribute("d")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Timeline_ShowsPlannedAndActual_AndMarksWhereItStands()
    {
        var timeline = Render<Timeline>(p => p.Add(t => t.Label, "订单进度").Add(t => t.Steps,
        [
            new TimelineStep("提交", StepState.Done, Noon, Noon.AddHours(1)) { Actor = "王芳" },
            new TimelineStep("发货", StepState.Late, Noon.AddDays(1)),
            new TimelineStep("签收", StepState.Pending),
        ]));
        var steps = timeline.FindAll("li");
        Assert.Equal(["done", "late", "pending"], steps.Select(s => s.GetAttribute("data-state")));
        Assert.Equal([null, "step", null], steps.Select(s => s.GetAttribute("aria-current")));
        Assert.Contains("2026年10月31日 13:00", steps[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("王芳", steps[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("已晚于计划", steps[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void TileBoundary_OfABrokenTile_ShowsAnIdAndNotTheException_AndRecovers()
    {
        var broken = true;
        var tile = Render<TileBoundary>(p => p.Add(b => b.ChildContent, builder =>
        {
            if (broken)
            {
                throw new InvalidOperationException("connection string with secrets");
            }

            builder.AddContent(0, "healthy");
        }));
        Assert.Matches("[0-9a-f]{32}", tile.Find(".cp-code").TextContent);
        Assert.DoesNotContain("secrets", tile.Markup, StringComparison.Ordinal);
        broken = false;
        tile.Find("button").Click();
        tile.WaitForAssertion(() => Assert.Contains("healthy", tile.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void ErrorPanel_SaysRefusalsInTheUsersLanguage()
    {
        var panel = Render<ErrorPanel>(p => p.Add(e => e.Errors, [Error.Forbidden]));
        Assert.DoesNotContain("forbidden", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("权限", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void DetailDrawer_ClosesOnEscape_AndIsNotThereWhenClosed()
    {
        var closed = 0;
        var drawer = Render<DetailDrawer>(p => p.Add(d => d.Open, true).Add(d => d.Title, "订单").Add(d => d.OnClose, () => closed++).AddChildContent("内容"));
        drawer.Find("aside").KeyDown("a");
        Assert.Equal(0, closed);
        drawer.Find("aside").KeyDown("Escape");
        Assert.Equal(1, closed);
        drawer.Render(p => p.Add(d => d.Open, false));
        Assert.Empty(drawer.FindAll("aside"));
    }

    [Fact]
    public void ExplainPanel_LeadsToPartsAndFacts()
    {
        var panel = Render<ExplainPanel>(p => p.Add(e => e.Open, true).Add(e => e.Explanation, new Explanation(
            "达成率", "87.3%", "实际进货除以计划进货", [new ExplanationPart("实际进货", "¥1.00亿", "orders?month=2026-10"), new ExplanationPart("计划", "¥1.15亿")], "facts?id=1", Noon)));
        Assert.Equal(["orders?month=2026-10", "facts?id=1"], panel.FindAll(".cp-drawer-body a").Select(a => a.GetAttribute("href")));
        Assert.Contains("实际进货除以计划进货", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void LiveRegion_AttachesOnce_AndMovesWithItsTopic()
    {
        var module = JSInterop.SetupModule("/js/live.js");
        module.Mode = JSRuntimeMode.Loose;
        var region = Render<LiveRegion>(p => p.Add(r => r.Topic, "board:national").Add(r => r.AsOf, Noon).AddChildContent("<b data-cell=\"x\"></b>"));
        Assert.Equal("board:national", region.Find("section").GetAttribute("data-topic"));
        Assert.Equal("12:00:00", region.Find("[data-live-at]").TextContent);
        region.Render(p => p.Add(r => r.AsOf, Noon));
        Assert.Single(module.Invocations["attach"]);
        region.Render(p => p.Add(r => r.Topic, "board:E"));
        Assert.Equal("board:national", Assert.Single(module.Invocations["detach"]).Arguments[0]);
        Assert.Equal(2, module.Invocations["attach"].Count);
    }

    [Fact]
    public void Sparkline_OfGapsAndConstants_StaysInItsBox()
    {
        Assert.Equal("", Sparkline.PathOf([null, 3]));
        Assert.Equal("M0 26L100 26", Sparkline.PathOf([3, 3]));
        Assert.Equal("M0 26M100 2", Sparkline.PathOf([1, null, 2]));
        Assert.Equal("M0 26L100 2", Under("de-DE", () => Sparkline.PathOf([1.5, 2.5])));
    }

    private static string Under(string culture, Func<string> act)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return act();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
