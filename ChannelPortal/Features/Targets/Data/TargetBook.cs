using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Data;

/// <summary>A region that dealers are grouped by.</summary>
public sealed record TargetArea(string AreaId, string Name);

/// <summary>A dealer with its area and the province in it, which is the area itself where regions have no wider level.</summary>
internal sealed record TargetDealer(string DealerId, string Name, TargetArea Area, TargetArea Province, string Path);

/// <summary>Reads that commands and queries share.</summary>
internal static class TargetBook
{
    private static readonly TargetArea s_nowhere = new("", "");

    /// <summary>
    /// Holds the plan's row until the transaction ends, then reads it: proposals, agreements, a freeze and changes of one plan come one after the other, so what
    /// is frozen is what was agreed.
    /// </summary>
    public static async Task<TargetPlan?> LockAsync(AppDbContext db, string planId, CancellationToken cancellationToken)
    {
        await db.Set<TargetPlan>().Where(p => p.Id == planId).ExecuteUpdateAsync(p => p.SetProperty(x => x.TopAmount, x => x.TopAmount), cancellationToken);
        return await db.Set<TargetPlan>().SingleOrDefaultAsync(p => p.Id == planId, cancellationToken);
    }

    /// <summary>Dealers of the context's scope that trade.</summary>
    public static async Task<IReadOnlyList<TargetDealer>> DealersAsync(AppDbContext db, CancellationToken cancellationToken) =>
        await FindAsync(db, db.Set<DealerFact>().AsNoTracking().Where(d => d.Status != "exited" && d.ExitedOn == null), cancellationToken);

    /// <summary>Dealers of the context's scope in a plan, whether they still trade or not.</summary>
    public static async Task<IReadOnlyList<TargetDealer>> DealersOfAsync(AppDbContext db, string planId, CancellationToken cancellationToken) =>
        await FindAsync(db, db.Set<DealerFact>().AsNoTracking().Where(d => db.Set<TargetShare>().Any(s => s.PlanId == planId && s.DealerId == d.DealerId)), cancellationToken);

    private static async Task<IReadOnlyList<TargetDealer>> FindAsync(AppDbContext db, IQueryable<DealerFact> source, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        var regions = await db.Set<RegionFact>().AsNoTracking().Select(r => new { r.RegionId, r.Path, r.Level, Name = isChinese ? r.Name : r.NameEn }).ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);
        var dealers = await source.OrderBy(d => d.DealerId).Select(d => new { d.DealerId, d.RegionId, Name = isChinese ? d.Name : d.NameEn ?? d.Name }).ToListAsync(cancellationToken);
        var areas = new Dictionary<string, (TargetArea Area, TargetArea Province, string Path)>(StringComparer.Ordinal);
        foreach (var (id, region) in regions)
        {
            var above = region.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(p => regions.GetValueOrDefault(p)).ToList();
            var area = above.Find(a => a?.Level == "area") ?? above.Find(a => a?.Level == "province") ?? region;
            var province = above.Find(a => a?.Level == "province") ?? area;
            areas[id] = (new TargetArea(area.RegionId, area.Name), new TargetArea(province.RegionId, province.Name), region.Path);
        }

        return [.. dealers.Select(d => areas.TryGetValue(d.RegionId, out var found) ? new TargetDealer(d.DealerId, d.Name, found.Area, found.Province, found.Path) : new TargetDealer(d.DealerId, d.Name, s_nowhere, s_nowhere, ""))];
    }
}
