using ChannelPortal.EndToEnd.Fixtures;
using ChannelPortal.EndToEnd.Pages;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>Every account of the demo world gets in, lands on its own page with its own navigation, and nobody else does.</summary>
public sealed class SignInSpecs(World world)
{
    /// <summary>Each role's home page and business pages, in the order of the navigation.</summary>
    public static TheoryData<string, string> Accounts => new()
    {
        { "executive", "/board /boards /orders /inventory /replenishment /orders/board /quotes /prices /contracts /territories /shipments /returns /invoices /rebates /rebates/programmes /targets /forecasts /feeds /alerts /alerts/rules /risk /approvals /reports /advice /health /health/weights /policies /matrix /catalog /notifications" },
        { "manager", "/board /boards /orders /inventory /replenishment /orders/board /quotes /prices /contracts /territories /shipments /returns /invoices /credit /rebates /rebates/programmes /targets /forecasts /feeds /alerts /alerts/rules /risk /approvals /reports /advice /health /health/weights /policies /matrix /catalog /notifications" },
        { "finance", "/board /boards /orders /inventory /orders/board /quotes /prices /contracts /shipments /returns /invoices /credit /rebates /rebates/programmes /alerts /alerts/rules /approvals /reports /advice /health /policies /catalog /notifications" },
        { "risk", "/board /boards /orders /inventory /orders/board /shipments /returns /credit /alerts /alerts/rules /risk /approvals /reports /advice /catalog /notifications" },
        { "marketing", "/board /boards /prices /rebates /rebates/programmes /catalog /notifications" },
        { "learning", "/boards /catalog /notifications" },
        { "logistics", "/board /boards /orders /inventory /replenishment /orders/board /logistics /shipments /returns /alerts /approvals /catalog /notifications" },
        { "recruiter", "/boards /catalog /notifications" },
        { "inspector", "/boards /catalog /notifications" },
        { "admin", "/board /boards /orders /inventory /orders/board /shipments /feeds /alerts /alerts/rules /approvals /reports /advice /catalog /notifications" },
        { "dealer1", "/workbench /boards /orders/new /orders /inventory /replenishment /quotes /contracts /shipments /returns /invoices /account /my/rebates /my/targets /my/forecast /my/feeds /my/benefits /company /alerts /approvals /reports /advice /health /catalog /notifications" },
        { "buyer1", "/workbench /boards /orders/new /orders /inventory /replenishment /quotes /shipments /returns /invoices /account /my/forecast /alerts /catalog /notifications" },
        { "dealer2", "/workbench /boards /orders/new /orders /inventory /replenishment /quotes /contracts /shipments /returns /invoices /account /my/rebates /my/targets /my/forecast /my/feeds /my/benefits /company /alerts /approvals /reports /advice /health /catalog /notifications" },
        { "buyer2", "/workbench /boards /orders/new /orders /inventory /replenishment /quotes /shipments /returns /invoices /account /my/forecast /alerts /catalog /notifications" },
    };

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Login_WithTheDemoPassword_LandsOnTheRolesHomeWithItsNavigationOnly(string account, string pages)
    {
        var expected = pages.Split(' ');
        await using var visit = await world.VisitAsync(account);
        var links = await visit.NavigationAsync();
        Assert.Equal(expected[0], new Uri(visit.Page.Url).AbsolutePath);
        Assert.Equal(expected, links.Except(World.OperationPages));
        Assert.True(account is "admin" or "risk" || !links.Intersect(World.OperationPages).Any(), string.Join(' ', links));
        foreach (var path in links)
        {
            Assert.Equal(200, (await visit.GoAsync(path))?.Status);
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        }

        Assert.Empty(visit.Faults);
    }

    [Theory]
    [InlineData("dealer1", "/board /logistics /alerts/rules /metrics/new /notifications/templates")]
    [InlineData("learning", "/board /orders /orders/new /logistics /alerts /reports /workbench")]
    [InlineData("executive", "/orders/new /workbench /logistics")]
    public async Task Pages_OfOtherRoles_AreRefusedWithoutTheirContent(string account, string pages)
    {
        await using var visit = await world.VisitAsync(account);
        foreach (var path in pages.Split(' '))
        {
            await visit.GoAsync(path);
            await Assertions.Expect(visit.Page.Locator("[data-state=no-permission]")).ToBeVisibleAsync();
        }

        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Login_WithAWrongPassword_SaysSoAndStays()
    {
        await using var visit = await world.VisitAsync(null, language: "en");
        await visit.GoAsync("/account/login");
        await visit.Page.GetByLabel("E-mail").FillAsync("executive@demo.local");
        await visit.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("not the password");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not correct");
        Assert.Contains("/account/login", visit.Page.Url);
    }

    [Fact]
    public async Task Pages_WithoutASession_LeadToTheLoginAndBack()
    {
        await using var visit = await world.VisitAsync(null);
        await visit.GoAsync("/orders?status=shipped");
        Assert.Contains("/account/login", visit.Page.Url);
        await LoginPage.FillAsync(visit.Page, "executive@demo.local", World.Password);
        await visit.Page.WaitForURLAsync(url => !url.Contains("/account/login", StringComparison.Ordinal));
        Assert.Equal("/orders?status=shipped", new Uri(visit.Page.Url).PathAndQuery);
    }

    [Theory]
    [InlineData("executive", "/board?region=CN-E")]
    [InlineData("manager", "/alerts?kind=stock&state=all")]
    [InlineData("dealer1", "/orders?status=shipped")]
    public async Task Language_Switched_KeepsThePageAndItsQuery(string account, string address)
    {
        await using var visit = await world.VisitAsync(account);
        await visit.GoAsync(address);
        var chinese = await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();
        await visit.Page.GetByLabel("语言").ClickAsync();
        visit.Leave();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visit.ReadyAsync();
        Assert.Equal(address, new Uri(visit.Page.Url).PathAndQuery);
        Assert.NotEqual(chinese, await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        Assert.Empty(visit.Faults);
    }
}
