using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Pages;

/// <summary>The order form of a dealer, in English.</summary>
internal sealed class OrderFormPage(Visit visit)
{
    private ILocator Products => visit.Page.Locator(".place-products").GetByRole(AriaRole.Listitem);

    /// <summary>Orders one pack of the first product in three steps; returns the order's number.</summary>
    public async Task<string> OrderFirstProductAsync()
    {
        await visit.GoAsync("/orders/new");
        var page = visit.Page;
        await Products.First.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next: quantities" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Quantity of")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next: review" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit order" }).ClickAsync();
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Assertions.Expect(heading).ToContainTextAsync("SO-");
        return (await heading.InnerTextAsync()).Trim();
    }
}
