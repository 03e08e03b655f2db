using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Data;

/// <inheritdoc cref="ITerritoryTrade"/>
internal sealed class TerritoryOrders : ITerritoryTrade
{
    public async Task<TerritoryTrade> OfAsync(AppDbContext db, string dealerId, string? category, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var lines = db.Set<OrderLineFact>().AsNoTracking().Where(l => l.DealerId == dealerId && l.Status != "cancelled");
        var inLine = lines.Where(l => category == null || db.Set<ProductFact>().Any(p => p.ProductId == l.ProductId && p.Category == category));
        var open = inLine.Where(l => db.Set<OrderFact>().Any(o => o.OrderId == l.OrderId && OrderStatuses.InMotion.Contains(o.Status)));
        return new TerritoryTrade(
            await open.Select(l => l.OrderId).Distinct().CountAsync(cancellationToken),
            await open.SumAsync(l => l.NetAmount, cancellationToken),
            await inLine.Where(l => l.OrderedOn >= from && l.OrderedOn < to).SumAsync(l => l.NetAmount, cancellationToken),
            await lines.Where(l => l.OrderedOn >= from && l.OrderedOn < to).SumAsync(l => l.NetAmount, cancellationToken));
    }
}
