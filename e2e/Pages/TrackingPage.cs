using System.Globalization;
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

    /// <summary>The card of one shipment.</summary>
    public ILocator Parcel(string shipmentId) => visit.Page.Locator($"[data-shipment='{shipmentId}']");

    /// <param name="leaveOut">A line that stays for the next shipment.</param>
    public async Task ShipAsync(string carrier, string trackingNo, int? leaveOut = null)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ship", Exact = true }).ClickAsync();
        if (leaveOut is { } line)
        {
            await visit.Page.Locator($"[name=qty-{line.ToString(CultureInfo.InvariantCulture)}]").FillAsync("0");
        }

        await visit.Page.Locator("form.ship [name=carrier]").FillAsync(carrier);
        await visit.Page.Locator("form.ship [name=trackingNo]").FillAsync(trackingNo);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
    }

    /// <summary>Finance lets a held order through, or refuses it.</summary>
    /// <param name="trigger">Release or Reject.</param>
    public async Task DecideAsync(string trigger, string reason)
    {
        await visit.Page.Locator($".actions [data-trigger={trigger}]").ClickAsync();
        await visit.Page.Locator(".actions-form [name=reason]").FillAsync(reason);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
    }

    /// <summary>Signs for a shipment, on its own page.</summary>
    /// <param name="damaged">Damaged units of the first line.</param>
    public async Task ReceiveAsync(string signedBy, int damaged = 0)
    {
        if (damaged > 0)
        {
            await visit.Page.Locator(".receipt [name^=damaged-]").First.FillAsync(damaged.ToString(CultureInfo.InvariantCulture));
        }

        await visit.Page.Locator(".receipt [name=signedBy]").FillAsync(signedBy);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm delivery", Exact = true }).ClickAsync();
    }
}
