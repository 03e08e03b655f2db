using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Data;

/// <inheritdoc cref="ILaneTimes"/>
internal sealed class LaneTimes(IOptions<InventoryOptions> options) : ILaneTimes
{
    public async Task<IReadOnlyDictionary<string, LaneTime>> OfAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var paths = await (from d in db.Set<DealerFact>()
                           where dealerIds.Contains(d.DealerId)
                           join r in db.Set<RegionFact>() on d.RegionId equals r.RegionId
                           select new { d.DealerId, r.Path }).ToDictionaryAsync(d => d.DealerId, d => d.Path.Split('/', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal, cancellationToken);
        var regions = paths.Values.SelectMany(p => p).Distinct(StringComparer.Ordinal).ToList();
        var lanes = (await db.Set<Lane>().AsNoTracking().Where(l => regions.Contains(l.RegionId)).ToListAsync(cancellationToken)).ToLookup(l => l.RegionId, StringComparer.Ordinal);
        var usual = new LaneTime(settings.DefaultTransitP50, settings.DefaultTransitP80, settings.DefaultTransitP90, null);
        return dealerIds.Distinct(StringComparer.Ordinal).ToDictionary(d => d, d => Nearest(paths.GetValueOrDefault(d, [])), StringComparer.Ordinal);

        // The lane of the smallest region that has one; of several centres the quicker, as reservations choose it.
        LaneTime Nearest(string[] path) => path.Reverse().Select(r => lanes[r].OrderBy(l => l.P80).ThenBy(l => l.LocationId, StringComparer.Ordinal).FirstOrDefault()).OfType<Lane>().FirstOrDefault() is { } lane
            ? new LaneTime(lane.P50, lane.P80, lane.P90, settings.Centres.GetValueOrDefault(lane.LocationId))
            : usual;
    }
}
