using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Credit.Queries;

/// <summary>One movement of what the dealer owes.</summary>
/// <param name="Amount">Positive when the dealer owes more.</param>
/// <param name="Balance">What he owes after it.</param>
/// <param name="OrderId">The order that an invoice bills.</param>
/// <param name="DueOn">When an invoice is due.</param>
internal sealed record StatementLine(
    DateOnly Day, string Kind, string Number, int Step, string? Memo, long Amount, long Balance, string? OrderId, DateOnly? DueOn, string? Mark, string? MarkNote);

/// <summary>A dealer's statement of account over <c>[From, To]</c>. Minor units.</summary>
internal sealed record Statement(
    string DealerId, string Name, string? NameEn, string Currency, DateOnly From, DateOnly To, long Opening, IReadOnlyList<StatementLine> Lines, long Closing, long Deposit, Ageing Ageing)
{
    public long Charges => Lines.Where(l => l.Amount > 0).Sum(l => l.Amount);

    public long Credits => Lines.Where(l => l.Amount < 0).Sum(l => l.Amount);
}

/// <summary>
/// Statements of receivables less cash on account (conventions.md D7). From the day the ledger was opened on they are its entries; before that day
/// they are the documents themselves, counted back from the opening balance.
/// </summary>
internal sealed class GetStatement(IAppDbFactory factory, BusinessClock clock)
{
    private static readonly string[] s_owed = [LedgerAccounts.Receivable, LedgerAccounts.Unapplied];

    public async Task<Statement?> RunAsync(string dealerId, DateOnly from, DateOnly to, DealerScope scope, CancellationToken cancellationToken)
    {
        if (!scope.Allows(dealerId) || to < from)
        {
            return null;
        }

        await using var db = factory.Create(DealerScope.Of(dealerId));
        if (await Ledger.FindAsync(db, dealerId, cancellationToken) is not { IsOpen: true } account
            || await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return null;
        }

        var opened = account.OpenedOn ?? DateOnly.MinValue;
        var entries = await EntriesAsync(db, dealerId, cancellationToken);
        var openingBalance = entries.Where(e => e.Kind == LedgerDocuments.Opening).Sum(e => e.Amount);
        var later = entries.Where(e => e.Kind != LedgerDocuments.Opening).ToList();
        var earlier = from <= opened ? await EarlierAsync(db, from, opened, cancellationToken) : [];
        var posted = entries.Select(e => (e.Kind, e.Number)).ToHashSet();
        earlier.RemoveAll(e => posted.Contains((e.Kind, e.Number)));

        // Back from the opening by what happened since the first day, or on from it by what happened before the first day.
        var balance = openingBalance - earlier.Sum(e => e.Amount) + later.Where(e => e.Day < from).Sum(e => e.Amount);
        var opening = balance;
        var marks = await db.Set<StatementMark>().AsNoTracking().ToDictionaryAsync(m => (m.DocumentKind, m.DocumentNumber, m.Step), cancellationToken);
        var moves = earlier.Concat(later).Where(e => e.Day >= from && e.Day <= to).ToList();
        var bills = moves.Where(m => m.Kind == LedgerDocuments.Invoice).Select(m => m.Number).ToList();
        var invoices = await db.Set<InvoiceFact>().AsNoTracking().Where(i => bills.Contains(i.InvoiceId)).Select(i => new { i.InvoiceId, i.OrderId, i.DueOn })
            .ToDictionaryAsync(i => i.InvoiceId, StringComparer.Ordinal, cancellationToken);
        var lines = new List<StatementLine>();
        foreach (var move in moves.OrderBy(m => m.Day).ThenBy(m => m.EntryNo).ThenBy(m => m.Number, StringComparer.Ordinal))
        {
            balance += move.Amount;
            var invoice = move.Kind == LedgerDocuments.Invoice ? invoices.GetValueOrDefault(move.Number) : null;
            var mark = marks.GetValueOrDefault((move.Kind, move.Number, move.Step));
            lines.Add(new StatementLine(move.Day, move.Kind, move.Number, move.Step, move.Memo, move.Amount, balance, invoice?.OrderId, invoice?.DueOn, mark?.State, mark?.Note));
        }

        return new Statement(
            dealerId, dealer.Name, dealer.NameEn, account.Currency, from, to, opening, lines, balance, -account.Deposit, await Receivables.AgeingAsync(db, account, clock.Today, cancellationToken));
    }

    private static async Task<List<Move>> EntriesAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var postings = await db.Set<LedgerPosting>().AsNoTracking().Where(p => p.DealerId == dealerId && s_owed.Contains(p.Account))
            .Select(p => new { p.EntryNo, p.BusinessDay, p.DocumentKind, p.DocumentNumber, p.Step, p.Memo, p.Amount }).ToListAsync(cancellationToken);
        return
        [
            .. postings.GroupBy(p => new { p.EntryNo, p.BusinessDay, p.DocumentKind, p.DocumentNumber, p.Step, p.Memo })
                .Select(g => new Move(g.Key.BusinessDay, g.Key.EntryNo, g.Key.DocumentKind, g.Key.DocumentNumber, g.Key.Step, g.Key.Memo, g.Sum(p => p.Amount)))

                // From what waits for an invoice to the invoice: he owes neither more nor less.
                .Where(m => m.Kind != LedgerDocuments.Rebate || m.Amount != 0),
        ];
    }

    private static async Task<List<Move>> EarlierAsync(AppDbContext db, DateOnly from, DateOnly opened, CancellationToken cancellationToken)
    {
        var invoices = await db.Set<InvoiceFact>().AsNoTracking().Where(i => i.InvoicedOn >= from && i.InvoicedOn <= opened && i.EStatus != "red")
            .Select(i => new Move(i.InvoicedOn, 0, LedgerDocuments.Invoice, i.InvoiceId, 1, null, i.GrossAmount)).ToListAsync(cancellationToken);
        var payments = await db.Set<PaymentFact>().AsNoTracking().Where(p => p.ReceivedOn >= from && p.ReceivedOn <= opened)
            .Select(p => new Move(p.ReceivedOn, 0, LedgerDocuments.Payment, p.PaymentId, 1, null, -p.Amount - p.DiscountTaken)).ToListAsync(cancellationToken);
        return [.. invoices, .. payments];
    }

    private sealed record Move(DateOnly Day, long EntryNo, string Kind, string Number, int Step, string? Memo, long Amount);
}
