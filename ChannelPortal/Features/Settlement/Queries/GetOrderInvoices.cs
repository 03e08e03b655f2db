using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Data;
using ChannelPortal.Features.Settlement.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Settlement.Queries;

/// <summary>An invoice or credit note of an order. Amounts in minor units.</summary>
internal sealed record OrderInvoice(string InvoiceId, DateOnly InvoicedOn, DateOnly DueOn, DateOnly? PaidOn, long Gross, long Paid, string EStatus)
{
    public long Open => InvoiceState.Open(EStatus, PaidOn, Gross, Paid);

    public string StateOn(DateOnly today) => InvoiceState.Of(EStatus, Gross, Paid, Open, DueOn, today);
}

/// <summary>What is billed of an order, and what is not.</summary>
/// <param name="Unbilled">Net of what is shipped and not billed.</param>
/// <param name="UnshippedNet">Net of what will be billed once it is shipped.</param>
internal sealed record OrderInvoicesView(string DealerId, string Currency, IReadOnlyList<OrderInvoice> Invoices, long Unbilled, long UnshippedNet);

/// <summary>Invoices of one order; null outside the scope.</summary>
internal sealed class GetOrderInvoices(IAppDbFactory factory, BilledLines billed)
{
    public async Task<OrderInvoicesView?> RunAsync(string orderId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await billed.ReadAsync(db, orderId, cancellationToken) is not { } billing)
        {
            return null;
        }

        var order = billing.Order;
        var named = await db.Set<InvoiceLine>().Where(l => l.OrderId == orderId).Select(l => l.InvoiceId).Distinct().ToListAsync(cancellationToken);
        var invoices = await db.Set<InvoiceFact>().AsNoTracking()
            .Where(i => i.DealerId == order.DealerId && i.InvoicedOn >= order.OrderedOn && (i.OrderId == orderId || named.Contains(i.InvoiceId)))
            .OrderBy(i => i.InvoicedOn).ThenBy(i => i.InvoiceId)
            .Select(i => new OrderInvoice(i.InvoiceId, i.InvoicedOn, i.DueOn, i.PaidOn, i.GrossAmount, i.PaidAmount, i.EStatus)).ToListAsync(cancellationToken);
        var unshipped = billing.IsOutside ? 0 : order.Lines.Sum(l => l.NetAmount - Billing.Share(l.NetAmount, l.OrderedQty, l.ShippedQty));
        return new OrderInvoicesView(order.DealerId, order.Currency, invoices, billing.Unbilled.Sum(l => l.Net), unshipped);
    }
}
