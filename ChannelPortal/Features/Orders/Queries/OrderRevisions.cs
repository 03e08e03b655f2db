using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Queries;

/// <inheritdoc cref="IOrderRevisions"/>
internal sealed class OrderRevisions(IAppDbFactory factory) : IOrderRevisions
{
    public async Task<IReadOnlyList<OrderRevisionRow>> OfAsync(string orderId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var rows = await db.Set<OrderRevision>().AsNoTracking().Where(r => r.OrderId == orderId).OrderByDescending(r => r.Number).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new OrderRevisionRow(
                r.Number, r.Kind, r.ByName, r.At, r.Reason, r.NetBefore, r.NetAfter, OrderRevision.Read(r.LinesBefore), OrderRevision.Read(r.LinesAfter), r.OtherOrderId)),
        ];
    }
}
