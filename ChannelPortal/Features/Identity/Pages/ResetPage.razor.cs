using System.Text;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace ChannelPortal.Features.Identity.Pages;

/// <summary>Where a one-time link leads: a person sets his own password. A wrong account and a dead link answer alike.</summary>
public sealed partial class ResetPage
{
    private string? error;
    private bool isDone;

    [SupplyParameterFromQuery(Name = "u")]
    private string? UserId { get; set; }

    [SupplyParameterFromQuery(Name = "t")]
    private string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "reset")]
    private string? NewPassword { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private UserManager<PortalUser> Users { get; set; } = null!;

    [Inject]
    private UserAccounts Accounts { get; set; } = null!;

    internal static string LinkOf(Guid user, string token) => $"account/reset?u={user}&t={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))}";

    private async Task ResetAsync()
    {
        if (NewPassword is not { Length: >= 12 and <= 200 })
        {
            error = Text["NewPassword_Help"];
            return;
        }

        var user = Guid.TryParse(UserId, out var id) ? await Users.FindByIdAsync(id.ToString()) : null;
        if (user is null or { IsDisabled: true } || TokenText() is not { } token)
        {
            error = Text["Reset_Dead"];
            return;
        }

        var result = await Users.ResetPasswordAsync(user, token, NewPassword);
        if (!result.Succeeded)
        {
            error = result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.InvalidToken)) ? Text["Reset_Dead"] : Text["NewPassword_Help"];
            return;
        }

        await Accounts.NoteAsync("user.password_set", user, Context.RequestAborted, endSessions: true);
        isDone = true;
    }

    private string? TokenText()
    {
        try
        {
            return Token is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(Token));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
