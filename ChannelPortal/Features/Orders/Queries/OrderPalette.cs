using System.Security.Claims;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>Quick find of orders by number, and of dealers by code or name (their orders open), inside the person's scope.</summary>
internal sealed class OrderPalette(IAppDbFactory factory, CallerFactory callers, IStringLocalizer<OrdersText> words) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(user, cancellationToken);
        if (!Permissions.Product.Allows(caller.Roles, "orders.read"))
        {
            return [];
        }

        var part = text.Trim().ToLowerInvariant();
        await using var db = factory.Create(caller.Scope);
        var hits = new List<PaletteHit>();
        if (caller.DealerId is null)
        {
            hits.AddRange(await DealersAsync(db, part, limit, cancellationToken));
        }

        var orders = await db.Set<OrderFact>().AsNoTracking().Where(o => o.OrderId.ToLower().Contains(part))
            .OrderByDescending(o => o.OrderedOn).ThenBy(o => o.OrderId).Take(limit - hits.Count)
            .Select(o => new { o.OrderId, o.OrderedOn, o.NetAmount, o.Currency }).ToListAsync(cancellationToken);
        hits.AddRange(orders.Select(o => new PaletteHit(
            o.OrderId, $"{NumberFormat.Date(o.OrderedOn)} · {NumberFormat.Money(new Money(o.NetAmount, o.Currency))}", "orders/" + o.OrderId, PortalIcons.ClipboardList)));
        return hits;
    }

    private async Task<IEnumerable<PaletteHit>> DealersAsync(AppDbContext db, string part, int limit, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        var dealers = await db.Set<DealerFact>().AsNoTracking()
            .Where(d => d.DealerId.ToLower().Contains(part) || d.Name.ToLower().Contains(part) || d.NameEn!.ToLower().Contains(part))
            .OrderBy(d => d.DealerId).Take(limit)
            .Select(d => new { d.DealerId, Name = isChinese ? d.Name : d.NameEn ?? d.Name }).ToListAsync(cancellationToken);
        return dealers.Select(d => new PaletteHit(d.Name, $"{d.DealerId} · {words["Palette_Orders"]}", "orders?dealer=" + d.DealerId, PortalIcons.Store));
    }
}
