using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Data;

/// <summary>Orders as billing sees them.</summary>
internal sealed class BillableOrders(IAppDbFactory factory) : IBillableOrders
{
    public async Task<BillableOrder?> FindAsync(AppDbContext db, string orderId, CancellationToken cancellationToken)
    {
        if (await db.Set<OrderFact>().AsNoTracking().SingleOrDefaultAsync(o => o.OrderId == orderId, cancellationToken) is not { } order)
        {
            return null;
        }

        var lines = await (from line in db.Set<OrderLineFact>().AsNoTracking()
                           where line.OrderId == orderId && line.Status != "cancelled"
                           join product in db.Set<ProductFact>() on line.ProductId equals product.ProductId
                           orderby line.LineNo
                           select new BillableLine(line.LineNo, line.ProductId, product.Category, line.OrderedQty, line.ShippedQty, line.NetAmount))
            .ToListAsync(cancellationToken);
        return new BillableOrder(order.OrderId, order.DealerId, order.OrderedOn, order.Currency, order.NetAmount, lines);
    }

    public async Task<IReadOnlyList<string>> DeliveredAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<OrderFact>().Where(o => o.OrderId.StartsWith(OrderNumbers.Own) && (o.Status == "delivered" || o.Status == "closed") && o.DeliveredAt >= from && o.DeliveredAt < until)
            .OrderBy(o => o.OrderId).Select(o => o.OrderId).ToListAsync(cancellationToken);
    }
}
