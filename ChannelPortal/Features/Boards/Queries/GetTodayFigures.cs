using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>Orders that reached a milestone today. Held is a state: orders on hold now.</summary>
internal sealed record MilestoneCounts(int Submitted, int Held, int Confirmed, int Shipped, int Delivered);

/// <param name="ByDealer">Net sell-in of today by dealer, minor units.</param>
/// <param name="ByHour">Net sell-in of today by hour of the business day.</param>
internal sealed record SalesFigures(IReadOnlyDictionary<string, long> ByDealer, long[] ByHour);

/// <param name="OpenAlerts">Alerts that nobody has resolved, by severity.</param>
internal sealed record TodayFigures(SalesFigures Sales, MilestoneCounts Milestones, IReadOnlyDictionary<string, int> OpenAlerts);

/// <summary>An order that came in.</summary>
internal sealed record TickerOrder(string OrderId, string DealerId, long NetAmount, DateTimeOffset At, long Seq);

/// <summary>The figures that move with every order; rollups of one day only, so the cost does not grow with the number of lines.</summary>
internal sealed class GetTodayFigures(IAppDbFactory factory, BusinessClock clock)
{
    /// <summary>Most log entries that one look for new orders reads; older ones of a larger burst are never shown.</summary>
    private const int LongestLook = 2_000;

    public async Task<SalesFigures> SalesAsync(DealerScope scope, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var sales = await db.Set<OrderLineHour>().AsNoTracking()
            .Where(l => l.OrderedOn == today && l.Status != "cancelled")
            .Select(l => new { l.DealerId, l.HourAt, l.NetAmount }).ToListAsync(cancellationToken);
        var byDealer = new Dictionary<string, long>(StringComparer.Ordinal);
        var byHour = new long[24];
        foreach (var row in sales)
        {
            byDealer[row.DealerId] = byDealer.GetValueOrDefault(row.DealerId) + row.NetAmount;
            byHour[GetBoardFrame.HourOf(clock, row.HourAt)] += row.NetAmount;
        }

        return new SalesFigures(byDealer, byHour);
    }

    public async Task<MilestoneCounts> MilestonesAsync(DealerScope scope, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var start = clock.StartOf(today);
        var end = clock.StartOf(today.AddDays(1));
        var counts = await db.Set<OrderDay>().AsNoTracking().Where(o => o.OrderedOn == today).Select(o => new { Kind = o.Status, o.Rows })
            .Concat(db.Set<OrderConfirmedHour>().Where(o => o.HourAt >= start && o.HourAt < end).Select(o => new { Kind = "*confirmed", o.Rows }))
            .Concat(db.Set<OrderShippedHour>().Where(o => o.HourAt >= start && o.HourAt < end).Select(o => new { Kind = "*shipped", o.Rows }))
            .Concat(db.Set<OrderDeliveredHour>().Where(o => o.HourAt >= start && o.HourAt < end).Select(o => new { Kind = "*delivered", o.Rows }))
            .GroupBy(o => o.Kind).Select(g => new { Kind = g.Key, Rows = g.Sum(o => o.Rows) })
            .ToDictionaryAsync(c => c.Kind, c => (int)c.Rows, StringComparer.Ordinal, cancellationToken);
        var submitted = counts.Where(c => c.Key[0] != '*' && c.Key is not ("draft" or "cancelled" or "rejected")).Sum(c => c.Value);
        return new MilestoneCounts(submitted, Of("held"), Of("*confirmed"), Of("*shipped"), Of("*delivered"));

        int Of(string kind) => counts.GetValueOrDefault(kind);
    }

    public async Task<IReadOnlyDictionary<string, int>> AlertsAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<AlertFact>().AsNoTracking().Where(a => a.ResolvedAt == null)
            .GroupBy(a => a.Severity).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Net sell-in by dealer of the same weekday last week, up to this time of day. Reads single lines, so callers keep it for a minute.</summary>
    public async Task<IReadOnlyDictionary<string, long>> LastWeekAsync(DealerScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        DateTimeOffset? until = now.AddDays(-7);
        var day = clock.DayOf(until.Value);
        return await db.Set<OrderLineFact>().AsNoTracking()
            .Where(l => l.OrderedOn == day && l.Status != "cancelled" && (l.OrderedAt == null || l.OrderedAt <= until))
            .GroupBy(l => l.DealerId).Select(g => new { g.Key, Amount = g.Sum(l => l.NetAmount) })
            .ToDictionaryAsync(g => g.Key, g => g.Amount, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>The newest orders of today and yesterday.</summary>
    public async Task<IReadOnlyList<TickerOrder>> NewestAsync(DealerScope scope, DateOnly today, int count, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await Placed(db.Set<OrderFact>().Where(o => o.OrderedOn >= today.AddDays(-1))).OrderByDescending(o => o.SubmittedAt).ThenByDescending(o => o.FactSeq)
            .Take(count).Select(o => new TickerOrder(o.OrderId, o.DealerId, o.NetAmount, o.SubmittedAt ?? o.OccurredAt, o.FactSeq)).ToListAsync(cancellationToken);
    }

    /// <summary>Orders whose first event lies in the log after one watermark and up to another.</summary>
    public async Task<IReadOnlyList<TickerOrder>> NewSinceAsync(DealerScope scope, long after, long upTo, DateOnly today, int count, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var from = Math.Max(after, upTo - LongestLook);
        var keys = await db.Set<FactLogEntry>().AsNoTracking()
            .Where(e => e.Seq > from && e.Seq <= upTo && e.Fact == "orders" && e.Replaced == null).Select(e => e.RowKey).ToListAsync(cancellationToken);
        return keys.Count == 0
            ? []
            : await Placed(db.Set<OrderFact>().Where(o => keys.Contains(o.OrderId) && o.OrderedOn >= today.AddDays(-1))).OrderByDescending(o => o.FactSeq)
                .Take(count).Select(o => new TickerOrder(o.OrderId, o.DealerId, o.NetAmount, o.SubmittedAt ?? o.OccurredAt, o.FactSeq)).ToListAsync(cancellationToken);
    }

    private static IQueryable<OrderFact> Placed(IQueryable<OrderFact> orders) =>
        orders.AsNoTracking().Where(o => o.Status != "draft" && o.Status != "cancelled" && o.Status != "rejected");
}
