using System.Globalization;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Shell;

/// <summary>The frame around all pages: languages, theme, navigation.</summary>
public static class ShellFeature
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.TryAddScoped<PageAccess>();
        return services;
    }

    public static void MapShell(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.MapGet("/language/{culture}", SetLanguage).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Remembers the language and goes back to the same page with the same query string.</summary>
    internal static IResult SetLanguage(string culture, string? returnUrl, HttpContext context)
    {
        if (!PortalCultures.All.Contains(culture))
        {
            return Results.NotFound();
        }

        RememberLanguage(context, culture);
        return Results.LocalRedirect(LocalUrl(returnUrl));
    }

    /// <summary>Writes the choice for this browser.</summary>
    public static void RememberLanguage(HttpContext context, string culture)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.GetCultureInfo(culture))),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, SameSite = SameSiteMode.Lax, HttpOnly = true, Path = "/" });
    }

    /// <summary>The address when it lies in this portal, else the home page; <c>//host</c> and <c>/\host</c> lead elsewhere.</summary>
    public static string LocalUrl(string? url) =>
        url is ['/', ..] && !(url.Length > 1 && url[1] is '/' or '\\') && !url.Any(char.IsControl) ? url : "/";
}
