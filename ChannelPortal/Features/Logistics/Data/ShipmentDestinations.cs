using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Logistics.Data;

internal static class ShipmentDestinations
{
    /// <summary>Region of each dealer, and of each order that goes to another address than its dealer's own.</summary>
    public static async Task<Dictionary<string, string>> OfAsync(AppDbContext db, IReadOnlyCollection<ShipmentFact> shipments, CancellationToken cancellationToken)
    {
        var (orders, dealers) = (shipments.Select(s => s.OrderId).Distinct().ToList(), shipments.Select(s => s.DealerId).Distinct().ToList());
        var own = await db.Set<DealerFact>().Where(d => dealers.Contains(d.DealerId)).Select(d => new { Id = d.DealerId, d.RegionId }).ToListAsync(cancellationToken);
        var other = await (from o in db.Set<OrderFact>()
                           where orders.Contains(o.OrderId)
                           join s in db.Set<ShipToFact>() on o.ShipToId equals s.ShipToId
                           select new { Id = o.OrderId, s.RegionId }).ToListAsync(cancellationToken);
        return own.Concat(other).ToDictionary(d => d.Id, d => d.RegionId, StringComparer.Ordinal);
    }
}
