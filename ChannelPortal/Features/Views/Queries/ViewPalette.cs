using System.Security.Claims;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Views.Queries;

/// <summary>Quick find of saved views by name.</summary>
internal sealed class ViewPalette(FindViews views, CallerFactory callers, IStringLocalizer<ViewsText> words) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(user, cancellationToken);
        return
        [
            .. (await views.RunAsync(null, caller, cancellationToken))
                .Where(v => NameMatch.Finds(text, v.Name)).Take(limit).Select(v => new PaletteHit(v.Name, words["Hit_View"], v.List + v.Query, v.IsFavourite ? PortalIcons.Star : PortalIcons.List)),
        ];
    }
}
