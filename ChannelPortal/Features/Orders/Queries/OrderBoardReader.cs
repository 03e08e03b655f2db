using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>How long an order has stood at its milestone, against what is usual there.</summary>
public enum OrderAge
{
    Fresh,
    Watch,
    Overdue,
}

/// <summary>An order on the board.</summary>
/// <param name="Since">When it came to its milestone (UTC); null when nobody recorded it.</param>
public sealed record BoardCard(
    string OrderId, string DealerId, string DealerName, long NetAmount, string Currency, int LineCount, DateTimeOffset? Since, DateOnly? PromisedOn, string? HoldReason, OrderAge Age);

/// <summary>A milestone with the count and sum of all its orders, and the oldest of them.</summary>
/// <param name="Status">The filter of the order list that shows the same orders.</param>
public sealed record BoardColumn(string Key, string Status, int Count, long NetAmount, IReadOnlyList<BoardCard> Cards);

/// <summary>Orders by milestone, oldest first in each.</summary>
internal sealed class OrderBoardReader(IAppDbFactory factory, BusinessClock clock)
{
    /// <summary>Cards of a column; the count and the link tell of the rest.</summary>
    public const int Cards = 30;

    private const int DeliveredDays = 7;

    public async Task<IReadOnlyList<BoardColumn>> ReadAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var orders = db.Set<OrderFact>().AsNoTracking();
        var recent = clock.StartOf(clock.Today.AddDays(1 - DeliveredDays));
        return
        [
            await ColumnAsync(db, "held", "held", orders.Where(o => o.Status == "held" || (o.Status == "submitted" && o.HoldReason != OrderStatuses.AwaitsApproval)), o => o.SubmittedAt, TimeSpan.FromHours(4), TimeSpan.FromHours(24), cancellationToken),
            await ColumnAsync(db, "confirmed", "confirmed", orders.Where(o => o.Status == "confirmed" && o.PickedAt == null), o => o.ConfirmedAt, TimeSpan.FromHours(24), TimeSpan.FromHours(48), cancellationToken),
            await ColumnAsync(db, "picked", "confirmed", orders.Where(o => o.Status == "confirmed" && o.PickedAt != null), o => o.PickedAt, TimeSpan.FromHours(12), TimeSpan.FromHours(24), cancellationToken),
            await ColumnAsync(db, "shipped", "shipped", orders.Where(o => o.Status == "shipped"), o => o.FirstShipAt, TimeSpan.FromDays(4), TimeSpan.FromDays(7), cancellationToken),
            await ColumnAsync(db, "delivered", "delivered", orders.Where(o => o.Status == "delivered" && o.DeliveredAt >= recent), o => o.DeliveredAt, TimeSpan.MaxValue, TimeSpan.MaxValue, cancellationToken),
        ];
    }

    private async Task<BoardColumn> ColumnAsync(
        AppDbContext db, string key, string status, IQueryable<OrderFact> orders, Func<OrderFact, DateTimeOffset?> since, TimeSpan watch, TimeSpan overdue, CancellationToken cancellationToken)
    {
        var total = await orders.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Net = g.Sum(o => o.NetAmount) }).SingleOrDefaultAsync(cancellationToken);
        var sorted = key == "delivered" ? orders.OrderByDescending(o => o.DeliveredAt) : orders.OrderBy(o => o.OrderedOn);
        var rows = await sorted.ThenBy(o => o.OrderId).Take(Cards).ToListAsync(cancellationToken);
        var ids = rows.Select(o => o.DealerId).Distinct().ToList();
        var isChinese = PortalCultures.IsChinese();
        var names = await db.Set<DealerFact>().AsNoTracking().Where(d => ids.Contains(d.DealerId))
            .ToDictionaryAsync(d => d.DealerId, d => isChinese ? d.Name : d.NameEn ?? d.Name, StringComparer.Ordinal, cancellationToken);
        return new BoardColumn(key, status, total?.Count ?? 0, total?.Net ?? 0,
        [
            .. rows.Select(o => new BoardCard(
                o.OrderId, o.DealerId, names.GetValueOrDefault(o.DealerId, o.DealerId), o.NetAmount, o.Currency, o.LineCount, since(o), o.PromisedOn, o.HoldReason, AgeOf(o, since(o), watch, overdue))),
        ]);
    }

    /// <summary>A broken promise is overdue wherever the order stands.</summary>
    private OrderAge AgeOf(OrderFact order, DateTimeOffset? since, TimeSpan watch, TimeSpan overdue)
    {
        var age = clock.Now - (since ?? clock.Now);
        return (order.Status is not "delivered" && order.PromisedOn < clock.Today) || age > overdue ? OrderAge.Overdue : age > watch ? OrderAge.Watch : OrderAge.Fresh;
    }
}
