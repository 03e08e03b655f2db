using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>A name in both languages; the viewer's page picks one.</summary>
internal sealed record BoardName(string Name, string NameEn);

/// <param name="ProvinceId">Province of the dealer's place, or the place itself where the network has no provinces.</param>
internal sealed record BoardDealer(BoardName Name, string ProvinceId);

/// <summary>What a board needs and what one order does not move: names, targets, selling habits, and the days before today.</summary>
internal sealed record BoardFrame(
    DateOnly Day,
    IReadOnlyDictionary<string, BoardDealer> Dealers,
    IReadOnlyDictionary<string, BoardName> Provinces,
    IReadOnlyDictionary<string, long> ProvinceTargets,
    long? MonthTarget,
    SalesPlan Plan,
    long MonthBeforeToday,
    int HeldBeforeToday);

/// <summary>Reads a <see cref="BoardFrame"/>: some tens of milliseconds, so callers keep it.</summary>
internal sealed class GetBoardFrame(IAppDbFactory factory, BusinessClock clock)
{
    /// <summary>Days that selling habits are learned from: eight of each weekday.</summary>
    private const int HistoryDays = 56;

    /// <summary>An order that is still on hold after this time is a matter of the hold list, not of today's board.</summary>
    private const int HoldDays = 60;

    public async Task<BoardFrame> RunAsync(DealerScope scope, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var month = new DateOnly(today.Year, today.Month, 1);
        var regions = await db.Set<RegionFact>().AsNoTracking()
            .Select(r => new { r.RegionId, r.ParentRegionId, r.Level, r.Name, r.NameEn }).ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);
        var dealers = (await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, d.RegionId, d.Name, d.NameEn }).ToListAsync(cancellationToken))
            .ToDictionary(d => d.DealerId, d => new BoardDealer(new BoardName(d.Name, d.NameEn ?? d.Name), ProvinceOf(d.RegionId)), StringComparer.Ordinal);
        var targets = await db.Set<TargetFact>().AsNoTracking().Where(t => t.MonthOn == month && t.Kind == "sell_in")
            .Select(t => new { t.DealerId, t.TargetAmount }).ToListAsync(cancellationToken);

        var from = today.AddDays(-HistoryDays);
        var history = await db.Set<OrderLineHour>().AsNoTracking()
            .Where(l => l.OrderedOn >= from && l.OrderedOn < today && l.Status != "cancelled")
            .GroupBy(l => new { l.OrderedOn, l.HourAt })
            .Select(g => new { g.Key.OrderedOn, g.Key.HourAt, Amount = g.Sum(l => l.NetAmount) })
            .ToListAsync(cancellationToken);
        var held = await db.Set<OrderDay>().AsNoTracking()
            .Where(o => o.OrderedOn >= today.AddDays(-HoldDays) && o.OrderedOn < today && o.Status == "held").SumAsync(o => o.Rows, cancellationToken);

        return new BoardFrame(
            today,
            dealers,
            dealers.Values.Select(d => d.ProvinceId).Distinct(StringComparer.Ordinal)
                .ToDictionary(p => p, p => regions.TryGetValue(p, out var r) ? new BoardName(r.Name, r.NameEn) : new BoardName(p, p), StringComparer.Ordinal),
            targets.GroupBy(t => dealers.TryGetValue(t.DealerId, out var d) ? d.ProvinceId : "", StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Sum(t => t.TargetAmount), StringComparer.Ordinal),
            targets.Count == 0 ? null : targets.Sum(t => t.TargetAmount),
            SalesPlan.Learn(history.Select(h => (h.OrderedOn, HourOf(clock, h.HourAt), h.Amount))),
            history.Where(h => h.OrderedOn >= month).Sum(h => h.Amount),
            (int)held);

        string ProvinceOf(string region)
        {
            for (var at = region; regions.TryGetValue(at, out var place); at = place.ParentRegionId)
            {
                if (place.Level == "province")
                {
                    return at;
                }

                if (place.ParentRegionId is null)
                {
                    break;
                }
            }

            return region;
        }
    }

    /// <summary>Hour of the business day. Amounts without an instant count at its beginning, so that curve and total agree.</summary>
    public static int HourOf(BusinessClock clock, DateTimeOffset hourAt) => hourAt == DateTimeOffset.UnixEpoch ? 0 : clock.Local(hourAt).Hour;
}
