using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Credit.Queries;

/// <summary>An entry of the ledger with its lines.</summary>
/// <param name="Exposure">What it did to the exposure.</param>
internal sealed record EntryRow(
    long EntryNo, DateOnly Day, DateTimeOffset At, string Kind, string Number, string? Memo, long? CorrectionOf, bool IsCorrected, long Exposure, IReadOnlyList<(string Account, long Amount)> Lines);

/// <summary>A pending order and what releasing it would do.</summary>
internal sealed record WhatIf(CreditOrder Order, CreditDecision Decision, long Leaves);

/// <summary>All of one account.</summary>
internal sealed record CreditAccountView(
    CreditRow Row, CreditAccount Account, Ageing Ageing, LimitSuggestion? Suggestion, IReadOnlyList<EntryRow> Entries, IReadOnlyList<CreditChange> Changes,
    IReadOnlyList<TempLimitRequest> Requests, IReadOnlyList<WhatIf> Pending, int Disputed);

/// <summary>Reads one account; null outside the scope, as for one that does not exist.</summary>
internal sealed class GetCreditAccount(IAppDbFactory factory, ICreditOrders orders, BusinessClock clock, IOptions<CreditOptions> options)
{
    private const int EntriesShown = 200;
    private const int ChangesShown = 50;

    public async Task<CreditAccountView?> RunAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!scope.Allows(dealerId))
        {
            return null;
        }

        var today = clock.Today;
        await using var db = factory.Create(DealerScope.Of(dealerId));
        if (await Ledger.FindAsync(db, dealerId, cancellationToken) is not { IsOpen: true } account
            || await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return null;
        }

        var ageing = await Receivables.AgeingAsync(db, account, today, cancellationToken);
        var history = (await Receivables.HistoryAsync(db, [dealerId], today, cancellationToken)).GetValueOrDefault(dealerId, PaymentHistory.None);
        var pending = (await orders.OpenAsync(db, [dealerId], cancellationToken)).Where(o => o.IsPending).OrderBy(o => o.OrderId, StringComparer.Ordinal).ToList();
        var requests = await db.Set<TempLimitRequest>().AsNoTracking().OrderByDescending(r => r.RequestedAt).Take(ChangesShown).ToListAsync(cancellationToken);
        var standing = CreditAccounts.StandingOf(account, ageing, pending.Sum(o => o.NetAmount), today);
        return new CreditAccountView(
            new CreditRow(standing, dealer.Name, dealer.NameEn, account.RiskClass, account.ControlDifference, requests.Exists(r => r.State == "open")),
            account,
            ageing,
            LimitSuggestion.Of(history, history.Score(ageing.Overdue, account.Receivable), account.TermDays, options.Value.CapMinor),
            await EntriesAsync(db, account, cancellationToken),
            await db.Set<CreditChange>().AsNoTracking().OrderByDescending(c => c.At).Take(ChangesShown).ToListAsync(cancellationToken),
            requests,
            [.. pending.Select(o => new WhatIf(o, CreditRules.Judge(account, ageing, CreditCheckPoint.Submit, o.NetAmount, today), standing.Available - o.NetAmount))],
            await db.Set<StatementMark>().CountAsync(m => m.State == "disputed", cancellationToken));
    }

    private static async Task<IReadOnlyList<EntryRow>> EntriesAsync(AppDbContext db, CreditAccount account, CancellationToken cancellationToken)
    {
        var from = account.Entries - EntriesShown;
        var lines = await db.Set<LedgerPosting>().AsNoTracking().Where(p => p.DealerId == account.DealerId && p.EntryNo > from)
            .OrderByDescending(p => p.EntryNo).ThenBy(p => p.Line).ToListAsync(cancellationToken);
        var corrected = lines.Where(l => l.CorrectionOf is not null).Select(l => l.CorrectionOf!.Value).ToHashSet();
        return
        [
            .. lines.GroupBy(l => l.EntryNo).Select(g =>
            {
                var first = g.First();
                var pairs = g.Select(l => (l.Account, l.Amount)).ToList();
                return new EntryRow(
                    g.Key, first.BusinessDay, first.At, first.DocumentKind, first.DocumentNumber, first.Memo, first.CorrectionOf, corrected.Contains(g.Key),
                    LedgerBalances.Of(pairs).Exposure, pairs);
            }),
        ];
    }
}
