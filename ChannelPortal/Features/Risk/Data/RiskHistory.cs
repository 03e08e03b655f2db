using System.Collections.Concurrent;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Data;

/// <summary>An order of the past.</summary>
/// <param name="Counts">False for orders that were cancelled or rejected: they are no habit.</param>
/// <param name="Hour">Hour of submission in the business zone; null when only the day is known.</param>
internal sealed record PastOrder(string OrderId, DateOnly Day, DateTimeOffset At, long Amount, bool Counts, string? ShipToId, int? Hour);

/// <summary>
/// Reads what dealers ordered before. The days before today of a dealer are kept for ten minutes: they hardly change, and a dealer who orders often
/// is asked about often. Queries pass over the caller's scope, because habits of a tier are nobody's own.
/// </summary>
internal sealed class RiskHistory(BusinessClock clock, TimeProvider time)
{
    private const int Days = 365;
    private const int MostKept = 500;
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(10);
    private static readonly string[] s_scope = [ScopeFilter.Name];
    private static readonly string[] s_dead = ["cancelled", "rejected"];
    private readonly ConcurrentDictionary<(string Dealer, DateOnly Day), (DealerPast Past, DateTimeOffset Until)> kept = new();
    private readonly ConcurrentDictionary<(string Tier, DateOnly Month), AmountHabit> peers = new();

    public async Task<DealerPast> OfDealerAsync(AppDbContext db, string dealerId, DateOnly day, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!kept.TryGetValue((dealerId, day), out var known) || known.Until < now)
        {
            var orders = await OrdersAsync(Orders(db, day.AddDays(-Days), day.AddDays(-1)).Where(o => o.DealerId == dealerId), cancellationToken);
            var lines = await LinesAsync(Lines(db, day.AddDays(-Days), day.AddDays(-1)).Where(l => l.DealerId == dealerId), cancellationToken);
            known = (new DealerPast([.. orders.Select(o => o.Order)], [.. lines.Select(l => l.Line)]), now + s_life);
            if (kept.Count >= MostKept)
            {
                kept.Clear();
            }

            kept[(dealerId, day)] = known;
        }

        var today = await OrdersAsync(Orders(db, day, day).Where(o => o.DealerId == dealerId), cancellationToken);
        return known.Past.With([.. today.Select(o => o.Order)]);
    }

    /// <summary>All dealers, with the twelve months before the first day.</summary>
    public async Task<IReadOnlyDictionary<string, DealerPast>> OfAllAsync(AppDbContext db, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var orders = (await OrdersAsync(Orders(db, from.AddDays(-Days), to), cancellationToken)).ToLookup(o => o.DealerId, o => o.Order, StringComparer.Ordinal);
        var lines = (await LinesAsync(Lines(db, from.AddDays(-Days), to), cancellationToken)).ToLookup(l => l.DealerId, l => l.Line, StringComparer.Ordinal);
        return orders.ToDictionary(g => g.Key, g => new DealerPast([.. g], [.. lines[g.Key]]), StringComparer.Ordinal);
    }

    /// <summary>Orders of the whole tier in the twelve months before the month; asked for only when the dealer's own are few.</summary>
    public async Task<AmountHabit> PeersAsync(AppDbContext db, string tier, DateOnly day, int ownOrders, CancellationToken cancellationToken)
    {
        const int Enough = 100;
        var month = new DateOnly(day.Year, day.Month, 1);
        if (ownOrders >= Enough)
        {
            return AmountHabit.None;
        }

        if (!peers.TryGetValue((tier, month), out var habit))
        {
            var amounts = await Orders(db, month.AddDays(-Days), month.AddDays(-1))
                .Where(o => !s_dead.Contains(o.Status))
                .Where(o => db.Set<DealerFact>().IgnoreQueryFilters(s_scope).Any(d => d.DealerId == o.DealerId && d.Tier == tier))
                .Select(o => o.NetAmount).ToListAsync(cancellationToken);
            peers[(tier, month)] = habit = AmountHabit.Of(amounts);
        }

        return habit;
    }

    private static IQueryable<OrderFact> Orders(AppDbContext db, DateOnly from, DateOnly to) =>
        db.Set<OrderFact>().IgnoreQueryFilters(s_scope).AsNoTracking().Where(o => o.OrderedOn >= from && o.OrderedOn <= to && o.Status != "draft");

    private static IQueryable<OrderLineFact> Lines(AppDbContext db, DateOnly from, DateOnly to) =>
        db.Set<OrderLineFact>().IgnoreQueryFilters(s_scope).AsNoTracking().Where(l => l.OrderedOn >= from && l.OrderedOn <= to && l.Status != "cancelled");

    private async Task<List<(string DealerId, PastOrder Order)>> OrdersAsync(IQueryable<OrderFact> orders, CancellationToken cancellationToken)
    {
        var rows = await orders.Select(o => new { o.OrderId, o.DealerId, o.OrderedOn, o.SubmittedAt, o.NetAmount, o.Status, o.ShipToId }).ToListAsync(cancellationToken);
        return [.. rows.Select(o => (o.DealerId, new PastOrder(
            o.OrderId, o.OrderedOn, o.SubmittedAt ?? clock.StartOf(o.OrderedOn).AddHours(12), o.NetAmount, !s_dead.Contains(o.Status), o.ShipToId,
            o.SubmittedAt is { } at ? clock.Local(at).Hour : null)))];
    }

    private static async Task<List<(string DealerId, PastLine Line)>> LinesAsync(IQueryable<OrderLineFact> lines, CancellationToken cancellationToken)
    {
        var rows = await lines.Select(l => new { l.DealerId, l.ProductId, l.OrderedOn, l.OrderedQty }).ToListAsync(cancellationToken);
        return [.. rows.Select(l => (l.DealerId, new PastLine(l.ProductId, l.OrderedOn, l.OrderedQty)))];
    }
}
