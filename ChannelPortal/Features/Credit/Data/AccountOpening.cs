using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Credit.Data;

/// <summary>
/// Makes accounts from what is known when the ledger first meets a dealer: limit, receivables and deposit of the newest snapshot as one entry, and
/// one entry for each order that is not billed. What is dated on the snapshot's day or before is in the opening; later documents are followed.
/// </summary>
internal sealed class AccountOpening(ICreditOrders orders, BusinessClock clock, IOptions<CreditOptions> options)
{
    /// <summary>The accounts as they would open now, with their entries; nothing is written.</summary>
    public async Task<IReadOnlyList<(CreditAccount Account, IReadOnlyList<(LedgerEntry Entry, int Step)> Entries)>> BuildAsync(
        AppDbContext db, IReadOnlyCollection<string> dealerIds, CancellationToken cancellationToken)
    {
        // Read before the facts: what comes while this reads is looked at again.
        var seen = await db.Set<FactLogEntry>().OrderByDescending(e => e.Seq).Select(e => e.Seq).FirstOrDefaultAsync(cancellationToken);
        var today = clock.Today;
        var currencies = await db.Set<DealerFact>().AsNoTracking().Where(d => dealerIds.Contains(d.DealerId))
            .Select(d => new { d.DealerId, d.Currency }).ToDictionaryAsync(d => d.DealerId, d => d.Currency, StringComparer.Ordinal, cancellationToken);
        var snapshots = await LatestAsync(db, dealerIds, cancellationToken);
        var terms = await db.Set<InvoiceFact>().AsNoTracking().Where(i => dealerIds.Contains(i.DealerId) && i.InvoicedOn > today.AddDays(-60))
            .Select(i => new { i.DealerId, i.InvoicedOn, i.DueOn }).ToListAsync(cancellationToken);
        var termOf = terms.GroupBy(t => t.DealerId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(t => t.DueOn.DayNumber - t.InvoicedOn.DayNumber), StringComparer.Ordinal);
        var open = (await orders.OpenAsync(db, dealerIds, cancellationToken)).Where(o => o.IsBinding).ToList();
        var billed = await BilledAsync(db, [.. open.Select(o => o.OrderId)], cancellationToken);
        var histories = await Receivables.HistoryAsync(db, dealerIds, today, cancellationToken);
        var invoices = (await Receivables.OpenAsync(db, dealerIds, cancellationToken)).ToLookup(i => i.DealerId, StringComparer.Ordinal);
        var byDealer = open.ToLookup(o => o.DealerId, StringComparer.Ordinal);
        return
        [
            .. dealerIds.Order(StringComparer.Ordinal).Select(dealerId =>
            {
                var snapshot = snapshots.GetValueOrDefault(dealerId);
                var account = new CreditAccount
                {
                    DealerId = dealerId,
                    Currency = currencies.GetValueOrDefault(dealerId, "CNY"),
                    Limit = snapshot?.CreditLimit ?? 0,
                    TempLimit = snapshot?.TempLimit ?? 0,
                    TermDays = termOf.GetValueOrDefault(dealerId, options.Value.TermDays),
                    OpenedOn = snapshot?.SnapOn,
                    SnapOn = snapshot?.SnapOn,
                    SnapLimit = snapshot?.CreditLimit ?? 0,
                    SnapTempLimit = snapshot?.TempLimit ?? 0,
                    FollowedSeq = seen,
                    IsOpen = true,
                };
                List<(LedgerEntry Entry, int Step)> entries = [];
                if (snapshot is not null)
                {
                    entries.Add((new LedgerEntry(LedgerDocuments.Opening, dealerId, snapshot.SnapOn)
                        .Move(LedgerAccounts.Receivable, LedgerAccounts.Opening, snapshot.OpenAr)
                        .Move(LedgerAccounts.Opening, LedgerAccounts.Deposit, snapshot.Deposit), 1));
                }

                entries.AddRange(byDealer[dealerId].OrderBy(o => o.OrderId, StringComparer.Ordinal)
                    .Select(o => (DocumentEntries.Order(o.OrderId, 0, 0, Math.Max(0, o.NetAmount - billed.GetValueOrDefault(o.OrderId)), o.IsShipped, o.OrderedOn), 1)));
                var ageing = Ageing.Of(invoices[dealerId], snapshot?.OpenAr ?? 0, today);
                account.RiskClass = PaymentHistory.ClassOf(histories.GetValueOrDefault(dealerId, PaymentHistory.None).Score(ageing.Overdue, snapshot?.OpenAr ?? 0));
                return (account, (IReadOnlyList<(LedgerEntry, int)>)entries);
            }),
        ];
    }

    /// <summary>Writes the opening of one account whose bare row the caller has locked.</summary>
    public async Task OpenAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, CancellationToken cancellationToken)
    {
        foreach (var (account, entries) in await BuildAsync(db, dealerIds, cancellationToken))
        {
            var (number, now) = (0L, clock.Now);
            foreach (var (entry, step) in entries.Where(e => !e.Entry.IsEmpty))
            {
                db.AddRange(entry.Postings(account, ++number, step, now));
                account.Apply(entry.Change);
            }

            account.Entries = number;
            await db.Set<CreditAccount>().Where(a => a.DealerId == account.DealerId && !a.IsOpen).ExecuteUpdateAsync(
                a => a.SetProperty(x => x.Currency, account.Currency)
                    .SetProperty(x => x.Limit, account.Limit).SetProperty(x => x.TempLimit, account.TempLimit).SetProperty(x => x.TermDays, account.TermDays)
                    .SetProperty(x => x.RiskClass, account.RiskClass)
                    .SetProperty(x => x.Receivable, account.Receivable).SetProperty(x => x.Confirmed, account.Confirmed).SetProperty(x => x.Shipped, account.Shipped)
                    .SetProperty(x => x.Deposit, account.Deposit).SetProperty(x => x.Entries, account.Entries)
                    .SetProperty(x => x.OpenedOn, account.OpenedOn).SetProperty(x => x.SnapOn, account.SnapOn).SetProperty(x => x.SnapLimit, account.SnapLimit)
                    .SetProperty(x => x.SnapTempLimit, account.SnapTempLimit).SetProperty(x => x.FollowedSeq, account.FollowedSeq).SetProperty(x => x.IsOpen, true),
                cancellationToken);
        }
    }

    public static async Task<IReadOnlyDictionary<string, ArSnapshotFact>> LatestAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, CancellationToken cancellationToken)
    {
        var snapshots = db.Set<ArSnapshotFact>().AsNoTracking();
        var latest = await snapshots.Where(s => dealerIds.Contains(s.DealerId)).GroupBy(s => s.DealerId)
            .Select(g => new { DealerId = g.Key, SnapOn = g.Max(s => s.SnapOn) })
            .Join(snapshots, l => new { l.DealerId, l.SnapOn }, s => new { s.DealerId, s.SnapOn }, (_, s) => s).ToListAsync(cancellationToken);
        return latest.ToDictionary(s => s.DealerId, StringComparer.Ordinal);
    }

    /// <summary>Net billed of orders.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> BilledAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        var billed = await db.Set<InvoiceFact>().AsNoTracking().Where(i => i.OrderId != null && orderIds.Contains(i.OrderId) && i.EStatus != "red")
            .GroupBy(i => i.OrderId!).Select(g => new { g.Key, Net = g.Sum(i => i.NetAmount) }).ToListAsync(cancellationToken);
        return billed.ToDictionary(b => b.Key, b => b.Net, StringComparer.Ordinal);
    }
}
