using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>A board as its people use it: filter by click, down to one order and back, a tile moved without a pointer.</summary>
public sealed class ComposedBoardSpecs(World world)
{
    [Fact]
    public async Task Board_DrillsToAnOrderInFiveClicks_AndBackKeepsTheView()
    {
        await using var visit = await world.VisitAsync("executive");
        await visit.GoAsync("/boards/executive?from=now-30d&to=now&compare=previous");
        var places = visit.Page.Locator("[data-tile=places]");
        for (var level = 0; level < 4; level++)
        {
            var first = places.Locator("ol a").First;
            var key = await first.GetAttributeAsync("data-key");
            await first.ClickAsync();
            await Assertions.Expect(visit.Page.Locator("[data-filter]").First).ToBeVisibleAsync();
            await Assertions.Expect(level < 3 ? places.Locator($"a[data-key='{key}']") : places.Locator("a[href^='orders/']").First).ToHaveCountAsync(level < 3 ? 0 : 1);
        }

        var view = visit.Page.Url;
        await places.Locator("a[href^='orders/']").First.ClickAsync();
        await visit.Page.WaitForURLAsync(new Regex("/orders/"));

        // The address changes at once, the page when the server has drawn it.
        await Assertions.Expect(places).ToHaveCountAsync(0);
        await visit.Page.GoBackAsync();
        await Assertions.Expect(places.Locator("a[href^='orders/']").First).ToBeVisibleAsync();
        Assert.Equal(view, visit.Page.Url);
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.Locator("[data-filter]")).ToHaveCountAsync(0);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Editor_MovesATileByKeysAndPointer_KeepsItOverAReloadAndSaves()
    {
        await using var visit = await world.VisitAsync("manager");
        await visit.GoAsync("/boards");
        await visit.Page.Locator("[data-group=Mine] [data-board] a").First.ClickAsync();
        await visit.Page.Locator("[data-edit-link]").ClickAsync();
        var tile = visit.Page.Locator("[data-tile=orders]");
        var before = await tile.GetAttributeAsync("style");
        await tile.Locator("[data-drag]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(tile).Not.ToHaveAttributeAsync("style", Same(before!));
        var byKey = await tile.GetAttributeAsync("style");

        var corner = (await tile.Locator("[data-resize]").BoundingBoxAsync())!;
        var column = (await visit.Page.Locator("[data-grid]").BoundingBoxAsync())!.Width / 12;
        await visit.Page.Mouse.MoveAsync(corner.X + (corner.Width / 2), corner.Y + (corner.Height / 2));
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(corner.X + (corner.Width / 2) - column, corner.Y + (corner.Height / 2), new MouseMoveOptions { Steps = 3 });
        await visit.Page.Mouse.UpAsync();
        await Assertions.Expect(tile).Not.ToHaveAttributeAsync("style", Same(byKey!));
        var moved = await tile.GetAttributeAsync("style");
        await visit.Page.ReloadAsync();
        await Assertions.Expect(visit.Page.Locator("[data-restored]")).ToBeVisibleAsync();
        await Assertions.Expect(tile).ToHaveAttributeAsync("style", Same(moved!));
        await visit.Page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-save]")).ToHaveCountAsync(0);
        await Assertions.Expect(tile).ToHaveAttributeAsync("style", Same(moved!));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Picture_OfATile_HoldsItsTitleAndEveryRow()
    {
        await using var visit = await world.VisitAsync("executive");
        await visit.GoAsync("/boards/executive?from=now-30d&to=now&compare=previous");
        foreach (var (id, rows) in new[] { ("places", "ol a > span:first-child"), ("map", "a.tg-tile > b") })
        {
            var tile = visit.Page.Locator($"[data-tile={id}]");
            await Assertions.Expect(tile.Locator(rows).First).ToBeVisibleAsync();
            await tile.Locator("summary").ClickAsync();
            var file = await visit.Page.RunAndWaitForDownloadAsync(() => tile.Locator("[data-menu=svg]").ClickAsync());
            var drawn = XDocument.Parse(await File.ReadAllTextAsync(await file.PathAsync()));
            var texts = drawn.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToHashSet(StringComparer.Ordinal);
            Assert.Contains((await tile.GetAttributeAsync("aria-label"))!, texts);
            Assert.Empty((await tile.Locator(rows).AllInnerTextsAsync()).Except(texts));
        }

        Assert.Empty(visit.Faults);
    }

    /// <summary>The server writes a style without spaces, a script leaves some in it.</summary>
    private static Regex Same(string style) => new("^" + string.Join(@"\s*", style.Where(c => !char.IsWhiteSpace(c)).Select(c => Regex.Escape(c.ToString()))) + @";?\s*$", RegexOptions.None, TimeSpan.FromSeconds(1));
}
