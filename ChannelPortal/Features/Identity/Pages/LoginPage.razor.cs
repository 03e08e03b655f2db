using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Identity.Pages;

/// <summary>Sign-in with e-mail and password. Static, so that it works before any circuit and with scripts blocked.</summary>
public sealed partial class LoginPage
{
    private static readonly (string Name, string Key)[] s_demoAccounts =
    [
        ("executive", "Executive"), ("manager", "Manager"), ("finance", "Finance"), ("risk", "Risk"), ("marketing", "Marketing"),
        ("learning", "Learning"), ("logistics", "Logistics"), ("recruiter", "Recruiter"), ("inspector", "Inspector"), ("admin", "Admin"),
        ("dealer1", "Dealer1"), ("buyer1", "Buyer1"), ("dealer2", "Dealer2"), ("buyer2", "Buyer2"),
    ];

    private string? error;

    [SupplyParameterFromForm(FormName = "login")]
    private string? Email { get; set; }

    [SupplyParameterFromForm(FormName = "login")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "login")]
    private bool RememberMe { get; set; }

    [SupplyParameterFromForm(FormName = "passkey")]
    private string? Credential { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    // Only who signs in needs the database; the page itself, which is the first that anybody sees after a start, does not.
    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private UnknownSignIns Unknown { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IOptions<PortalOptions> Options { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    private PortalSignInManager SignIn => Services.GetRequiredService<PortalSignInManager>();

    private UserManager<PortalUser> Users => Services.GetRequiredService<UserManager<PortalUser>>();

    private UserAccounts Accounts => Services.GetRequiredService<UserAccounts>();

    private async Task SignInAsync()
    {
        var email = Email?.Trim() ?? "";
        if (email.Length == 0 || string.IsNullOrEmpty(Password))
        {
            error = Text["Login_Required"];
            return;
        }

        var user = await Users.FindByNameAsync(email);
        var result = await SignIn.PasswordSignInAsync(email, Password, RememberMe, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            await AccountPages.SignedInAsync(Context, Accounts, user!);
            Navigation.NavigateTo(ShellFeature.LocalUrl(ReturnUrl), forceLoad: true);
            return;
        }

        // An unknown address is locked after as many attempts as a known one, so the lock betrays nobody.
        var lockedUntil = user is null ? Unknown.Failed(email) : result.IsLockedOut ? user.LockoutEnd : null;
        if (lockedUntil is { } until)
        {
            error = Text["Login_Locked", NumberFormat.Time(until.AddSeconds(59), Clock.Zone)[..5]];
        }
        else if (result.IsNotAllowed && user is not null && await Users.CheckPasswordAsync(user, Password))
        {
            // Said only to who knows the password.
            error = Text["Login_Disabled"];
        }
        else
        {
            error = Text["Login_Wrong"];
        }
    }

    private async Task SignInByPasskeyAsync()
    {
        var (result, user) = await SignIn.SignInByPasskeyAsync(Credential);
        if (result.Succeeded && user is not null)
        {
            await AccountPages.SignedInAsync(Context, Accounts, user);
            Navigation.NavigateTo(ShellFeature.LocalUrl(ReturnUrl), forceLoad: true);
            return;
        }

        error = Text[result.IsNotAllowed ? "Login_Disabled" : "Passkey_Unknown"];
    }
}
