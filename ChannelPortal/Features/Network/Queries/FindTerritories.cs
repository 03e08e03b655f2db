using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Data;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Queries;

/// <summary>A product line with its name in the reader's language.</summary>
internal sealed record LineName(string Category, string Name);

/// <summary>A region to choose from.</summary>
internal sealed record RegionChoice(string RegionId, string? ParentId, string Level, string Name);

/// <summary>A dealer to choose from.</summary>
internal sealed record DealerChoice(string DealerId, string Name);

/// <summary>What the form offers: regions and dealers that the caller decides about.</summary>
internal sealed record TerritoryChoices(IReadOnlyList<LineName> Lines, IReadOnlyList<RegionChoice> Regions, IReadOnlyList<DealerChoice> Dealers);

/// <summary>Where a territory stands on a day.</summary>
internal enum TerritoryState
{
    Running,
    Planned,
    Over,
}

/// <param name="Line">Null for all lines.</param>
/// <param name="DealerName">Null for a dealer outside the caller's scope; the territory is shown because it lies in his regions.</param>
/// <param name="MayChange">The dealer and all regions are the caller's.</param>
internal sealed record TerritoryRow(
    Guid Id, string Name, string? Line, string DealerId, string? DealerName, bool IsExclusive, IReadOnlyList<string> Regions, DateOnly From, DateOnly? LastDay, TerritoryState State, bool MayChange);

/// <param name="Dealers">Dealers that hold the line somewhere in the province.</param>
/// <param name="IsOutside">No region of the caller touches it, so nothing is said of it.</param>
internal sealed record ProvinceView(ProvinceTile Tile, CoverageKind Kind, int Dealers, bool IsChosen, bool IsOutside);

/// <summary>One line on one day: the map and the list behind it.</summary>
internal sealed record TerritoryMap(IReadOnlyList<LineName> Lines, LineName? Line, DateOnly Day, IReadOnlyList<ProvinceView> Provinces, IReadOnlyList<TerritoryRow> Rows);

/// <summary>Reads territories. Head office sees all; a regional manager sees what touches his regions or belongs to his dealers.</summary>
internal sealed class FindTerritories(IAppDbFactory factory) : IOwnTerritories
{
    /// <param name="category">The line; the first one when null or unknown.</param>
    /// <param name="province">Two digits; narrows the list, never the map.</param>
    /// <param name="withPast">Also those that have ended.</param>
    public async Task<TerritoryMap> RunAsync(Caller caller, string? category, string? province, DateOnly day, bool withPast, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var lines = await LinesAsync(db, cancellationToken);
        var line = lines.FirstOrDefault(l => l.Category == category) ?? (lines.Count > 0 ? lines[0] : null);
        var regions = await RegionsAsync(db, cancellationToken);
        var chosen = line?.Category;
        var found = await TerritoryBook.All(db).AsNoTracking().Where(t => t.Category == null || t.Category == chosen)
            .OrderBy(t => t.ValidFrom).ThenBy(t => t.Name).ThenBy(t => t.DealerId).ToListAsync(cancellationToken);
        var held = (await (from r in TerritoryBook.AllRegions(db).AsNoTracking()
                           join t in TerritoryBook.All(db) on r.TerritoryId equals t.Id
                           where t.Category == null || t.Category == chosen
                           select r).ToListAsync(cancellationToken)).Where(r => regions.ContainsKey(r.RegionId)).ToLookup(r => r.TerritoryId, r => regions[r.RegionId]);
        var own = caller.Scope.IsAll ? null : (caller.Regions ?? []).Where(regions.ContainsKey).Select(r => regions[r].Path).ToList();
        found.RemoveAll(t => own is not null && !caller.Scope.Allows(t.DealerId) && !held[t.Id].Any(r => own.Exists(o => RegionTree.Overlap(o, r.Path))));
        var holds = found.Where(t => StateOf(t, day) == TerritoryState.Running).SelectMany(t => held[t.Id].Select(r => new Hold(t.DealerId, r.Path, t.IsExclusive))).ToList();
        var provinces = ProvinceGrid.Tiles.Select(tile =>
        {
            var path = regions.GetValueOrDefault(tile.Code)?.Path;
            return path is null
                ? new ProvinceView(tile, CoverageKind.White, 0, tile.Code == province, own is not null)
                : new ProvinceView(
                    tile, Coverage.Of(path, holds), holds.Where(h => RegionTree.Overlap(h.Path, path)).Select(h => h.DealerId).Distinct(StringComparer.Ordinal).Count(), tile.Code == province,
                    own is not null && !own.Exists(o => RegionTree.Overlap(o, path)));
        }).ToList();
        var isChinese = PortalCultures.IsChinese();
        var dealers = await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, Name = isChinese ? d.Name : d.NameEn ?? d.Name })
            .ToDictionaryAsync(d => d.DealerId, d => d.Name, StringComparer.Ordinal, cancellationToken);
        var place = province is null ? null : regions.GetValueOrDefault(province)?.Path;
        var rows = found
            .Where(t => (withPast || StateOf(t, day) != TerritoryState.Over) && (province is null || (place is not null && held[t.Id].Any(r => RegionTree.Overlap(r.Path, place)))))
            .Select(t => new TerritoryRow(
                t.Id, t.Name, t.Category is null ? null : line!.Name, t.DealerId, dealers.GetValueOrDefault(t.DealerId), t.IsExclusive,
                [.. held[t.Id].OrderBy(r => r.Path, StringComparer.Ordinal).Select(NameOf)], t.ValidFrom, t.ValidTo?.AddDays(-1), StateOf(t, day),
                own is null || (dealers.ContainsKey(t.DealerId) && held[t.Id].All(r => own.Exists(o => RegionTree.Covers(o, r.Path))))))
            .ToList();
        return new TerritoryMap(lines, line, day, provinces, rows);
    }

    public async Task<TerritoryChoices> ChoicesAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var regions = await RegionsAsync(db, cancellationToken);
        var own = caller.Scope.IsAll ? null : (caller.Regions ?? []).Where(regions.ContainsKey).Select(r => regions[r].Path).ToList();
        var isChinese = PortalCultures.IsChinese();
        var dealers = await db.Set<DealerFact>().AsNoTracking().Where(d => d.Status == "active").OrderBy(d => d.DealerId)
            .Select(d => new DealerChoice(d.DealerId, isChinese ? d.Name : d.NameEn ?? d.Name)).ToListAsync(cancellationToken);
        return new TerritoryChoices(
            await LinesAsync(db, cancellationToken),
            [
                .. regions.Values.Where(r => own is null || own.Exists(o => RegionTree.Covers(o, r.Path))).OrderBy(r => r.Path, StringComparer.Ordinal)
                    .Select(r => new RegionChoice(r.RegionId, r.ParentRegionId, r.Level, NameOf(r))),
            ],
            dealers);
    }

    public async Task<IReadOnlyList<OwnTerritory>> OfAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var found = await db.Set<Territory>().AsNoTracking().Where(t => t.DealerId == dealerId && (t.ValidTo == null || t.ValidTo > t.ValidFrom))
            .OrderBy(t => t.ValidFrom).ThenBy(t => t.Category).ToListAsync(cancellationToken);
        if (found.Count == 0)
        {
            return [];
        }

        var held = (await (from r in db.Set<TerritoryRegion>().AsNoTracking()
                           where r.DealerId == dealerId
                           join region in db.Set<RegionFact>() on r.RegionId equals region.RegionId
                           orderby region.Path
                           select new { r.TerritoryId, region }).ToListAsync(cancellationToken)).ToLookup(r => r.TerritoryId, r => NameOf(r.region));
        var lines = (await LinesAsync(db, cancellationToken)).ToDictionary(l => l.Category, l => l.Name, StringComparer.Ordinal);
        return [.. found.Select(t => new OwnTerritory(
            t.Id, t.Name, t.Category is null ? null : lines.GetValueOrDefault(t.Category, t.Category), [.. held[t.Id]], t.IsExclusive, t.ValidFrom, t.ValidTo?.AddDays(-1)))];
    }

    private static TerritoryState StateOf(Territory territory, DateOnly day) =>
        territory.ValidTo <= territory.ValidFrom || territory.ValidTo <= day ? TerritoryState.Over : territory.ValidFrom > day ? TerritoryState.Planned : TerritoryState.Running;

    private static string NameOf(RegionFact region) => PortalCultures.IsChinese() ? region.Name : region.NameEn;

    private static Task<Dictionary<string, RegionFact>> RegionsAsync(AppDbContext db, CancellationToken cancellationToken) =>
        db.Set<RegionFact>().AsNoTracking().ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);

    private static async Task<List<LineName>> LinesAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        var lines = await db.Set<ProductFact>().AsNoTracking().GroupBy(p => p.Category).Select(g => new { g.Key, First = g.Min(p => p.ProductId), En = g.Max(p => p.CategoryEn) })
            .ToListAsync(cancellationToken);
        return [.. lines.OrderBy(l => l.First, StringComparer.Ordinal).Select(l => new LineName(l.Key, isChinese ? l.Key : l.En ?? l.Key))];
    }
}
