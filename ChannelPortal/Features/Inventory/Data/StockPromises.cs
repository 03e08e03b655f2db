using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Data;

/// <summary>Reads what promises need: seven queries at most, whatever the number of lines.</summary>
internal sealed class StockPromises(BusinessClock clock, IOptions<InventoryOptions> options)
{
    public async Task<StockView> ReadAsync(AppDbContext db, string dealerId, DateOnly day, IEnumerable<string> productIds, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var ids = productIds.Distinct(StringComparer.Ordinal).ToList();
        var dealer = await (from d in db.Set<DealerFact>().AsNoTracking()
                            where d.DealerId == dealerId
                            from r in db.Set<RegionFact>().Where(r => r.RegionId == d.RegionId).DefaultIfEmpty()
                            select new { d.Tier, Path = r == null ? d.RegionId : r.Path }).SingleOrDefaultAsync(cancellationToken);
        var substitutes = await db.Set<Substitute>().AsNoTracking().Where(s => ids.Contains(s.ProductId))
            .OrderBy(s => s.Rank).ThenBy(s => s.SubstituteId).ToListAsync(cancellationToken);
        var all = ids.Union(substitutes.Select(s => s.SubstituteId), StringComparer.Ordinal).ToList();
        var regions = (dealer?.Path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).ToList();
        var lanes = await db.Set<Lane>().AsNoTracking().Where(l => regions.Contains(l.RegionId)).ToListAsync(cancellationToken);
        return new StockView(
            day,
            dealer is null ? 0 : settings.TierBufferPercent.GetValueOrDefault(dealer.Tier),
            dealer is not null && settings.ExactTiers.Contains(dealer.Tier, StringComparer.Ordinal),
            await PositionsAsync(db, all, cancellationToken),
            lanes.GroupBy(l => l.LocationId, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => Days(g.MaxBy(l => regions.IndexOf(l.RegionId))!), StringComparer.Ordinal),
            new TransitDays(settings.DefaultTransitP50, settings.DefaultTransitP80, settings.DefaultTransitP90),
            substitutes.GroupBy(s => s.ProductId, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(s => s.SubstituteId)], StringComparer.Ordinal),
            await CapLeftAsync(db, dealerId, day, ids, cancellationToken));

        static TransitDays Days(Lane lane) => new(lane.P50, lane.P80, lane.P90);
    }

    /// <summary>Balances of the products at all centres with the deliveries that may be promised.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<StockPosition>>> PositionsAsync(
        AppDbContext db, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var confidence = options.Value.PromiseConfidence;
        var balances = await db.Set<StockBalance>().AsNoTracking().Where(b => productIds.Contains(b.ProductId)).ToListAsync(cancellationToken);
        var inbound = (await db.Set<InboundPlan>().AsNoTracking().Where(p => productIds.Contains(p.ProductId) && p.Confidence >= confidence)
            .Select(p => new { p.ProductId, p.LocationId, p.Eta, p.Qty }).ToListAsync(cancellationToken))
            .ToLookup(p => new StockPlace(p.ProductId, p.LocationId), p => new Supply(p.Eta, p.Qty));
        return balances.GroupBy(b => b.ProductId, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => (IReadOnlyList<StockPosition>)
            [
                .. g.OrderBy(b => b.LocationId, StringComparer.Ordinal).Select(b => new StockPosition(
                    b.LocationId, b.ProductId, b.OnHand, b.Reserved, b.Quarantine, b.Backordered, b.SafetyStock, [.. inbound[new StockPlace(b.ProductId, b.LocationId)]])),
            ],
            StringComparer.Ordinal);
    }

    /// <summary>What the dealer may still take of capped products in the calendar week of the day.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CapLeftAsync(
        AppDbContext db, string dealerId, DateOnly day, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var caps = await db.Set<AllocationCap>().AsNoTracking().Where(c => c.DealerId == dealerId && productIds.Contains(c.ProductId)).ToListAsync(cancellationToken);
        if (caps.Count == 0)
        {
            return new Dictionary<string, long>(StringComparer.Ordinal);
        }

        var monday = clock.StartOf(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)));
        var capped = caps.Select(c => c.ProductId).ToList();
        var taken = await db.Set<Reservation>().Where(r => r.DealerId == dealerId && r.At >= monday && capped.Contains(r.ProductId))
            .GroupBy(r => r.ProductId).Select(g => new { g.Key, Qty = g.Sum(r => r.Qty + r.ShippedQty) })
            .ToDictionaryAsync(g => g.Key, g => g.Qty, StringComparer.Ordinal, cancellationToken);
        return caps.ToDictionary(c => c.ProductId, c => Math.Max(0, c.WeeklyQty - taken.GetValueOrDefault(c.ProductId)), StringComparer.Ordinal);
    }
}
