using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Data;

/// <summary>For every dealer: each entry sums to zero, entries have no gap, and the running balances are the sums of their postings.</summary>
internal sealed class LedgerInvariant(IAppDbFactory factory) : IInvariant
{
    public string Name => "ledger";

    public string Fix => "Stop ordering for these dealers and compare ledger_posting with credit_account: one was changed outside the portal.";

    public async Task<(bool Ok, string Detail)> CheckAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var postings = db.Set<LedgerPosting>().AsNoTracking();
        var unbalanced = await postings.GroupBy(p => new { p.DealerId, p.EntryNo }).Where(g => g.Sum(p => p.Amount) != 0).CountAsync(cancellationToken);
        var sums = (await postings.GroupBy(p => new { p.DealerId, p.Account }).Select(g => new { g.Key.DealerId, g.Key.Account, Amount = g.Sum(p => p.Amount) }).ToListAsync(cancellationToken))
            .ToLookup(s => s.DealerId, s => (s.Account, s.Amount), StringComparer.Ordinal);
        var counts = await postings.GroupBy(p => p.DealerId).Select(g => new { g.Key, Count = g.Select(p => p.EntryNo).Distinct().LongCount() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var accounts = await db.Set<CreditAccount>().AsNoTracking().Where(a => a.IsOpen).ToListAsync(cancellationToken);
        var wrong = accounts.Where(a => a.Balances != LedgerBalances.Of(sums[a.DealerId]) || a.Entries != counts.GetValueOrDefault(a.DealerId)).Select(a => a.DealerId).Order(StringComparer.Ordinal).ToList();
        var detail = $"{accounts.Count} accounts, {counts.Values.Sum()} entries, {unbalanced} not in balance, {wrong.Count} accounts off";
        return (unbalanced == 0 && wrong.Count == 0, wrong.Count == 0 ? detail : detail + ": " + string.Join(", ", wrong.Take(10)));
    }
}
