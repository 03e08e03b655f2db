using ChannelPortal.Platform.Security;
using ChannelPortal.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;

namespace ChannelPortal.Features.Identity.Pages;

/// <summary>What the account pages need beside themselves.</summary>
public static class AccountPages
{
    public static IServiceCollection AddAccountPages(this IServiceCollection services) => services.AddSingleton<UnknownSignIns>();

    public static void MapAccountPages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/logout", SignOutAsync).WithMetadata(new PublicAccessAttribute("Signing out twice does no harm.")).ExcludeFromDescription();
        app.MapPost("/account/passkeys/creation", CreationOptionsAsync).RequireAuthorization("account.manage").ExcludeFromDescription();
        app.MapPost("/account/passkeys/request", RequestOptionsAsync).WithMetadata(new PublicAccessAttribute("A challenge for whoever wants to sign in; it names nobody.")).ExcludeFromDescription();
    }

    /// <summary>What every successful sign-in does: a line in the person's own history, and his language where the browser has no choice yet.</summary>
    internal static async Task SignedInAsync(HttpContext context, UserAccounts accounts, PortalUser user)
    {
        await accounts.NoteAsync("user.signed_in", user, context.RequestAborted);
        if (user.Language is { } language && !context.Request.Cookies.ContainsKey(CookieRequestCultureProvider.DefaultCookieName))
        {
            ShellFeature.RememberLanguage(context, language);
        }
    }

    private static async Task<IResult> CreationOptionsAsync(HttpContext context, IAntiforgery antiforgery, UserManager<PortalUser> users, SignInManager<PortalUser> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(context) || await users.GetUserAsync(context.User) is not { } user)
        {
            return Results.BadRequest();
        }

        var options = await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Email!, DisplayName = user.DisplayName });
        return Results.Content(options, "application/json");
    }

    private static async Task<IResult> RequestOptionsAsync(HttpContext context, IAntiforgery antiforgery, SignInManager<PortalUser> signIn) =>
        await antiforgery.IsRequestValidAsync(context)
            ? Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")
            : Results.BadRequest();

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, SignInManager<PortalUser> signIn)
    {
        // Minimal endpoints carry no antiforgery check of their own.
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.LocalRedirect("/");
        }

        await signIn.SignOutAsync();
        return Results.LocalRedirect("/account/login");
    }
}
