using System.Security.Claims;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>Quick find of orders by number, inside the person's scope.</summary>
internal sealed class OrderPalette(IAppDbFactory factory, CallerFactory callers) : IPaletteSource
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
        var orders = await db.Set<OrderFact>().AsNoTracking().Where(o => o.OrderId.ToLower().Contains(part))
            .OrderByDescending(o => o.OrderedOn).ThenBy(o => o.OrderId).Take(limit)
            .Select(o => new { o.OrderId, o.OrderedOn, o.NetAmount, o.Currency }).ToListAsync(cancellationToken);
        return
        [
            .. orders.Select(o => new PaletteHit(
                o.OrderId, $"{NumberFormat.Date(o.OrderedOn)} · {NumberFormat.Money(new Money(o.NetAmount, o.Currency))}", "orders/" + o.OrderId, PortalIcons.ClipboardList)),
        ];
    }
}
