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
    IReadOnlyList<TempLimitRequest> Requests, IReadOnlyList<WhatIf> Pending, int Disputed)
{
    public CreditTerm Term { get; init; } = new(0, CreditTermSource.Opened, null);

    public IReadOnlyList<StepView> Steps { get; init; } = [];
}

/// <summary>A step of the class with what it would do now.</summary>
/// <param name="From">Null without payment history.</param>
/// <param name="Suggested">The limit that the rule would suggest afterwards; null without history.</param>
internal sealed record StepView(CreditStepProposal Proposal, string? From, string? To, long? Suggested);

/// <summary>Reads one account; null outside the scope, as for one that does not exist.</summary>
internal sealed class GetCreditAccount(IAppDbFactory factory, ICreditOrders orders, ICreditTerms terms, BusinessClock clock, IOptions<CreditOptions> options)
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
        var proposals = await db.Set<CreditStepProposal>().AsNoTracking().OrderByDescending(p => p.ProposedAt).Take(ChangesShown).ToListAsync(cancellationToken);
        var term = (await terms.OfAsync(db, [dealerId], today, cancellationToken))[dealerId];
        var score = history.Score(ageing.Overdue, account.Receivable);
        var standing = CreditAccounts.StandingOf(account, ageing, pending.Sum(o => o.NetAmount), today);
        return new CreditAccountView(
            new CreditRow(standing, dealer.Name, dealer.NameEn, account.Class, account.ControlDifference, requests.Exists(r => r.State == "open"), proposals.Exists(p => p.State == CreditStepProposal.Open)),
            account,
            ageing,
            Suggest(account.RiskStep),
            await EntriesAsync(db, account, cancellationToken),
            await db.Set<CreditChange>().AsNoTracking().OrderByDescending(c => c.At).Take(ChangesShown).ToListAsync(cancellationToken),
            requests,
            [.. pending.Select(o => new WhatIf(o, CreditRules.Judge(account, ageing, CreditCheckPoint.Submit, o.NetAmount, today), standing.Available - o.NetAmount))],
            await db.Set<StatementMark>().CountAsync(m => m.State == "disputed", cancellationToken))
        {
            Term = term,
            Steps = [.. proposals.Select(p => Of(p))],
        };

        LimitSuggestion? Suggest(int steps) => LimitSuggestion.Of(history, score, term.Days, options.Value.CapMinor, steps);

        StepView Of(CreditStepProposal proposal)
        {
            var after = CreditClasses.After(account.RiskClass, account.RiskStep, proposal.IsUp);
            return proposal.State == CreditStepProposal.Open
                ? new StepView(proposal, account.Class, CreditClasses.Stepped(account.RiskClass, after), Suggest(after)?.Limit)
                : new StepView(proposal, proposal.FromClass, proposal.ToClass, null);
        }
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
