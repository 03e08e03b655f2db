using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Domain;

/// <summary>
/// Limit and running balances of one dealer. Its row is the lock of all that moves the dealer's credit, and its balances change only by
/// conditional updates together with the postings that explain them.
/// </summary>
internal sealed class CreditAccount : IDealerOwned
{
    public required string DealerId { get; init; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = "CNY";

    /// <summary>Minor units, as all amounts here.</summary>
    public long Limit { get; set; }

    public long TempLimit { get; set; }

    /// <summary>Last business day of the temporary limit; null: as long as it stands.</summary>
    public DateOnly? TempUntil { get; set; }

    /// <summary>Payment term that the account was opened with; an own term or a policy stands above it.</summary>
    public int TermDays { get; set; }

    /// <summary>Payment term that finance set for this dealer alone.</summary>
    public int? OwnTermDays { get; set; }

    /// <summary><c>A</c> to <c>D</c> by payment score; null without history.</summary>
    public string? RiskClass { get; set; }

    /// <summary>Steps that evaluations led to and finance applied, on top of the class by payments.</summary>
    public int RiskStep { get; set; }

    /// <summary>The class that counts: by payments, moved by the steps.</summary>
    public string? Class => CreditClasses.Stepped(RiskClass, RiskStep);

    /// <summary>Set by finance: nothing passes until it is lifted.</summary>
    public string? BlockReason { get; set; }

    public CreditPolicy SubmitPolicy { get; set; }

    public CreditPolicy ShipmentPolicy { get; set; } = CreditPolicy.Warn;

    public CreditPolicy AmendmentPolicy { get; set; }

    public CreditPolicy ReopenPolicy { get; set; }

    public long Receivable { get; set; }

    public long Unapplied { get; set; }

    public long Confirmed { get; set; }

    public long Shipped { get; set; }

    /// <summary>Signed as in the ledger: a deposit that we hold is negative.</summary>
    public long Deposit { get; set; }

    /// <summary>Number of the last entry.</summary>
    public long Entries { get; set; }

    /// <summary>Raised by every command of the dealer: the update takes the row lock.</summary>
    public long Turns { get; set; }

    /// <summary>The opening entry is posted.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Documents of this day and before are in the opening balance; null when there was nothing to open with.</summary>
    public DateOnly? OpenedOn { get; set; }

    /// <summary>Facts up to this number have been looked at.</summary>
    public long FollowedSeq { get; set; }

    /// <summary>Day of the newest control total that was looked at, with the limits it named and what it was off.</summary>
    public DateOnly? SnapOn { get; set; }

    public long SnapLimit { get; set; }

    public long SnapTempLimit { get; set; }

    /// <summary>Ledger less control total at the end of <see cref="SnapOn"/>.</summary>
    public long ControlDifference { get; set; }

    public LedgerBalances Balances => new(Receivable, Unapplied, Confirmed, Shipped, Deposit);

    public long Exposure => Balances.Exposure;

    public long TempLimitOn(DateOnly day) => TempUntil is null || TempUntil >= day ? TempLimit : 0;

    /// <summary>Limit, temporary limit while it runs, and deposit.</summary>
    public long CoverOn(DateOnly day) => Limit + TempLimitOn(day) - Deposit;

    public CreditPolicy PolicyAt(CreditCheckPoint point) => point switch
    {
        CreditCheckPoint.Submit => SubmitPolicy,
        CreditCheckPoint.Shipment => ShipmentPolicy,
        CreditCheckPoint.Amendment => AmendmentPolicy,
        CreditCheckPoint.Reopening => ReopenPolicy,
        _ => throw new ArgumentOutOfRangeException(nameof(point), point, null),
    };

    /// <summary>Applies an entry's change in memory, for accounts that are built before they are written.</summary>
    public void Apply(LedgerBalances change) => (Receivable, Unapplied, Confirmed, Shipped, Deposit) =
        (Receivable + change.Receivable, Unapplied + change.Unapplied, Confirmed + change.Confirmed, Shipped + change.Shipped, Deposit + change.Deposit);
}
