using System.Security.Claims;
using Bunit;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Shell;
using ChannelPortal.Tests.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Shell;

/// <summary>Navigation, palette and the way back after a change of language.</summary>
public sealed class ShellTests : UiContext
{
    private static readonly NavigationItem[] s_items =
    [
        new("Orders", "orders", PortalIcons.ClipboardList, NavigationGroup.Business, "g o", OnPhone: true),
        new("PlaceOrder", "orders/new", PortalIcons.ShoppingCart, NavigationGroup.Business, OnPhone: true),
        new("Alerts", "alerts", PortalIcons.Inbox, NavigationGroup.Decisions, OnPhone: true),
        new("Reports", "reports", PortalIcons.FileText, NavigationGroup.Decisions, OnPhone: true),
    ];

    [Theory]
    [InlineData("/orders?from=now-7d&region=CN-E", "/orders?from=now-7d&region=CN-E")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void LocalUrl_NeverLeavesThePortal(string? url, string expected) => Assert.Equal(expected, ShellFeature.LocalUrl(url));

    [Fact]
    public void NavMenu_LightsOnlyTheDeepestEntry()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("orders/new");
        var menu = Render<NavMenu>(p => p.Add(m => m.Items, s_items));
        Assert.Equal("下单", Assert.Single(menu.FindAll("a.active")).GetAttribute("title"));
        Assert.Equal("g o", menu.Find("a[href=orders]").GetAttribute("data-shortcut"));
    }

    [Fact]
    public void PhoneBar_HasFourPlaces()
    {
        var bar = Render<PhoneBar>(p => p.Add(b => b.Items, s_items));
        Assert.Equal(4, bar.FindAll(".cp-phonebar-link").Count);
    }

    [Fact]
    public void Palette_FindsPagesAndSources_AndOpensByEnter()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddScoped<IPaletteSource, Broken>();
        Services.AddScoped<IPaletteSource, Dealers>();
        AddAuthorization().SetAuthorized("someone");
        var palette = Render<CommandPalette>(p => p.Add(c => c.Items, s_items));
        Assert.Empty(palette.FindAll("[role=option]"));
        palette.Find("input").Focus();
        palette.WaitForAssertion(() => Assert.Equal(4, palette.FindAll("[role=option]").Count));
        palette.Find("input").Input("预");
        palette.WaitForAssertion(() => Assert.Equal(["预警", "预字头经销商"], palette.FindAll(".cp-palette-title").Select(h => h.TextContent)));
        palette.Find("input").KeyDown("ArrowDown");
        palette.Find("input").KeyDown("Enter");
        palette.WaitForAssertion(() => Assert.EndsWith("/dealers/D0001", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void LanguageSwitch_KeepsPageAndQuery()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("orders?region=CN-E&page=2");
        var links = Render<LanguageSwitch>().FindAll("a");
        Assert.Equal("/language/en?returnUrl=" + Uri.EscapeDataString("/orders?region=CN-E&page=2"), links[1].GetAttribute("href"));
        Assert.Equal("true", links[0].GetAttribute("aria-current"));
    }

    /// <summary>One source that fails takes nothing from the others.</summary>
    private sealed class Broken : IPaletteSource
    {
        public Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("A source that cannot answer.");
    }

    private sealed class Dealers : IPaletteSource
    {
        public Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<PaletteHit>>([new PaletteHit("预字头经销商", "华东", "dealers/D0001", PortalIcons.Building)]);
    }
}
