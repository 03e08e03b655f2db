using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Pages;

/// <summary>The archive of diagnostic reports, in English.</summary>
internal sealed class ReportsPage(Visit visit)
{
    public ILocator Progress => visit.Page.GetByRole(AriaRole.Status).Filter(new() { Has = visit.Page.GetByRole(AriaRole.Progressbar) });

    public ILocator Row(string dealerId, string month) =>
        visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = dealerId }).Filter(new() { HasText = month }).First;

    public async Task MakeAsync(string dealerId, string month)
    {
        await visit.GoAsync("/reports");
        var form = visit.Page.GetByRole(AriaRole.Form, new() { Name = "Make reports" });
        await form.GetByLabel("Dealer", new() { Exact = true }).FillAsync(dealerId);
        await form.GetByLabel("Month", new() { Exact = true }).FillAsync(month);
        await form.GetByLabel("Language").SelectOptionAsync("en");
        await form.GetByRole(AriaRole.Button, new() { Name = "Make reports" }).ClickAsync();
    }

    public async Task MakeQuarterAsync(string dealerId, string quarter)
    {
        await visit.GoAsync("/reports");
        var form = visit.Page.GetByRole(AriaRole.Form, new() { Name = "Make reports" });
        await form.Locator("[data-field=kind]").SelectOptionAsync("quarterly");
        await form.GetByLabel("Dealer", new() { Exact = true }).FillAsync(dealerId);
        await form.Locator("[data-field=quarter]").SelectOptionAsync(quarter);
        await form.GetByLabel("Language").SelectOptionAsync("en");
        await form.GetByRole(AriaRole.Button, new() { Name = "Make reports" }).ClickAsync();
    }

    /// <summary>Asks for the reports of every area that the visitor covers; answers with their codes.</summary>
    public async Task<IReadOnlyList<string>> MakeAreasAsync(string month)
    {
        await visit.GoAsync("/reports");
        var form = visit.Page.GetByRole(AriaRole.Form, new() { Name = "Make reports" });
        await form.Locator("[data-field=kind]").SelectOptionAsync("area");
        var areas = await form.Locator("[data-field=area] option:not([value=''])").EvaluateAllAsync<string[]>("options => options.map(o => o.value)");
        await form.GetByLabel("Month", new() { Exact = true }).FillAsync(month);
        await form.GetByLabel("Language").SelectOptionAsync("en");
        await form.GetByRole(AriaRole.Button, new() { Name = "Make reports" }).ClickAsync();
        return areas;
    }

    /// <summary>Waits for the end of a run of so many reports; a failed one fails with its reason.</summary>
    public async Task MadeAsync(int count)
    {
        var done = visit.Page.GetByText($"{count} of {count} done");
        var failures = visit.Page.Locator(".reports-failures");
        await Assertions.Expect(done.Or(failures).First).ToBeAttachedAsync(new LocatorAssertionsToBeAttachedOptions { Timeout = 90_000 });
        Assert.Empty(await failures.AllTextContentsAsync());
        await Assertions.Expect(done).ToBeVisibleAsync();
    }

    public async Task<(string Path, byte[] Pdf)> DownloadAreaAsync(string area)
    {
        var link = visit.Page.Locator($"[data-area-report='{area}']").First.GetByRole(AriaRole.Link, new() { Name = "Download" });
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        return ((await link.GetAttributeAsync("href"))!, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    public async Task<byte[]> DownloadAsync(string dealerId, string month)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => Row(dealerId, month).GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }
}
