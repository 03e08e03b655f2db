using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Queries;

/// <summary>What to take from one place.</summary>
/// <param name="LocationId">Empty where stock does not say which centre.</param>
public sealed record PickLine(string LocationId, string ProductId, string Name, string Unit, long Qty, string OrderId, int LineNo, string DealerName);

/// <summary>What the warehouse takes from its shelves for a batch of orders: per centre and product, and for whom.</summary>
internal sealed class GetPickList(IAppDbFactory factory, IStock stock)
{
    /// <summary>Most orders of one batch.</summary>
    public const int Most = 50;

    /// <summary>Orders outside the scope, and those with nothing to ship, are left out.</summary>
    public async Task<IReadOnlyList<PickLine>> RunAsync(IReadOnlyCollection<string> orderIds, DealerScope scope, CancellationToken cancellationToken)
    {
        var ids = orderIds.Distinct(StringComparer.Ordinal).Take(Most).ToList();
        await using var db = factory.Create(scope);
        var orders = await db.Set<OrderFact>().AsNoTracking().Where(o => ids.Contains(o.OrderId) && (o.Status == "confirmed" || o.Status == "shipped"))
            .ToDictionaryAsync(o => o.OrderId, o => o.DealerId, StringComparer.Ordinal, cancellationToken);
        var dealers = orders.Values.Distinct().ToList();
        var isChinese = PortalCultures.IsChinese();
        var dealerNames = await db.Set<DealerFact>().AsNoTracking().Where(d => dealers.Contains(d.DealerId))
            .ToDictionaryAsync(d => d.DealerId, d => isChinese ? d.Name : d.NameEn ?? d.Name, StringComparer.Ordinal, cancellationToken);
        var lines = await db.Set<OrderLineFact>().AsNoTracking().Where(l => orders.Keys.Contains(l.OrderId) && l.Status == "open").ToListAsync(cancellationToken);
        var kept = await stock.KeptAsync(db, [.. orders.Keys], cancellationToken);
        var names = await ShipmentViews.NamesAsync(db, lines.Select(l => l.ProductId), cancellationToken);
        return
        [
            .. lines.SelectMany(l =>
            {
                var own = kept[l.OrderId].FirstOrDefault(k => k.LineNo == l.LineNo);
                var parts = own is null ? [new KeptPart("", l.Shippable(null))] : own.Parts;
                var (name, unit) = names.GetValueOrDefault(l.ProductId, (l.ProductId, ""));
                var dealer = dealerNames.GetValueOrDefault(orders[l.OrderId], orders[l.OrderId]);
                return parts.Where(p => p.Qty > 0).Select(p => new PickLine(p.LocationId, l.ProductId, name, unit, p.Qty, l.OrderId, l.LineNo, dealer));
            }).OrderBy(l => l.LocationId, StringComparer.Ordinal).ThenBy(l => l.ProductId, StringComparer.Ordinal).ThenBy(l => l.OrderId, StringComparer.Ordinal),
        ];
    }
}
