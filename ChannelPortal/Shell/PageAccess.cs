using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Shell;

/// <summary>
/// Answers from the page's own <c>[Authorize]</c> attributes who may open it, so that navigation, palette and page can never disagree. An
/// address without a page is not offered.
/// </summary>
public sealed class PageAccess(IAuthorizationService authorization, IAuthorizationPolicyProvider policies)
{
    private static readonly Dictionary<string, Type> s_pages = typeof(PageAccess).Assembly.GetTypes()
        .Where(t => typeof(IComponent).IsAssignableFrom(t) && !t.IsAbstract)
        .SelectMany(t => t.GetCustomAttributes<RouteAttribute>().Select(r => (Template: r.Template.Trim('/'), Type: t)))
        .ToDictionary(p => p.Template, p => p.Type, StringComparer.OrdinalIgnoreCase);

    public async Task<bool> MayOpenAsync(ClaimsPrincipal user, string href)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(href);
        if (!s_pages.TryGetValue(href.Split('?')[0].Trim('/'), out var page))
        {
            return false;
        }

        var rules = page.GetCustomAttributes<AuthorizeAttribute>(inherit: true).ToList();
        if (rules.Count == 0)
        {
            return user.Identity?.IsAuthenticated == true;
        }

        var policy = await AuthorizationPolicy.CombineAsync(policies, rules);
        return policy is null || (await authorization.AuthorizeAsync(user, policy)).Succeeded;
    }

    /// <summary>The navigation as this person sees it, in its order.</summary>
    public async Task<IReadOnlyList<NavigationItem>> PermittedAsync(ClaimsPrincipal user)
    {
        var permitted = new List<NavigationItem>();
        foreach (var item in NavigationCatalog.Items)
        {
            if (await MayOpenAsync(user, item.Href))
            {
                permitted.Add(item);
            }
        }

        return permitted;
    }
}
