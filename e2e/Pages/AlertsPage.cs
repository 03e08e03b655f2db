using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;

namespace ChannelPortal.EndToEnd.Pages;

/// <summary>The inbox, in English.</summary>
internal sealed class AlertsPage(Visit visit)
{
    public Task GoAsync() => visit.GoAsync("/alerts");

    public ILocator Row(string kind, string dealer) => visit.Page.GetByRole(AriaRole.List, new() { Name = "Alerts" }).GetByRole(AriaRole.Listitem)
        .Filter(new() { HasText = $"{kind} · {dealer}" });

    public Task AcknowledgeAsync(ILocator row) => row.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
}
