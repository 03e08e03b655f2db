using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Queries;

/// <summary>Somebody near has a surplus. Neither who, nor where, nor how much exactly.</summary>
/// <param name="AtLeast">Whole units, rounded down to 1, 2 or 5 and zeros.</param>
/// <param name="WithinKilometres">The configured reach, never the real distance.</param>
public sealed record NearbyOffer(long AtLeast, int WithinKilometres);

/// <summary>Surplus of dealers that opted in. Asked each time, so one that opts out is gone at once.</summary>
internal sealed class FindNearbyStock(IAppDbFactory factory, BusinessClock clock, IOptions<InventoryOptions> options)
{
    public async Task<bool> IsSharingAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        return await db.Set<StockSharing>().AnyAsync(s => s.DealerId == caller.DealerId, cancellationToken);
    }

    public async Task<NearbyOffer?> RunAsync(Caller caller, string productId, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealerId)
        {
            return null;
        }

        // Other dealers' stock lies outside the caller's scope; only the rounded offer leaves this method.
        await using var db = factory.Create(DealerScope.All);
        var own = await (from d in db.Set<DealerFact>() where d.DealerId == dealerId join r in db.Set<RegionFact>() on d.RegionId equals r.RegionId select new { r.Latitude, r.Longitude })
            .SingleOrDefaultAsync(cancellationToken);
        if (own is not { Latitude: { } latitude, Longitude: { } longitude })
        {
            return null;
        }

        var since = clock.Today.AddDays(-SnapshotWindow.ReachDays);
        var counts = db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.ProductId == productId && s.Location == "dealer" && s.SnapOn >= since);
        var offers = await (from share in db.Set<StockSharing>()
                            join d in db.Set<DealerFact>() on share.DealerId equals d.DealerId
                            where d.DealerId != dealerId && d.Status == "active"
                            join r in db.Set<RegionFact>() on d.RegionId equals r.RegionId
                            join s in counts.Where(s => !counts.Any(l => l.HolderId == s.HolderId && l.SnapOn > s.SnapOn)) on d.DealerId equals s.DealerId
                            select new { r.Latitude, r.Longitude, Surplus = s.OnHand - s.Reserved - s.SafetyStock }).ToListAsync(cancellationToken);
        var best = offers
            .Where(o => o is { Latitude: not null, Longitude: not null }
                && GreatCircle.Kilometres(latitude, longitude, o.Latitude.Value, o.Longitude.Value) <= options.Value.NearbyKilometres)
            .Select(o => RoundDown(o.Surplus / Money.QuantityScale)).DefaultIfEmpty(0).Max();
        return best == 0 ? null : new NearbyOffer(best, options.Value.NearbyKilometres);
    }

    /// <summary>47 units are 20: enough to ask for, too little to know.</summary>
    internal static long RoundDown(long units)
    {
        var power = 1L;
        while (power <= units / 10)
        {
            power *= 10;
        }

        return units <= 0 ? 0 : units >= 5 * power ? 5 * power : units >= 2 * power ? 2 * power : power;
    }
}
