using System.Security.Claims;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Search.Queries;

/// <summary>Returns by number, inside the person's scope.</summary>
internal sealed class ReturnPalette(IAppDbFactory databases, CallerFactory callers, IStringLocalizer<SearchText> words) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(user, cancellationToken);
        if (!Permissions.Product.Allows(caller.Roles, "returns.read"))
        {
            return [];
        }

        var part = text.ToUpperInvariant();
        await using var db = databases.Create(caller.Scope);
        var found = await db.Set<ReturnFact>().AsNoTracking().Where(r => r.RmaId.Contains(part)).Select(r => new { r.RmaId, r.RequestedOn }).Distinct()
            .OrderByDescending(r => r.RequestedOn).ThenBy(r => r.RmaId).Take(limit).ToListAsync(cancellationToken);
        return [.. found.Select(r => new PaletteHit(r.RmaId, $"{NumberFormat.Date(r.RequestedOn)} · {words["Hit_Return"]}", "returns/" + r.RmaId, PortalIcons.Package))];
    }
}

/// <summary>Shipments by number or by the carrier's tracking number, inside the person's scope.</summary>
internal sealed class ShipmentPalette(IAppDbFactory databases, CallerFactory callers, IStringLocalizer<SearchText> words) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(user, cancellationToken);
        if (!Permissions.Product.Allows(caller.Roles, "shipments.read"))
        {
            return [];
        }

        var part = text.ToUpperInvariant();
        await using var db = databases.Create(caller.Scope);
        var found = await db.Set<ShipmentFact>().AsNoTracking().Where(s => s.ShipmentId.Contains(part) || s.TrackingNo!.Contains(part))
            .OrderByDescending(s => s.ShippedOn).ThenBy(s => s.ShipmentId).Take(limit).Select(s => new { s.ShipmentId, s.TrackingNo, s.ShippedOn }).ToListAsync(cancellationToken);
        return [.. found.Select(s => new PaletteHit(s.ShipmentId, $"{s.TrackingNo ?? NumberFormat.Date(s.ShippedOn)} · {words["Hit_Shipment"]}", "shipments/" + s.ShipmentId, PortalIcons.Truck))];
    }
}
