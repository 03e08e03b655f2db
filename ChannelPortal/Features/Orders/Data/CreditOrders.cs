using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Data;

/// <inheritdoc cref="ICreditOrders"/>
internal sealed class CreditOrders : ICreditOrders
{
    private static readonly string[] s_open = ["submitted", "held", "confirmed", "shipped", "delivered"];

    public async Task<IReadOnlyList<CreditOrder>> OpenAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, CancellationToken cancellationToken) =>
        await ReadAsync(db, db.Set<OrderFact>().Where(o => dealerIds.Contains(o.DealerId) && s_open.Contains(o.Status)), cancellationToken);

    public async Task<IReadOnlyList<CreditOrder>> ByIdsAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        await ReadAsync(db, db.Set<OrderFact>().Where(o => orderIds.Contains(o.OrderId)), cancellationToken);

    public async Task<IReadOnlyList<CreditOrderId>> MovedAfterAsync(AppDbContext db, long seq, CancellationToken cancellationToken) =>
        await db.Set<OrderFact>().AsNoTracking().Where(o => o.FactSeq > seq).Select(o => new CreditOrderId(o.DealerId, o.OrderId, o.FactSeq)).ToListAsync(cancellationToken);

    public CreditOrderId? MovedBy(FactRow row) => row is OrderFact order ? new CreditOrderId(order.DealerId, order.OrderId, order.FactSeq) : null;

    private static async Task<List<CreditOrder>> ReadAsync(AppDbContext db, IQueryable<OrderFact> orders, CancellationToken cancellationToken)
    {
        var rows = await orders.AsNoTracking()
            .Select(o => new
            {
                o.OrderId, o.DealerId, o.OrderedOn, o.NetAmount, o.Status,
                HasOpenLines = o.Status == "shipped" && db.Set<OrderLineFact>().Any(l => l.OrderId == o.OrderId && l.Status == "open"),
            }).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(o => new CreditOrder(
                o.OrderId, o.DealerId, o.OrderedOn, o.NetAmount, o.Status, o.Status is "confirmed" or "shipped" or "delivered", o.Status is "delivered" || (o.Status == "shipped" && !o.HasOpenLines),
                o.Status is "submitted" or "held")),
        ];
    }
}
