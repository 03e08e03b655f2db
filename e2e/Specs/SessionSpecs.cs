using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>Whoever is shut out is out at once, in the window that he has open.</summary>
public sealed class SessionSpecs(World world)
{
    [Fact]
    public async Task User_DisabledByTheAdministrator_LosesHisOpenPageAndCannotReturn()
    {
        const string Email = "leaving@demo.local";
        await using var admin = await world.VisitAsync("admin", language: "en");
        Assert.SkipUnless((await admin.NavigationAsync()).Contains("/users"), "This portal has no page for accounts yet.");
        await world.Portal.VerbAsync("user", "create", Email, "--roles", "EXEC", "--name", "Leaving", "--password", World.Password);
        await using var visit = await world.VisitAsync("leaving", language: "en");
        await visit.GoAsync("/alerts");
        await admin.GoAsync("/users?q=" + Email);
        await admin.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = Email }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Disable account" }).ClickAsync();
        await visit.Page.WaitForURLAsync(url => url.Contains("/account/login", StringComparison.Ordinal), new PageWaitForURLOptions { Timeout = 5_000 });
        await visit.GoAsync("/alerts");
        Assert.Contains("/account/login", visit.Page.Url);
        await Pages.LoginPage.FillAsync(visit.Page, Email, World.Password);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("disabled");
        Assert.Empty(admin.Faults);
    }
}
