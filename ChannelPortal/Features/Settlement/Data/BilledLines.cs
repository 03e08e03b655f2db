using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Domain;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Settlement.Data;

/// <summary>What invoices say about the lines of an order.</summary>
/// <param name="OutsideNet">Net that invoices of outside systems bill, which name the order and not its lines.</param>
/// <param name="OutsideTax">Their tax.</param>
internal sealed record OrderBilling(BillableOrder Order, IReadOnlyDictionary<int, BilledLine> Lines, long OutsideNet, long OutsideTax)
{
    /// <summary>An order that another system bills is billed there to its end.</summary>
    public bool IsOutside => OutsideNet > 0;

    /// <summary>Shipped and not billed: line, quantity, net.</summary>
    public IReadOnlyList<(BillableLine Line, long Qty, long Net)> Unbilled { get; } = OutsideNet > 0 ? [] :
    [
        .. Order.Lines.Select(l =>
        {
            var billed = Lines.GetValueOrDefault(l.LineNo);
            return (l, l.ShippedQty - (billed?.Qty ?? 0), Math.Max(0, Billing.Share(l.NetAmount, l.OrderedQty, l.ShippedQty) - (billed?.Net ?? 0)));
        }).Where(l => l.Item2 > 0),
    ];
}

/// <summary>Reads what is billed of orders.</summary>
internal sealed class BilledLines(IBillableOrders orders)
{
    public async Task<OrderBilling?> ReadAsync(AppDbContext db, string orderId, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(db, orderId, cancellationToken) is not { } order)
        {
            return null;
        }

        var lines = await db.Set<BilledLine>().AsNoTracking().Where(l => l.OrderId == orderId).ToDictionaryAsync(l => l.LineNo, cancellationToken);

        // The dealer and the day lead the index; the order alone would scan every invoice.
        var outside = await db.Set<InvoiceFact>().AsNoTracking()
            .Where(i => i.DealerId == order.DealerId && i.InvoicedOn >= order.OrderedOn && i.OrderId == orderId && i.EStatus != "red" && !db.Set<InvoiceLine>().Any(l => l.InvoiceId == i.InvoiceId))
            .Select(i => new { i.NetAmount, i.TaxAmount }).ToListAsync(cancellationToken);
        return new OrderBilling(order, lines, outside.Sum(i => i.NetAmount), outside.Sum(i => i.TaxAmount));
    }
}
