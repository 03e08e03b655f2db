using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Network.Contracts;

/// <summary>The tree of regions with the dealers below each, and who may read a report about all of them.</summary>
public sealed class AreaTree
{
    private static readonly HashSet<string> s_levels = new(StringComparer.Ordinal) { "nation", "area", "province" };
    private readonly Dictionary<string, RegionFact> regions;
    private readonly Dictionary<string, List<DealerFact>> below = new(StringComparer.Ordinal);

    private AreaTree(IEnumerable<RegionFact> regions, IEnumerable<DealerFact> dealers)
    {
        this.regions = regions.ToDictionary(r => r.RegionId, StringComparer.Ordinal);
        foreach (var dealer in dealers)
        {
            foreach (var id in this.regions.GetValueOrDefault(dealer.RegionId)?.Path.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [])
            {
                (below.TryGetValue(id, out var list) ? list : below[id] = []).Add(dealer);
            }
        }
    }

    /// <summary>The whole network: what the tree says about a caller's rights must not depend on them.</summary>
    public static async Task<AreaTree> ReadAsync(IAppDbFactory factory, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return new AreaTree(
            await db.Set<RegionFact>().AsNoTracking().OrderBy(r => r.Path).ToListAsync(cancellationToken),
            await db.Set<DealerFact>().AsNoTracking().OrderBy(d => d.DealerId).ToListAsync(cancellationToken));
    }

    /// <summary>Whether a scope can cover an area at all; false needs no look at the network.</summary>
    public static bool MayCover(DealerScope scope) => scope.IsAll || (!scope.IsOwn && scope.DealerIds.Count > 0);

    public RegionFact? Find(string areaId) => regions.GetValueOrDefault(areaId);

    public IReadOnlyList<DealerFact> DealersOf(string areaId) => below.GetValueOrDefault(areaId) ?? [];

    public IEnumerable<RegionFact> ChildrenOf(string areaId) => regions.Values.Where(r => r.ParentRegionId == areaId && below.ContainsKey(r.RegionId)).OrderBy(r => r.Path, StringComparer.Ordinal);

    /// <summary>Whether the scope shows every dealer of the area. A dealer's own people never read about an area, even where theirs is the only company in it.</summary>
    public bool Covers(DealerScope scope, string areaId) =>
        regions.ContainsKey(areaId) && (scope.IsAll || (MayCover(scope) && DealersOf(areaId) is { Count: > 0 } dealers && dealers.All(d => scope.Allows(d.DealerId))));

    /// <summary>Areas that reports are made of, from the nation down, that the scope covers.</summary>
    public IEnumerable<RegionFact> CoveredBy(DealerScope scope) =>
        regions.Values.Where(r => s_levels.Contains(r.Level) && below.ContainsKey(r.RegionId) && Covers(scope, r.RegionId)).OrderBy(r => r.Path, StringComparer.Ordinal);

    /// <summary>Whether the area is as wide as the scope goes: whoever covers what is above it reads that instead.</summary>
    public bool IsWidest(DealerScope scope, string areaId) =>
        Covers(scope, areaId) && (regions[areaId].ParentRegionId is not { } parent || !Covers(scope, parent));

    /// <summary>Dealers of the area that were in business during the month.</summary>
    public IReadOnlyList<DealerFact> ActiveDealersOf(string areaId, Period month) =>
        [.. DealersOf(areaId).Where(d => d.Status == "active" && d.JoinedOn < month.End && (d.ExitedOn is null || d.ExitedOn >= month.Start))];
}
