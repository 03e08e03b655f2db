using ChannelPortal.EndToEnd.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace ChannelPortal.EndToEnd.Specs;

/// <summary>Secrets are shown once, passkeys work, and the API reference runs under the same content policy as everything else.</summary>
public sealed class AdministrationSpecs(World world)
{
    [Fact]
    public async Task Passkey_Added_SignsInUntilItIsRemoved()
    {
        await using var visit = await world.VisitAsync("finance", language: "en");
        var devtools = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
        await visit.GoAsync("/account/manage");
        await visit.Page.Locator("#passkey-name").FillAsync("office computer");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("passkey is added");

        await ForgetSessionAsync(visit);
        await visit.GoAsync("/account/login");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await visit.Page.WaitForURLAsync(url => !url.Contains("/account/login", StringComparison.Ordinal));

        await visit.GoAsync("/account/manage");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Remove office computer" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("removed");
        await ForgetSessionAsync(visit);
        await visit.GoAsync("/account/login");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("does not work here");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task ApiKey_Made_IsShownOnceBesideNoForeignText()
    {
        const string Name = "ERP of the sixth floor";
        await using var visit = await world.VisitAsync("admin", language: "en");
        await visit.GoAsync("/api-keys/new");
        await visit.Page.Locator("#name").FillAsync(Name);
        await visit.Page.Locator("input[value='metrics:read']").CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Create key" }).ClickAsync();
        var key = await visit.Page.Locator("#secret").InputValueAsync();
        Assert.StartsWith("cp_", key);
        Assert.DoesNotContain(Name, await visit.Page.ContentAsync());
        await visit.GoAsync("/api-keys");
        await Assertions.Expect(visit.Page.GetByText(Name)).ToBeVisibleAsync();
        Assert.DoesNotContain(key, await visit.Page.ContentAsync());
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task ApiReference_StartsUnderThePolicyAndLoadsNothingFromOutside()
    {
        await using var visit = await world.VisitAsync(null, language: "en");
        var outside = new List<string>();
        visit.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(world.Url.ToString(), StringComparison.Ordinal) && request.Url.StartsWith("http", StringComparison.Ordinal))
            {
                outside.Add(request.Url);
            }
        };
        await visit.Page.GotoAsync("/docs/api/");
        await Assertions.Expect(visit.Page.GetByText("Send business events").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        Assert.Empty(outside);
        Assert.Empty(visit.Faults);
    }

    private static Task ForgetSessionAsync(Visit visit) => visit.Page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "cp" });
}
