using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Data;

/// <summary>Documents of one dealer that facts moved.</summary>
internal sealed record MovedDocuments(string DealerId, IReadOnlyCollection<string> Orders, IReadOnlyCollection<string> Invoices, IReadOnlyCollection<string> Payments, bool HasSnapshot);

/// <summary>What the ledger still has to post so that it agrees with a dealer's documents. Planning twice plans nothing the second time.</summary>
internal sealed class DocumentPlan(ICreditOrders orders)
{
    public async Task<IReadOnlyList<(LedgerEntry Entry, int Step)>> MakeAsync(
        AppDbContext db, CreditAccount account, MovedDocuments moved, CancellationToken cancellationToken)
    {
        var (dealerId, after) = (account.DealerId, account.OpenedOn ?? DateOnly.MinValue);
        var entries = new List<(LedgerEntry Entry, int Step)>();
        var invoices = await db.Set<InvoiceFact>().AsNoTracking().Where(i => moved.Invoices.Contains(i.InvoiceId) && i.DealerId == dealerId)
            .OrderBy(i => i.InvoiceId).ToListAsync(cancellationToken);
        var own = invoices.Where(i => i.InvoicedOn > after).ToList();
        var posted = await Ledger.PostedAsync(db, LedgerDocuments.Invoice, [.. own.Select(i => i.InvoiceId)], cancellationToken);
        Add(own.Select(i => (i.InvoiceId, (Func<PostedDocument, LedgerEntry>)(p => DocumentEntries.Invoice(i, p.Of)))), posted);

        var payments = await db.Set<PaymentFact>().AsNoTracking().Where(p => moved.Payments.Contains(p.PaymentId) && p.DealerId == dealerId && p.ReceivedOn > after)
            .OrderBy(p => p.PaymentId).ToListAsync(cancellationToken);
        posted = await Ledger.PostedAsync(db, LedgerDocuments.Payment, [.. payments.Select(p => p.PaymentId)], cancellationToken);
        Add(payments.Select(p => (p.PaymentId, (Func<PostedDocument, LedgerEntry>)(d => DocumentEntries.Payment(p, d.Of)))), posted);

        // An invoice also ends the binding of its order, whatever day it has.
        var orderIds = moved.Orders.Concat(invoices.Select(i => i.OrderId).OfType<string>()).Distinct(StringComparer.Ordinal).ToList();
        var known = (await orders.ByIdsAsync(db, orderIds, cancellationToken)).Where(o => o.DealerId == dealerId).OrderBy(o => o.OrderId, StringComparer.Ordinal).ToList();
        var billed = await AccountOpening.BilledAsync(db, orderIds, cancellationToken);
        posted = await Ledger.PostedAsync(db, LedgerDocuments.Order, orderIds, cancellationToken);
        Add(known.Select(o => (o.OrderId, (Func<PostedDocument, LedgerEntry>)(p => DocumentEntries.Order(
            o.OrderId, p.Of(LedgerAccounts.Confirmed), p.Of(LedgerAccounts.Shipped), o.IsBinding ? Math.Max(0, o.NetAmount - billed.GetValueOrDefault(o.OrderId)) : 0, o.IsShipped, o.OrderedOn > after ? o.OrderedOn : after.AddDays(1))))), posted);
        return entries;

        void Add(IEnumerable<(string Number, Func<PostedDocument, LedgerEntry> Make)> documents, IReadOnlyDictionary<string, PostedDocument> sums)
        {
            foreach (var (number, make) in documents)
            {
                var before = sums.GetValueOrDefault(number, PostedDocument.Nothing);
                if (make(before) is { IsEmpty: false } entry)
                {
                    entries.Add((entry, before.Step + 1));
                }
            }
        }
    }
}
