using System.Security.Claims;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Quotes.Queries;

/// <summary>Quick find of quotes by number, inside the person's scope.</summary>
internal sealed class QuotePalette(IAppDbFactory factory, CallerFactory callers, BusinessClock clock, IStringLocalizer<QuotesText> words) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(user, cancellationToken);
        if (!Permissions.Product.Allows(caller.Roles, QuotesPermissions.Read))
        {
            return [];
        }

        var part = text.Trim().ToUpperInvariant();
        var isDealer = caller.DealerId is not null;
        await using var db = factory.Create(caller.Scope);
        var quotes = await GetQuote.Visible(db, caller).Where(q => q.No.Contains(part)).OrderByDescending(q => q.CreatedAt).ThenBy(q => q.No).Take(limit).ToListAsync(cancellationToken);
        return [.. quotes.Select(q => new PaletteHit(q.No, words["Status_" + QuoteViews.StatusFor(q, isDealer, clock.Today)], "quotes/" + q.No, PortalIcons.Percent))];
    }
}
