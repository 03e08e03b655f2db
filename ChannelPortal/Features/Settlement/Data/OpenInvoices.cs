using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Settlement.Data;

/// <summary>Which invoices wait for money.</summary>
internal static class OpenInvoices
{
    public const int DueSoonDays = 7;

    public static IQueryable<InvoiceFact> Open(this IQueryable<InvoiceFact> invoices) =>
        invoices.Where(i => i.PaidOn == null && i.EStatus != "red" && i.GrossAmount > i.PaidAmount);

    public static IQueryable<InvoiceFact> Overdue(this IQueryable<InvoiceFact> invoices, DateOnly today) => invoices.Open().Where(i => i.DueOn < today);

    public static IQueryable<InvoiceFact> DueSoon(this IQueryable<InvoiceFact> invoices, DateOnly today)
    {
        var end = today.AddDays(DueSoonDays);
        return invoices.Open().Where(i => i.DueOn >= today && i.DueOn < end);
    }

    /// <summary>The oldest due first, as cash settles them.</summary>
    public static Task<List<InvoiceFact>> OldestFirstAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken) =>
        db.Set<InvoiceFact>().AsNoTracking().Open().Where(i => i.DealerId == dealerId).OrderBy(i => i.DueOn).ThenBy(i => i.InvoiceId).ToListAsync(cancellationToken);
}
