using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Commands;

/// <summary>Gives free stock to waiting lines.</summary>
[Permission("inventory.manage")]
internal sealed record FillBackorders(IReadOnlyList<string> ProductIds) : ICommand<int>;

internal sealed class FillBackordersHandler(Backorders backorders) : ICommandHandler<FillBackorders, int>
{
    public async Task<Result<int>> HandleAsync(FillBackorders command, CommandContext context, CancellationToken cancellationToken) =>
        await backorders.FillAsync(context, command.ProductIds, cancellationToken) is > 0 and var served ? served : Error.Of("stock_nothing_waits");
}

/// <summary>Gives up what held orders kept too long.</summary>
[Permission("inventory.manage")]
internal sealed record ExpireReservations : ICommand<int>;

internal sealed class ExpireReservationsHandler(Backorders backorders) : ICommandHandler<ExpireReservations, int>
{
    public async Task<Result<int>> HandleAsync(ExpireReservations command, CommandContext context, CancellationToken cancellationToken) =>
        await backorders.ExpireAsync(context, cancellationToken) is > 0 and var orders ? orders : Error.Of("stock_nothing_expired");
}

/// <summary>Lanes by past deliveries where there are enough, else by the distance from the centre to the province.</summary>
internal sealed class RefreshLanesHandler(ITransitHistory history, BusinessClock clock, IOptions<InventoryOptions> options) : ICommandHandler<RefreshLanes, int>
{
    public async Task<Result<int>> HandleAsync(RefreshLanes command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var regions = await db.Set<RegionFact>().AsNoTracking().Where(r => r.Latitude != null && r.Longitude != null).ToListAsync(cancellationToken);
        var centres = options.Value.Centres
            .Select(c => (Id: c.Key, Place: regions.Find(r => r.RegionId == c.Value))).Where(c => c.Place is not null).ToList();
        var taken = await HistoryAsync(db, cancellationToken);
        var lanes = new List<Lane>();
        foreach (var province in regions.Where(r => r.Level == "province"))
        {
            // Deliveries do not say where they left; the nearest centre serves first.
            var byDistance = centres.Select(c => (c.Id, Kilometres: Distance(c.Place!, province))).OrderBy(c => c.Kilometres).ToList();
            for (var i = 0; i < byDistance.Count; i++)
            {
                var days = i == 0 ? taken.GetValueOrDefault(province.RegionId, []) : [];
                var known = TransitDays.OfHistory(days);
                var transit = known ?? TransitDays.ByDistance(byDistance[i].Kilometres);
                lanes.Add(new Lane
                {
                    LocationId = byDistance[i].Id, RegionId = province.RegionId, P50 = transit.P50, P80 = transit.P80, P90 = transit.P90, Samples = known is null ? 0 : days.Count,
                });
            }
        }

        if (lanes.Count > 0)
        {
            await db.Set<Lane>().ExecuteDeleteAsync(cancellationToken);
            db.AddRange(lanes);
        }

        return lanes.Count;
    }

    private static double Distance(RegionFact from, RegionFact to) =>
        GreatCircle.Kilometres(from.Latitude!.Value, from.Longitude!.Value, to.Latitude!.Value, to.Longitude!.Value);

    /// <summary>Days of deliveries per province of the dealer.</summary>
    private async Task<Dictionary<string, List<int>>> HistoryAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var times = await history.SinceAsync(db, clock.Today.AddDays(-options.Value.LaneHistoryDays), cancellationToken);
        var provinces = await (from d in db.Set<DealerFact>()
                               join r in db.Set<RegionFact>() on d.RegionId equals r.RegionId
                               where r.Level == "city" && r.ParentRegionId != null
                               select new { d.DealerId, r.ParentRegionId }).ToDictionaryAsync(d => d.DealerId, d => d.ParentRegionId!, StringComparer.Ordinal, cancellationToken);
        return times.Where(t => provinces.ContainsKey(t.DealerId)).GroupBy(t => provinces[t.DealerId], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(t => t.Days).ToList(), StringComparer.Ordinal);
    }
}
