using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Data;

/// <inheritdoc cref="IUnbilledOrders"/>
internal sealed class UnbilledOrders : IUnbilledOrders
{
    private static readonly string[] s_binding = ["confirmed", "shipped", "delivered"];

    public Task<long> SumAfterAsync(AppDbContext db, string dealerId, DateOnly? day, CancellationToken cancellationToken)
    {
        var orders = db.Set<OrderFact>().AsNoTracking().Where(o => o.DealerId == dealerId && s_binding.Contains(o.Status));
        if (day is { } after)
        {
            orders = orders.Where(o => o.OrderedOn > after);
        }

        return orders.Where(o => !db.Set<InvoiceFact>().Any(i => i.DealerId == dealerId && i.OrderId == o.OrderId)).SumAsync(o => o.NetAmount, cancellationToken);
    }
}
