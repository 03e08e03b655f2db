using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>Bills what was delivered and pays what falls due, so that the demo's ledger moves. Old debts are part of the world's story and stay.</summary>
internal sealed class TrafficMoney(IAppDbFactory factory, ICreditTerms terms, BusinessClock clock)
{
    private const decimal VatRate = 0.13m;

    /// <summary>An invoice for a delivered order, or an invoice paid together with its payment; nothing when there is neither.</summary>
    public async Task<IReadOnlyList<FactRow>> NextAsync(bool preferPayment, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return preferPayment && await PayAsync(db, cancellationToken) is { Count: > 0 } paid ? paid : await BillAsync(db, cancellationToken);
    }

    private async Task<IReadOnlyList<FactRow>> BillAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var since = clock.Today.AddDays(-10);
        var order = await db.Set<OrderFact>().AsNoTracking()
            .Where(o => (o.Status == "shipped" || o.Status == "delivered") && o.OrderedOn >= since && o.OrderId.StartsWith("ST-") && !db.Set<InvoiceFact>().Any(i => i.OrderId == o.OrderId))
            .OrderBy(o => o.OrderedOn).ThenBy(o => o.OrderId).FirstOrDefaultAsync(cancellationToken);
        if (order is null)
        {
            return [];
        }

        var term = (await terms.OfAsync(db, [order.DealerId], clock.Today, cancellationToken))[order.DealerId].Days;
        var tax = Money.ToMinor(order.NetAmount / (decimal)Money.MinorPerMajor * VatRate);
        return
        [
            new InvoiceFact
            {
                InvoiceId = "IV" + order.OrderId[2..], DealerId = order.DealerId, OrderId = order.OrderId, InvoicedOn = clock.Today, DueOn = clock.Today.AddDays(term), NetAmount = order.NetAmount,
                TaxAmount = tax, GrossAmount = order.NetAmount + tax, EStatus = "issued", ERequestedAt = clock.Now, EIssuedAt = clock.Now,
            },
        ];
    }

    private async Task<IReadOnlyList<FactRow>> PayAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var (from, to) = (clock.Today.AddDays(-3), clock.Today);
        var invoice = await db.Set<InvoiceFact>().AsNoTracking().Where(i => i.PaidOn == null && i.DueOn >= from && i.DueOn <= to && i.GrossAmount > i.PaidAmount && i.EStatus == "issued")
            .OrderBy(i => i.DueOn).ThenBy(i => i.InvoiceId).FirstOrDefaultAsync(cancellationToken);
        if (invoice is null)
        {
            return [];
        }

        var amount = invoice.GrossAmount - invoice.PaidAmount;
        (invoice.PaidAmount, invoice.PaidOn) = (invoice.GrossAmount, clock.Today);
        return
        [
            new PaymentFact
            {
                PaymentId = string.Create(CultureInfo.InvariantCulture, $"PT-{clock.Now.ToUnixTimeMilliseconds()}"), DealerId = invoice.DealerId, ReceivedOn = clock.Today, Amount = amount, AutoMatched = true,
            },
            invoice,
        ];
    }
}
