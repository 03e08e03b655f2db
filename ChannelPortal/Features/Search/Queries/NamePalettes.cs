using System.Security.Claims;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Search.Queries;

/// <summary>Dealers inside the person's scope; their orders open. A dealer's own people do not look for dealers.</summary>
internal sealed class DealerPalette(NameIndex names, CallerFactory callers, IStringLocalizer<SearchText> words) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(user, cancellationToken);
        if (caller.DealerId is not null || !Permissions.Product.Allows(caller.Roles, "orders.read"))
        {
            return [];
        }

        var mine = (await names.DealersAsync(cancellationToken)).Where(d => caller.Scope.Allows(d.Id));
        return [.. NameIndex.Find(mine, text, limit).Select(d => new PaletteHit(d.Shown, $"{d.Id} · {words["Hit_Dealer"]}", "orders?dealer=" + d.Id, PortalIcons.Store))];
    }
}

/// <summary>Products; their stock opens, or their prices for those who see no stock.</summary>
internal sealed class ProductPalette(NameIndex names, CallerFactory callers, IStringLocalizer<SearchText> words) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(user, cancellationToken);
        var page = Permissions.Product.Allows(caller.Roles, "inventory.read") ? "inventory?product="
            : Permissions.Product.Allows(caller.Roles, "prices.read") ? "prices?q=" : null;
        return page is null
            ? []
            : [.. NameIndex.Find(await names.ProductsAsync(cancellationToken), text, limit).Select(p => new PaletteHit(p.Shown, $"{p.Id} · {words["Hit_Product"]}", page + p.Id, PortalIcons.Package))];
    }
}
