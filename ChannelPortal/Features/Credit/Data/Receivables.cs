using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Data;

/// <summary>Invoices as ageing and risk class see them.</summary>
internal static class Receivables
{
    public static async Task<IReadOnlyList<OpenInvoice>> OpenAsync(AppDbContext db, IReadOnlyCollection<string>? dealerIds, CancellationToken cancellationToken)
    {
        var invoices = db.Set<InvoiceFact>().AsNoTracking().Where(i => i.PaidOn == null && i.EStatus != "red" && i.GrossAmount > i.PaidAmount);
        if (dealerIds is not null)
        {
            invoices = invoices.Where(i => dealerIds.Contains(i.DealerId));
        }

        return await invoices.Select(i => new OpenInvoice(i.DealerId, i.InvoiceId, i.InvoicedOn, i.DueOn, i.GrossAmount - i.PaidAmount)).ToListAsync(cancellationToken);
    }

    public static async Task<Ageing> AgeingAsync(AppDbContext db, CreditAccount account, DateOnly today, CancellationToken cancellationToken) =>
        Ageing.Of(await OpenAsync(db, [account.DealerId], cancellationToken), account.Receivable, today);

    public static async Task<IReadOnlyDictionary<string, PaymentHistory>> HistoryAsync(
        AppDbContext db, IReadOnlyCollection<string>? dealerIds, DateOnly today, CancellationToken cancellationToken)
    {
        var until = new DateOnly(today.Year, today.Month, 1);
        var from = until.AddMonths(-PaymentHistory.Months);
        var dueFrom = today.AddMonths(-PaymentHistory.Months);
        var invoices = db.Set<InvoiceFact>().AsNoTracking().Where(i => i.EStatus != "red" && (i.InvoicedOn >= from || (i.DueOn >= dueFrom && i.DueOn < today)));
        if (dealerIds is not null)
        {
            invoices = invoices.Where(i => dealerIds.Contains(i.DealerId));
        }

        var sums = await invoices.GroupBy(i => i.DealerId).Select(g => new
        {
            g.Key,
            Invoiced = g.Sum(i => i.InvoicedOn >= from && i.InvoicedOn < until ? i.GrossAmount : 0),
            Due = g.Sum(i => i.DueOn >= dueFrom && i.DueOn < today ? i.GrossAmount : 0),
            OnTime = g.Sum(i => i.DueOn >= dueFrom && i.DueOn < today && i.PaidOn != null && i.PaidOn <= i.DueOn ? i.GrossAmount : 0),
        }).ToListAsync(cancellationToken);
        return sums.ToDictionary(s => s.Key, s => new PaymentHistory(s.Invoiced, s.Due, s.OnTime), StringComparer.Ordinal);
    }
}
