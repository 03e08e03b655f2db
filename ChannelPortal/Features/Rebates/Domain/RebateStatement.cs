using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>What one dealer is owed under one programme for one period, from the first accrual to the payout. Amounts in minor units.</summary>
internal sealed class RebateStatement : IDealerOwned
{
    public required string No { get; init; }

    public required string DealerId { get; init; }

    public required string ProgramId { get; init; }

    public int VersionNo { get; set; }

    public DateOnly PeriodOn { get; init; }

    /// <summary>Day after the last.</summary>
    public DateOnly PeriodEndOn { get; init; }

    public RebateState State { get; set; } = RebateState.Accrued;

    /// <summary>What counted; what is paid on differs for growth.</summary>
    public long Counted { get; set; }

    /// <summary>Thousandths of a unit.</summary>
    public long CountedQty { get; set; }

    /// <summary>The same period of the year before, for growth.</summary>
    public long Prior { get; set; }

    /// <summary>All sell-in, for a mix.</summary>
    public long Whole { get; set; }

    /// <summary>What is paid on.</summary>
    public long Base { get; set; }

    public int StepNo { get; set; }

    public long Gap { get; set; }

    /// <summary>The gap is in thousandths of a unit and not in money.</summary>
    public bool IsGapQuantity { get; set; }

    /// <summary>What belongs to what was sold so far, at the expected rate; the payable amount once it is calculated.</summary>
    public long Accrued { get; set; }

    /// <summary>What the period will probably end with; the payable amount once it is calculated.</summary>
    public long Expected { get; set; }

    /// <summary>By the rule, after the cap.</summary>
    public long Calculated { get; set; }

    /// <summary>Thousandths; the health band's.</summary>
    public int Multiplier { get; set; } = 1_000;

    /// <summary>Calculated times the multiplier.</summary>
    public long Earned { get; set; }

    /// <summary>Corrections of earlier periods that this statement carries, mostly negative.</summary>
    public long Carried { get; set; }

    public long Approved { get; set; }

    public long Settled { get; set; }

    public int Runs { get; set; }

    /// <summary>Why it may not be sent or paid now: <c>overdue</c> or <c>violation</c>.</summary>
    public string? HeldBy { get; set; }

    /// <summary>The programme that took the place of this one, because the two do not add up.</summary>
    public string? YieldsTo { get; set; }

    public bool WasDisputed { get; set; }

    public DateTimeOffset? CalculatedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>Nobody answered in time.</summary>
    public bool IsConfirmedByClock { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public DateOnly? SettledOn { get; set; }

    public int Version { get; set; }

    /// <summary>What is to be paid; never negative, the rest of a correction waits for the next statement.</summary>
    public long Payable => Math.Max(0, Earned + Carried);

    public Period Period => new(PeriodOn, PeriodEndOn);

    /// <summary>Days from the end of a period within which it should be paid (domain.md R17, metric PRC-15).</summary>
    public const int PayoutDays = 15;

    /// <summary>Last day of a payout in time.</summary>
    public static DateOnly DueOn(DateOnly periodEndOn) => periodEndOn.AddDays(PayoutDays - 1);

    /// <summary>Agreed between both sides: a calculation does not touch it any more, what changes is carried to the next statement.</summary>
    public bool IsFixed => State is RebateState.Approved or RebateState.Settled or RebateState.Closed;
}

/// <summary>
/// One source line of a statement as one run left it. Lines are only ever added: a later run adds the difference, and the lines of a source sum to what counts
/// now.
/// </summary>
internal sealed class RebateAccrual : IDealerOwned, IWrittenOnce
{
    public required string StatementNo { get; init; }

    public Guid RunId { get; init; }

    public int LineNo { get; init; }

    public required string DealerId { get; init; }

    /// <summary>order, return, invoice, payment, sale, visit or carry.</summary>
    public required string Kind { get; init; }

    /// <summary>The line of the document; for a carry the number of the earlier statement.</summary>
    public required string Reference { get; init; }

    public DateOnly On { get; init; }

    public long Base { get; init; }

    /// <summary>Millionths: of a ratio, or of minor units a unit.</summary>
    public long RateMicro { get; init; }

    public long Amount { get; init; }
}

/// <summary>One calculation of a programme for a period.</summary>
internal sealed class RebateRun
{
    public Guid Id { get; init; }

    public required string ProgramId { get; init; }

    public int VersionNo { get; init; }

    public DateOnly PeriodOn { get; init; }

    public required string By { get; init; }

    public DateTimeOffset At { get; init; }

    public int Dealers { get; set; }

    public long Amount { get; set; }

    public int Different { get; set; }
}

/// <summary>A word in the dispute about a line, or about the whole statement.</summary>
internal sealed class RebateMessage : IDealerOwned, IWrittenOnce
{
    public Guid Id { get; init; }

    public required string StatementNo { get; init; }

    public required string DealerId { get; init; }

    /// <summary>Null for the statement as a whole.</summary>
    public string? Reference { get; init; }

    public bool IsDealer { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Text { get; init; }
}

/// <summary>What was paid for a statement. Its key is the statement's number, so a second payment cannot be written.</summary>
internal sealed class RebatePayout : IDealerOwned, IWrittenOnce
{
    public required string StatementNo { get; init; }

    public required string DealerId { get; init; }

    /// <summary>A code of <see cref="RebateMeans"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Minor units, without tax.</summary>
    public long Amount { get; init; }

    /// <summary>Numbers of the credit notes, or what the bank calls the transfer.</summary>
    public required string Documents { get; init; }

    public DateOnly PaidOn { get; init; }

    public required string By { get; init; }

    public DateTimeOffset At { get; init; }
}
