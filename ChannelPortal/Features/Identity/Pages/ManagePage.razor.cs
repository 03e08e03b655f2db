using ChannelPortal.Features.Identity.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace ChannelPortal.Features.Identity.Pages;

/// <summary>A person's own name, password, passkeys and last sign-ins.</summary>
public sealed partial class ManagePage
{
    /// <summary>Most passkeys of one person.</summary>
    private const int MaximumPasskeys = 10;

    private IList<UserPasskeyInfo> passkeys = [];
    private IReadOnlyList<DateTimeOffset> signIns = [];
    private PortalUser? user;
    private string? done;
    private string? error;

    [SupplyParameterFromForm(FormName = "name")]
    private string? DisplayName { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? CurrentPassword { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? NewPassword { get; set; }

    [SupplyParameterFromForm(FormName = "passkey-add")]
    private string? Credential { get; set; }

    [SupplyParameterFromForm(FormName = "passkey-add")]
    private string? PasskeyName { get; set; }

    [SupplyParameterFromForm(FormName = "passkey-remove")]
    private string? PasskeyId { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private UserAccounts Accounts { get; set; } = null!;

    [Inject]
    private GetOwnSignIns SignIns { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private UserManager<PortalUser> Users { get; set; } = null!;

    [Inject]
    private SignInManager<PortalUser> SignIn { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        user = await Users.GetUserAsync((await Authentication).User);
        if (user is not null)
        {
            passkeys = await Users.GetPasskeysAsync(user);
            signIns = await SignIns.HandleAsync(user.Id, Context.RequestAborted);
        }
    }

    private async Task RenameAsync()
    {
        if (user is null || string.IsNullOrWhiteSpace(DisplayName) || DisplayName.Length > 100)
        {
            error = Text["DisplayName_Required"];
            return;
        }

        user.DisplayName = DisplayName.Trim();
        await Users.UpdateAsync(user);
        await SignIn.RefreshSignInAsync(user);
        done = Text["NameSaved"];
    }

    private async Task ChangePasswordAsync()
    {
        if (user is null || string.IsNullOrEmpty(CurrentPassword) || string.IsNullOrEmpty(NewPassword))
        {
            error = Text["Login_Required"];
            return;
        }

        var result = await Users.ChangePasswordAsync(user, CurrentPassword, NewPassword);
        if (result.Succeeded)
        {
            // A new security stamp ends this person's other sessions; this one goes on.
            await Accounts.NoteAsync("user.password_changed", user, Context.RequestAborted, endSessions: true);
            await SignIn.RefreshSignInAsync(user);
            done = Text["PasswordChanged"];
            return;
        }

        error = result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch)) ? Text["CurrentPasswordWrong"] : Text["NewPassword_Help"];
    }

    private async Task AddPasskeyAsync()
    {
        var name = PasskeyName?.Trim() ?? "";
        if (user is null || string.IsNullOrEmpty(Credential) || name.Length is 0 or > 60 || passkeys.Count >= MaximumPasskeys)
        {
            error = Text["Passkey_Refused"];
            return;
        }

        try
        {
            var attestation = await SignIn.PerformPasskeyAttestationAsync(Credential);
            if (attestation.Succeeded && attestation.UserEntity.Id == user.Id.ToString())
            {
                attestation.Passkey.Name = name;
                if ((await Users.AddOrUpdatePasskeyAsync(user, attestation.Passkey)).Succeeded)
                {
                    await Accounts.NoteAsync("user.passkey_added", user, Context.RequestAborted);
                    passkeys = await Users.GetPasskeysAsync(user);
                    done = Text["Passkey_Done"];
                    return;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // No challenge is open in this browser, or it was answered already.
        }

        error = Text["Passkey_Refused"];
    }

    private async Task RemovePasskeyAsync()
    {
        var gone = passkeys.FirstOrDefault(p => WebEncoders.Base64UrlEncode(p.CredentialId) == PasskeyId);
        if (user is null || gone is null)
        {
            return;
        }

        await Users.RemovePasskeyAsync(user, gone.CredentialId);
        await Accounts.NoteAsync("user.passkey_removed", user, Context.RequestAborted);
        passkeys = await Users.GetPasskeysAsync(user);
        done = Text["Passkey_Removed"];
    }
}
