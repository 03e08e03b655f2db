using System.Text.RegularExpressions;
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
        await visit.Page.GoBackAsync();
        await Assertions.Expect(places.Locator("a[href^='orders/']").First).ToBeVisibleAsync();
        Assert.Equal(view, visit.Page.Url);
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.Locator("[data-filter]")).ToHaveCountAsync(0);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Editor_MovesATileByKeys_AndKeepsIt()
    {
        await using var visit = await world.VisitAsync("manager");
        await visit.GoAsync("/boards");
        await visit.Page.Locator("[data-group=Mine] [data-board] a").First.ClickAsync();
        await visit.Page.Locator("[data-edit-link]").ClickAsync();
        var tile = visit.Page.Locator("[data-tile=orders]");
        var before = await tile.GetAttributeAsync("style");
        await tile.Locator("[data-drag]").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(tile).Not.ToHaveAttributeAsync("style", before!);
        var moved = await tile.GetAttributeAsync("style");
        await visit.Page.Locator("[data-save]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-save]")).ToHaveCountAsync(0);
        await Assertions.Expect(tile).ToHaveAttributeAsync("style", moved!);
        Assert.Empty(visit.Faults);
    }
}
