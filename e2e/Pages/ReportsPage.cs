using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

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

    public async Task<byte[]> DownloadAsync(string dealerId, string month)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => Row(dealerId, month).GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }
}
