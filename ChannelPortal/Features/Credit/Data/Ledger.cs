using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Data;

/// <summary>Writes entries. The postings and the balances that they change are one transaction; the caller holds the account's lock.</summary>
internal sealed class Ledger(BusinessClock clock)
{
    /// <summary>Posts whatever the limit.</summary>
    public Task<bool> PostAsync(AppDbContext db, CreditAccount account, LedgerEntry entry, int step, CancellationToken cancellationToken) =>
        PostAsync(db, account, [(entry, step)], null, cancellationToken);

    /// <summary>
    /// Posts all or nothing. With a ceiling the exposure must stay below it, checked by the update itself. <paramref name="account"/> holds the new
    /// balances afterwards.
    /// </summary>
    public async Task<bool> PostAsync(
        AppDbContext db, CreditAccount account, IReadOnlyList<(LedgerEntry Entry, int Step)> entries, long? ceiling, CancellationToken cancellationToken)
    {
        var written = entries.Where(e => !e.Entry.IsEmpty).ToList();
        if (written.Count == 0)
        {
            return true;
        }

        var change = written.Aggregate(default(LedgerBalances), (sum, e) => sum + e.Entry.Change);
        var (dealerId, before, after, exposure) = (account.DealerId, account.Entries, account.Entries + written.Count, change.Exposure);
        var accounts = db.Set<CreditAccount>().Where(a => a.DealerId == dealerId && a.Entries == before);
        if (ceiling is { } most)
        {
            accounts = accounts.Where(a => a.Receivable + a.Unapplied + a.Confirmed + a.Shipped + exposure <= most);
        }

        var changed = await accounts.ExecuteUpdateAsync(
            a => a.SetProperty(x => x.Receivable, x => x.Receivable + change.Receivable)
                .SetProperty(x => x.Unapplied, x => x.Unapplied + change.Unapplied)
                .SetProperty(x => x.Confirmed, x => x.Confirmed + change.Confirmed)
                .SetProperty(x => x.Shipped, x => x.Shipped + change.Shipped)
                .SetProperty(x => x.Deposit, x => x.Deposit + change.Deposit)
                .SetProperty(x => x.Entries, after),
            cancellationToken);
        if (changed == 0)
        {
            return ceiling is not null ? false : throw new InvalidOperationException($"The ledger of {dealerId} moved outside its lock.");
        }

        var (number, now) = (before, clock.Now);
        foreach (var (entry, step) in written)
        {
            db.AddRange(entry.Postings(account, ++number, step, now));
        }

        account.Apply(change);
        account.Entries = after;
        return true;
    }

    public static Task<CreditAccount?> FindAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken) =>
        db.Set<CreditAccount>().AsNoTracking().SingleOrDefaultAsync(a => a.DealerId == dealerId, cancellationToken);

    /// <summary>
    /// What documents of a kind have posted so far. Postings that this transaction has not written yet count too: a command may post a document
    /// twice.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, PostedDocument>> PostedAsync(
        AppDbContext db, string kind, IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
    {
        var stored = await db.Set<LedgerPosting>().AsNoTracking().Where(p => p.DocumentKind == kind && numbers.Contains(p.DocumentNumber))
            .Select(p => new { p.DocumentNumber, p.EntryNo, p.Line, p.Step, p.Account, p.Amount }).ToListAsync(cancellationToken);
        var added = db.ChangeTracker.Entries<LedgerPosting>().Where(e => e.State == EntityState.Added).Select(e => e.Entity)
            .Where(p => p.DocumentKind == kind && numbers.Contains(p.DocumentNumber))
            .Select(p => new { p.DocumentNumber, p.EntryNo, p.Line, p.Step, p.Account, p.Amount });
        return stored.Concat(added).GroupBy(p => p.DocumentNumber, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => new PostedDocument(g.Max(p => p.Step), g.GroupBy(p => p.Account, StringComparer.Ordinal).ToDictionary(a => a.Key, a => a.Sum(p => p.Amount), StringComparer.Ordinal)),
            StringComparer.Ordinal);
    }
}

/// <summary>Sums of a document by account, and its last step.</summary>
internal sealed record PostedDocument(int Step, IReadOnlyDictionary<string, long> Sums)
{
    public static readonly PostedDocument Nothing = new(0, new Dictionary<string, long>(StringComparer.Ordinal));

    public long Of(string account) => Sums.GetValueOrDefault(account);
}
