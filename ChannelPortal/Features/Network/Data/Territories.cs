using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Data;

/// <inheritdoc cref="ITerritories"/>
internal sealed class Territories : ITerritories
{
    public async Task<IReadOnlySet<string>> RefusedAsync(
        AppDbContext db, string dealerId, DateOnly day, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        // Three look-ups by index, however many lines the order has; the last one only for a dealer to whom some rule applies.
        var refused = new HashSet<string>(StringComparer.Ordinal);
        var home = await (from dealer in db.Set<DealerFact>().AsNoTracking()
                          where dealer.DealerId == dealerId
                          join region in db.Set<RegionFact>() on dealer.RegionId equals region.RegionId
                          select new { region.Path, dealer.ParentId }).SingleOrDefaultAsync(cancellationToken);
        if (home is null)
        {
            return refused;
        }

        var (line, parent, held) = (RegionTree.LineOf(home.Path), home.ParentId, TerritoryBook.AllRegions(db));
        var rules = await TerritoryBook.All(db).AsNoTracking().On(day)
            .Where(t => t.DealerId == dealerId || t.DealerId == parent
                || (t.IsExclusive && held.Any(r => r.TerritoryId == t.Id && line.Contains(r.RegionId))))
            .Select(t => new { t.Category, IsOwn = t.DealerId == dealerId || t.DealerId == parent }).ToListAsync(cancellationToken);
        if (rules.Count == 0 || rules.Exists(r => r.IsOwn && r.Category is null))
        {
            return refused;
        }

        var own = rules.Where(r => r.IsOwn).Select(r => r.Category!).ToHashSet(StringComparer.Ordinal);
        var taken = rules.Where(r => !r.IsOwn).Select(r => r.Category).ToHashSet(StringComparer.Ordinal);
        var asked = await db.Set<ProductFact>().AsNoTracking().Where(p => productIds.Contains(p.ProductId)).Select(p => new { p.ProductId, p.Category }).ToListAsync(cancellationToken);
        refused.UnionWith(asked.Where(p => !own.Contains(p.Category) && (own.Count > 0 || taken.Contains(null) || taken.Contains(p.Category))).Select(p => p.ProductId));
        return refused;
    }
}
