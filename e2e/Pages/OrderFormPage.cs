using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Pages;

/// <summary>The order form of a dealer, in English.</summary>
internal sealed class OrderFormPage(Visit visit)
{
    private ILocator Products => visit.Page.Locator(".place-products").GetByRole(AriaRole.Listitem);

    /// <summary>Codes of the products that the catalogue shows first.</summary>
    public async Task<IReadOnlyList<string>> CodesAsync()
    {
        await visit.GoAsync("/orders/new?cart=new");
        await Assertions.Expect(Products.First).ToBeVisibleAsync();
        return [.. (await visit.Page.Locator(".place-products .place-name span").AllInnerTextsAsync()).Select(t => t.Split('·')[0].Trim())];
    }

    public async Task PasteAsync(string list)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Paste or upload a list" }).ClickAsync();
        await visit.Page.GetByLabel("One product a line").FillAsync(list);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add to the cart" }).ClickAsync();
    }

    public async Task UploadAsync(string name, string content)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Paste or upload a list" }).ClickAsync();
        await visit.Page.GetByLabel("Upload CSV or XLSX").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });
    }

    public ILocator Lines => visit.Page.Locator(".place-lines").GetByRole(AriaRole.Listitem);

    public ILocator Faults => visit.Page.Locator(".place-lines").GetByRole(AriaRole.Alert);

    public async Task<string> SubmitAsync()
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Next: review" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Submit order" }).ClickAsync();
        return await PlacedAsync();
    }

    /// <summary>Orders one pack of the first product in three steps; returns the order's number.</summary>
    public async Task<string> OrderFirstProductAsync()
    {
        await visit.GoAsync("/orders/new?cart=new");
        var page = visit.Page;
        await Products.First.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next: quantities" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Quantity of")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next: review" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Submit order" }).ClickAsync();
        return await PlacedAsync();
    }

    /// <summary>Another spec may have ordered the same a moment ago; here it is meant.</summary>
    private async Task<string> PlacedAsync()
    {
        var again = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Order it all the same" });
        var heading = visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "SO-" });
        await Assertions.Expect(heading.Or(again)).ToBeVisibleAsync();
        if (await again.IsVisibleAsync())
        {
            await again.ClickAsync();
        }

        await Assertions.Expect(heading).ToBeVisibleAsync();
        return (await heading.InnerTextAsync()).Trim();
    }
}
