using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ChannelPortal.Shell;

/// <summary>The left rail: what this person may open, in sections. A page fills a badge through <c>SectionContent SectionName="badge-{key}"</c>.</summary>
public sealed partial class NavMenu
{
    [Parameter, EditorRequired]
    public IReadOnlyList<NavigationItem> Items { get; set; } = [];

    // "orders" must not light up on "orders/new", which has its own entry.
    private NavLinkMatch MatchOf(NavigationItem item) =>
        Items.Any(other => other.Href.StartsWith(item.Href + "/", StringComparison.Ordinal)) ? NavLinkMatch.All : NavLinkMatch.Prefix;
}
