using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Domain;

/// <summary>What one document does to the books. It is made of debit and credit pairs only, so it sums to zero however it is built.</summary>
internal sealed class LedgerEntry(string kind, string number, DateOnly day, string? memo = null, long? correctionOf = null)
{
    private readonly List<(string Account, long Amount)> lines = [];

    public string Kind => kind;

    public string Number => number;

    public DateOnly Day => day;

    public string? Memo => memo;

    /// <summary>Entry number of the same dealer that this one takes back.</summary>
    public long? CorrectionOf => correctionOf;

    public IReadOnlyList<(string Account, long Amount)> Lines => lines;

    public bool IsEmpty => lines.Count == 0;

    public LedgerBalances Change => LedgerBalances.Of(lines);

    /// <summary>Adds a pair. A negative amount swaps the sides; nothing leaves no line.</summary>
    public LedgerEntry Move(string debit, string credit, long amount)
    {
        if (amount != 0)
        {
            var (to, from, size) = amount > 0 ? (debit, credit, amount) : (credit, debit, checked(-amount));
            lines.Add((to, size));
            lines.Add((from, -size));
        }

        return this;
    }

    /// <summary>The lines as rows of the ledger.</summary>
    public IEnumerable<LedgerPosting> Postings(CreditAccount account, long entryNo, int step, DateTimeOffset at) => lines.Select((l, i) => new LedgerPosting
    {
        DealerId = account.DealerId,
        EntryNo = entryNo,
        Line = i + 1,
        Account = l.Account,
        Amount = l.Amount,
        Currency = account.Currency,
        DocumentKind = kind,
        DocumentNumber = number,
        Step = step,
        At = at,
        BusinessDay = day,
        Memo = memo,
        CorrectionOf = correctionOf,
    });
}

/// <summary>Balances of the accounts that decide about credit, as signed amounts of the ledger.</summary>
internal readonly record struct LedgerBalances(long Receivable, long Unapplied, long Confirmed, long Shipped, long Deposit)
{
    /// <summary>What the dealer owes and will owe, less cash that waits for its invoice.</summary>
    public long Exposure => Receivable + Unapplied + Confirmed + Shipped;

    public static LedgerBalances Of(IEnumerable<(string Account, long Amount)> lines) => lines.Aggregate(default(LedgerBalances), (sum, line) => line.Account switch
    {
        LedgerAccounts.Receivable => sum with { Receivable = sum.Receivable + line.Amount },
        LedgerAccounts.Unapplied => sum with { Unapplied = sum.Unapplied + line.Amount },
        LedgerAccounts.Confirmed => sum with { Confirmed = sum.Confirmed + line.Amount },
        LedgerAccounts.Shipped => sum with { Shipped = sum.Shipped + line.Amount },
        LedgerAccounts.Deposit => sum with { Deposit = sum.Deposit + line.Amount },
        _ => sum,
    });

    public static LedgerBalances operator +(LedgerBalances a, LedgerBalances b) =>
        new(a.Receivable + b.Receivable, a.Unapplied + b.Unapplied, a.Confirmed + b.Confirmed, a.Shipped + b.Shipped, a.Deposit + b.Deposit);
}

/// <summary>One line of an entry. Written once: a mistake is mended by another entry.</summary>
internal sealed class LedgerPosting : IDealerOwned, IWrittenOnce
{
    public required string DealerId { get; init; }

    /// <summary>Counts up without gaps within the dealer.</summary>
    public long EntryNo { get; init; }

    public int Line { get; init; }

    public required string Account { get; init; }

    /// <summary>Minor units, debits positive.</summary>
    public long Amount { get; init; }

    public required string Currency { get; init; }

    public required string DocumentKind { get; init; }

    public required string DocumentNumber { get; init; }

    /// <summary>First, second, … entry of the document: the unique index on it makes posting a step twice impossible.</summary>
    public int Step { get; init; }

    public DateTimeOffset At { get; init; }

    public DateOnly BusinessDay { get; init; }

    public string? Memo { get; init; }

    public long? CorrectionOf { get; init; }
}
