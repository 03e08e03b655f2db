using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Pages;

/// <summary>The page of one order, in English.</summary>
internal sealed class TrackingPage(Visit visit)
{
    public ILocator Heading => visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public ILocator Shipments => visit.Page.GetByRole(AriaRole.Article);

    /// <summary>The word under a milestone: To come, Next, Done …</summary>
    public ILocator StateOf(string milestone) =>
        visit.Page.GetByRole(AriaRole.List, new() { Name = "Progress of the order" }).GetByRole(AriaRole.Listitem)
            .Filter(new() { Has = visit.Page.GetByText(milestone, new() { Exact = true }) }).Locator(".timeline-state");

    public Task GoAsync(string orderId) => visit.GoAsync("/orders/" + orderId);

    public Task PickAsync() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Finish picking" }).ClickAsync();

    public async Task ShipAsync(string carrier, string trackingNo)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ship", Exact = true }).ClickAsync();
        await visit.Page.GetByLabel("Carrier").FillAsync(carrier);
        await visit.Page.GetByLabel("Tracking number").FillAsync(trackingNo);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
    }
}
