using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Data;

/// <summary>A territory as it is wanted.</summary>
/// <param name="To">Day after the last; null for good.</param>
/// <param name="Except">A row that is about to end where this one begins.</param>
internal sealed record TerritoryWish(string? Category, IReadOnlyCollection<string> RegionIds, string DealerId, bool IsExclusive, DateOnly From, DateOnly? To, Guid? Except = null);

/// <summary>A territory that stands in the way of another one.</summary>
/// <param name="DealerName">Null when the dealer lies outside the asker's scope.</param>
/// <param name="Places">Names of the regions where both meet.</param>
internal sealed record TerritoryConflict(Guid Id, string Name, string? DealerName, string Places, DateOnly From, DateOnly? LastDay);

/// <summary>The book of all territories as its writers see it: past the scope of whoever asks.</summary>
internal static class TerritoryBook
{
    public static IQueryable<Territory> All(AppDbContext db) => db.Set<Territory>().IgnoreQueryFilters([ScopeFilter.Name]);

    public static IQueryable<TerritoryRegion> AllRegions(AppDbContext db) => db.Set<TerritoryRegion>().IgnoreQueryFilters([ScopeFilter.Name]);

    public static IQueryable<Territory> On(this IQueryable<Territory> territories, DateOnly day) =>
        territories.Where(t => t.ValidFrom <= day && (t.ValidTo == null || t.ValidTo > day));

    /// <summary>Holds the turn until the transaction ends.</summary>
    public static Task LockAsync(AppDbContext db, CancellationToken cancellationToken) =>
        db.Set<TerritoryTurn>().ExecuteUpdateAsync(t => t.SetProperty(x => x.Turns, x => x.Turns + 1), cancellationToken);

    /// <summary>
    /// What forbids the wish: a territory of another dealer with the same line, a common place and a common day, when either of the two is exclusive.
    /// Two that share may overlap.
    /// </summary>
    public static async Task<IReadOnlyList<TerritoryConflict>> ConflictsAsync(AppDbContext db, TerritoryWish wish, CancellationToken cancellationToken)
    {
        var others = await All(db).AsNoTracking()
            .Where(t => t.DealerId != wish.DealerId && t.Id != wish.Except && (t.IsExclusive || wish.IsExclusive)
                && (t.Category == null || wish.Category == null || t.Category == wish.Category)
                && (wish.To == null || t.ValidFrom < wish.To) && (t.ValidTo == null || (t.ValidTo > wish.From && t.ValidTo > t.ValidFrom)))
            .OrderBy(t => t.ValidFrom).ThenBy(t => t.Name).ToListAsync(cancellationToken);
        if (others.Count == 0)
        {
            return [];
        }

        var ids = others.ConvertAll(t => t.Id);
        var held = (await AllRegions(db).AsNoTracking().Where(r => ids.Contains(r.TerritoryId)).ToListAsync(cancellationToken)).ToLookup(r => r.TerritoryId, r => r.RegionId);
        var asked = wish.RegionIds.Concat(held.SelectMany(h => h)).Distinct().ToList();
        var regions = await db.Set<RegionFact>().AsNoTracking().Where(r => asked.Contains(r.RegionId)).ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);
        var isChinese = PortalCultures.IsChinese();
        var dealers = others.ConvertAll(t => t.DealerId);
        var names = await db.Set<DealerFact>().AsNoTracking().Where(d => dealers.Contains(d.DealerId)).ToDictionaryAsync(d => d.DealerId, d => isChinese ? d.Name : d.NameEn ?? d.Name, StringComparer.Ordinal, cancellationToken);
        var wanted = wish.RegionIds.Where(regions.ContainsKey).Select(r => regions[r]).ToList();
        var conflicts = new List<TerritoryConflict>();
        foreach (var other in others)
        {
            // Of two that meet, the smaller one is the common place.
            var places = held[other.Id].Where(regions.ContainsKey).Select(r => regions[r])
                .SelectMany(theirs => wanted.Where(w => RegionTree.Overlap(w.Path, theirs.Path)).Select(w => w.Path.Length >= theirs.Path.Length ? w : theirs))
                .DistinctBy(r => r.RegionId).Select(r => isChinese ? r.Name : r.NameEn).ToList();
            if (places.Count > 0)
            {
                conflicts.Add(new TerritoryConflict(
                    other.Id, other.Name, names.GetValueOrDefault(other.DealerId), string.Join(isChinese ? "、" : ", ", places), other.ValidFrom, other.ValidTo?.AddDays(-1)));
            }
        }

        return conflicts;
    }
}
