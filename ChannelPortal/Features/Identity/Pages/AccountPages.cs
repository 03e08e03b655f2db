using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace ChannelPortal.Features.Identity.Pages;

/// <summary>What the account pages need beside themselves.</summary>
public static class AccountPages
{
    public static IServiceCollection AddAccountPages(this IServiceCollection services) => services.AddSingleton<UnknownSignIns>();

    public static void MapAccountPages(this IEndpointRouteBuilder app) =>
        app.MapPost("/account/logout", SignOutAsync).WithMetadata(new PublicAccessAttribute("Signing out twice does no harm.")).ExcludeFromDescription();

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
