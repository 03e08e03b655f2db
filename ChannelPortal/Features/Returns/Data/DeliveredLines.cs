using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Returns.Data;

/// <summary>An order line that the dealer has. Quantities in thousandths, amounts in minor units.</summary>
/// <param name="Returned">Back already or on its way.</param>
public sealed record DeliveredLine(
    string OrderId, int LineNo, string DealerId, string ProductId, string Name, string? NameEn, string Unit, string? UnitEn, long PackQty, DateOnly DeliveredOn, long Delivered, long Returned, long NetAmount,
    long OrderedQty)
{
    public long Left => Math.Max(0, Delivered - Returned);

    /// <summary>Net value of a quantity as it was ordered.</summary>
    public long ValueOf(long qty) => OrderedQty == 0 ? 0 : (long)Math.Round((decimal)NetAmount * qty / OrderedQty, 0, MidpointRounding.AwayFromZero);
}

/// <summary>Reads what could come back, in the caller's transaction and scope.</summary>
internal sealed class DeliveredLines(BusinessClock clock, IOptions<ReturnsOptions> options)
{
    private static readonly string[] s_gone = [ReturnStatus.Rejected.Code(), ReturnStatus.Withdrawn.Code()];

    /// <summary>Lines of delivered orders; an order that is not delivered has none.</summary>
    public async Task<IReadOnlyList<DeliveredLine>> OfOrdersAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        await ReadAsync(db, db.Set<OrderFact>().Where(o => orderIds.Contains(o.OrderId)), null, int.MaxValue, cancellationToken);

    /// <summary>Delivered lines of the last months whose product or order has the text, the youngest first.</summary>
    public async Task<IReadOnlyList<DeliveredLine>> SearchAsync(AppDbContext db, string dealerId, string text, int take, CancellationToken cancellationToken)
    {
        var since = clock.StartOf(clock.Today.AddDays(-options.Value.WarrantyDays));
        return await ReadAsync(db, db.Set<OrderFact>().Where(o => o.DealerId == dealerId && o.DeliveredAt >= since), text.Trim().ToLowerInvariant(), take, cancellationToken);
    }

    /// <summary>What may still come back unsold: a share of twelve months' purchases, less what came back unsold in them.</summary>
    public async Task<long> UnsoldLeftAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var from = clock.Today.AddDays(-365);
        var since = clock.StartOf(from);
        var tier = await db.Set<DealerFact>().Where(d => d.DealerId == dealerId).Select(d => d.Tier).SingleAsync(cancellationToken);
        var bought = await db.Set<OrderLineFact>().Where(l => l.DealerId == dealerId && l.OrderedOn > from && l.Status == "shipped").SumAsync(l => l.NetAmount, cancellationToken);
        var back = await (from line in db.Set<ReturnLine>()
                          join goods in db.Set<GoodsReturn>() on line.Number equals goods.Number
                          where goods.DealerId == dealerId && goods.RequestedAt >= since && !s_gone.Contains(goods.Status) && line.Reason == ReturnReasons.Unsold
                          select line.Amount).SumAsync(cancellationToken);
        return ((long)(bought * (decimal)options.Value.UnsoldPercentOf(tier) / 100)) - back;
    }

    private async Task<IReadOnlyList<DeliveredLine>> ReadAsync(AppDbContext db, IQueryable<OrderFact> orders, string? text, int take, CancellationToken cancellationToken)
    {
        var found = from order in orders.AsNoTracking()
                    where order.Status == "delivered" || order.Status == "closed"
                    join line in db.Set<OrderLineFact>().AsNoTracking() on new { order.OrderId, order.DealerId } equals new { line.OrderId, line.DealerId }
                    where line.ShippedQty > 0 && line.Status != "cancelled"
                    join product in db.Set<ProductFact>() on line.ProductId equals product.ProductId
                    select new { order, line, product };
        if (!string.IsNullOrEmpty(text))
        {
            found = found.Where(f => f.line.ProductId.ToLower().Contains(text) || f.line.OrderId.ToLower().Contains(text) || f.product.Name.ToLower().Contains(text) || f.product.NameEn!.ToLower().Contains(text));
        }

        var rows = await found.OrderByDescending(f => f.order.DeliveredAt).ThenBy(f => f.line.OrderId).ThenBy(f => f.line.LineNo).Take(take)
            .Select(f => new
            {
                f.line.OrderId, f.line.LineNo, f.line.DealerId, f.line.ProductId, f.product.Name, f.product.NameEn, f.product.Unit, f.product.UnitEn, f.product.PackQty, f.order.DeliveredAt, f.order.OrderedOn,
                f.line.ShippedQty, f.line.NetAmount, f.line.OrderedQty,
            }).ToListAsync(cancellationToken);
        var ids = rows.Select(r => r.OrderId).Distinct().ToList();
        var returned = await db.Set<ReturnedOrderLine>().AsNoTracking().Where(l => ids.Contains(l.OrderId)).ToDictionaryAsync(l => (l.OrderId, l.LineNo), l => l.Qty, cancellationToken);
        return
        [
            .. rows.Select(r => new DeliveredLine(
                r.OrderId, r.LineNo, r.DealerId, r.ProductId, r.Name, r.NameEn, r.Unit, r.UnitEn, r.PackQty, r.DeliveredAt is { } at ? clock.DayOf(at) : r.OrderedOn, r.ShippedQty,
                returned.GetValueOrDefault((r.OrderId, r.LineNo)), r.NetAmount, r.OrderedQty)),
        ];
    }
}
