using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Queries;

/// <inheritdoc cref="IOrderReader"/>
internal sealed class OrderReader(IAppDbFactory factory, BusinessClock clock) : IOrderReader
{
    public async Task<OrderPage> FindAsync(OrderFilter filter, DealerScope scope, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var orders = Filtered(db, filter);
        var isChinese = PortalCultures.IsChinese();
        var total = await orders.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Net = g.Sum(o => o.NetAmount) }).SingleOrDefaultAsync(cancellationToken);
        var rows = await orders.OrderByDescending(o => o.OrderedOn).ThenByDescending(o => o.OrderId).Skip(skip).Take(take)
            .Select(o => new OrderRow(
                o.OrderId, o.DealerId,
                db.Set<DealerFact>().Where(d => d.DealerId == o.DealerId).Select(d => isChinese ? d.Name : d.NameEn ?? d.Name).FirstOrDefault() ?? o.DealerId,
                o.OrderedOn, o.Status, o.NetAmount, o.Currency, o.LineCount, o.SubmittedAt, o.PickedAt, o.PromisedOn, o.DeliveredAt, o.FactSeq))
            .ToListAsync(cancellationToken);
        return new OrderPage(rows, total?.Count ?? 0, total?.Net ?? 0);
    }

    public async Task<IReadOnlyDictionary<string, int>> CountAsync(IReadOnlyList<string> statuses, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var status in statuses)
        {
            counts[status] = await Filtered(db, new OrderFilter(status)).CountAsync(cancellationToken);
        }

        return counts;
    }

    public async Task<OrderDocument?> GetAsync(string orderId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<OrderFact>().AsNoTracking().SingleOrDefaultAsync(o => o.OrderId == orderId, cancellationToken) is not { } order)
        {
            return null;
        }

        var dealer = await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == order.DealerId, cancellationToken);
        var lines = await (from line in db.Set<OrderLineFact>().AsNoTracking()
                           where line.OrderId == orderId
                           join product in db.Set<ProductFact>() on line.ProductId equals product.ProductId
                           orderby line.LineNo
                           select new OrderLineRow(
                               line.LineNo, line.ProductId, product.Name, product.NameEn, product.Unit, product.UnitEn, line.OrderedQty, line.NetPrice, line.ListPrice,
                               line.NetAmount, line.PriceSource, line.Status, line.ShippedQty, line.BackorderQty)).ToListAsync(cancellationToken);
        var shipTo = order.ShipToId is { } id ? await db.Set<ShipToFact>().Where(s => s.ShipToId == id).Select(s => s.Address).SingleOrDefaultAsync(cancellationToken) ?? id : null;
        return new OrderDocument(order, dealer?.Name ?? order.DealerId, dealer?.NameEn, lines, shipTo);
    }

    public string? FindOwner(string orderId, DealerScope scope)
    {
        using var db = factory.Create(scope);
        return db.Set<OrderFact>().Where(o => o.OrderId == orderId).Select(o => o.DealerId).SingleOrDefault();
    }

    private IQueryable<OrderFact> Filtered(AppDbContext db, OrderFilter filter)
    {
        var orders = db.Set<OrderFact>().AsNoTracking();
        var today = clock.Today;
        orders = filter.Status switch
        {
            null or "" => orders,
            "motion" => orders.Where(o => OrderStatuses.InMotion.Contains(o.Status)),
            "arriving" => orders.Where(o => o.Status == "shipped" && o.PromisedOn <= today),
            "late" => orders.Where(o => (o.Status == "confirmed" || o.Status == "shipped") && o.PromisedOn < today),
            var status => orders.Where(o => o.Status == status),
        };
        if (!string.IsNullOrEmpty(filter.DealerId))
        {
            orders = orders.Where(o => o.DealerId == filter.DealerId);
        }

        if (filter.From is { } from)
        {
            orders = orders.Where(o => o.OrderedOn >= from);
        }

        if (filter.To is { } to)
        {
            orders = orders.Where(o => o.OrderedOn <= to);
        }

        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var text = filter.Search.Trim().ToLowerInvariant();
            orders = orders.Where(o => o.OrderId.ToLower().Contains(text)
                || db.Set<DealerFact>().Any(d => d.DealerId == o.DealerId && (d.Name.ToLower().Contains(text) || d.NameEn!.ToLower().Contains(text) || d.DealerId.ToLower().Contains(text))));
        }

        return orders;
    }
}
