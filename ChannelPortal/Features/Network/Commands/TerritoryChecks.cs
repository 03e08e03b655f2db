using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Network.Data;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Commands;

/// <summary>What the commands on territories share.</summary>
internal static class TerritoryChecks
{
    /// <summary>More regions than the tree has provinces: whoever needs more takes the level above.</summary>
    public const int MaxRegions = 40;

    /// <summary>The dealer, when it lies in the caller's scope and trades.</summary>
    public static async Task<Error?> DealerAsync(AppDbContext db, string? dealerId, CancellationToken cancellationToken) =>
        await db.Set<DealerFact>().AnyAsync(d => d.DealerId == dealerId && d.Status == "active", cancellationToken) ? null : Error.Of("territory_dealer_unknown", dealerId).On("dealer");

    public static async Task<Error?> LineAsync(AppDbContext db, string? category, CancellationToken cancellationToken) =>
        category is null || await db.Set<ProductFact>().AnyAsync(p => p.Category == category, cancellationToken) ? null : Error.Of("territory_line_unknown", category).On("line");

    /// <summary>All regions exist, and a regional manager has them all below his own.</summary>
    public static async Task<Error?> RegionsAsync(AppDbContext db, Caller caller, IReadOnlyCollection<string> regionIds, CancellationToken cancellationToken)
    {
        if (regionIds.Count is 0 or > MaxRegions)
        {
            return Error.Of("territory_regions_needed", MaxRegions).On("regions");
        }

        var paths = await db.Set<RegionFact>().Where(r => regionIds.Contains(r.RegionId)).Select(r => r.Path).ToListAsync(cancellationToken);
        if (paths.Count != regionIds.Distinct(StringComparer.Ordinal).Count())
        {
            return Error.Of("territory_region_unknown").On("regions");
        }

        return await AreOwnAsync(db, caller, paths, cancellationToken) ? null : Error.Of("territory_regions_foreign").On("regions");
    }

    /// <summary>Whether a caller decides about the places: head office everywhere, others below their own regions.</summary>
    public static async Task<bool> AreOwnAsync(AppDbContext db, Caller caller, IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        if (caller.Scope.IsAll)
        {
            return true;
        }

        var regions = caller.Regions ?? [];
        var own = await db.Set<RegionFact>().Where(r => regions.Contains(r.RegionId)).Select(r => r.Path).ToListAsync(cancellationToken);
        return paths.All(p => own.Exists(o => RegionTree.Covers(o, p)));
    }

    public static Error Overlap(TerritoryConflict conflict) =>
        (conflict.DealerName is null ? Error.Of("territory_overlap_elsewhere", conflict.Name, conflict.Places) : Error.Of("territory_overlap", conflict.Name, conflict.Places, conflict.DealerName)).On("regions");

    /// <summary>A territory that the caller may change.</summary>
    public static async Task<Territory?> FindAsync(CommandContext context, Guid id, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<Territory>().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } territory)
        {
            return null;
        }

        var paths = await (from held in context.Db.Set<TerritoryRegion>()
                           where held.TerritoryId == id
                           join region in context.Db.Set<RegionFact>() on held.RegionId equals region.RegionId
                           select region.Path).ToListAsync(cancellationToken);
        return await AreOwnAsync(context.Db, context.Caller, paths, cancellationToken) ? territory : null;
    }

    public static void Announce(this CommandContext context, DateOnly today, string kind, string dealerId, string? category, TimeProvider time) =>
        context.Record(new TerritoryChangeFact { ChangeId = SequentialId.New(time).ToString("N"), DealerId = dealerId, Category = category, ChangedOn = today, Kind = kind });

    public static object Terms(Territory territory, IReadOnlyCollection<string> regions) =>
        new { territory.Name, territory.Category, territory.DealerId, territory.IsExclusive, territory.ValidFrom, territory.ValidTo, Regions = string.Join(',', regions) };
}
