using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace ChannelPortal.Features.Identity.Pages;

/// <summary>A person's own name and password.</summary>
public sealed partial class ManagePage
{
    private PortalUser? user;
    private string? done;
    private string? error;

    [SupplyParameterFromForm(FormName = "name")]
    private string? DisplayName { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? CurrentPassword { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? NewPassword { get; set; }

    [Inject]
    private UserManager<PortalUser> Users { get; set; } = null!;

    [Inject]
    private SignInManager<PortalUser> SignIn { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    protected override async Task OnInitializedAsync() => user = await Users.GetUserAsync((await Authentication).User);

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
            await SignIn.RefreshSignInAsync(user);
            done = Text["PasswordChanged"];
            return;
        }

        error = result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch)) ? Text["CurrentPasswordWrong"] : Text["NewPassword_Help"];
    }
}
