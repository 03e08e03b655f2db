using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Quotes.Domain;

/// <summary>A request for prices and its answer. Amounts in minor units.</summary>
internal sealed class Quote : IDealerOwned
{
    /// <summary><c>QT-202611-00001</c>.</summary>
    public required string No { get; init; }

    public required string DealerId { get; init; }

    /// <summary>Of the dealer when it asked: past quotes are compared by it.</summary>
    public required string Tier { get; set; }

    public required string Currency { get; init; }

    public QuoteStatus Status { get; set; }

    /// <summary>How often the dealer asked.</summary>
    public int AskRevision { get; set; }

    /// <summary>How many offers were sent.</summary>
    public int OfferRevision { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null for one that the manufacturer began.</summary>
    public DateTimeOffset? AskedAt { get; set; }

    public string? AskedByName { get; set; }

    /// <summary>The dealer should have an answer by then.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public string? Note { get; set; }

    public string? AnsweredByName { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Last day on which it can be accepted.</summary>
    public DateOnly? ValidUntil { get; set; }

    /// <summary>The manufacturer's words to the dealer.</summary>
    public string? Message { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why it was declined, revoked or returned.</summary>
    public string? Reason { get; set; }

    /// <summary>Of all offered lines at their first quantity.</summary>
    public long Amount { get; set; }

    public long ListAmount { get; set; }

    public long AcceptedAmount { get; set; }

    public long AcceptedListAmount { get; set; }

    /// <summary>Deepest discount under the dealer's own price, hundredths of a percent.</summary>
    public int Discount { get; set; }

    /// <summary>Lowest margin of a line, hundredths of a percent.</summary>
    public int Margin { get; set; }

    public bool IsBelowFloor { get; set; }

    public bool NeededApproval { get; set; }

    public int LineCount { get; set; }

    public string? FileName { get; set; }

    public string? FileSha256 { get; set; }

    public int Version { get; set; }

    public bool IsAsked => AskedAt is not null;

    /// <summary>The state on a day: an offer is over with its last day, whether or not the clock's job has run.</summary>
    public QuoteStatus StatusOn(DateOnly day) => Status == QuoteStatus.Sent && day > ValidUntil ? QuoteStatus.Expired : Status;
}

/// <summary>One product of a quote. Prices in ten-thousandths, quantities in thousandths.</summary>
internal sealed class QuoteLine : IDealerOwned
{
    public required string QuoteNo { get; init; }

    public int LineNo { get; init; }

    public required string DealerId { get; init; }

    public required string ProductId { get; init; }

    /// <summary>What the dealer hopes to pay for a unit.</summary>
    public long? AskPrice { get; init; }

    public string? Note { get; init; }

    /// <summary>JSON list of <see cref="QuoteBreak"/>, smallest quantity first.</summary>
    public required string Breaks { get; set; }

    public long ListPrice { get; set; }

    public long UnitCost { get; set; }

    public long Floor { get; set; }

    /// <summary>The largest quantity asked for: no more than this can be ordered of it.</summary>
    public long MaxQuantity { get; set; }

    /// <summary>Ordered so far. Raised by the conditional update alone that checks <see cref="MaxQuantity"/>.</summary>
    public long AcceptedQuantity { get; set; }

    public long Left => MaxQuantity - AcceptedQuantity;
}

/// <summary>A quantity of a line with its prices.</summary>
/// <param name="Present">What the dealer pays without the quote.</param>
/// <param name="Proposed">What the engine came to.</param>
/// <param name="Offer">Null until it is offered, and for a line that is not.</param>
/// <param name="Reason">Why the offer is another than the proposed price.</param>
/// <param name="Steps">How the offer came about.</param>
internal sealed record QuoteBreak(long Quantity, long Present = 0, long Proposed = 0, long? Offer = null, string? Reason = null, IReadOnlyList<QuoteStep>? Steps = null);

/// <summary>An order that was made from a quote.</summary>
internal sealed class QuoteOrder : IDealerOwned
{
    public required string OrderId { get; init; }

    public required string QuoteNo { get; init; }

    public required string DealerId { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    public long NetAmount { get; init; }
}

/// <summary>Last quote number of a month; raised in the quote's own transaction, so numbers have no gaps.</summary>
internal sealed class QuoteCounter
{
    /// <summary><c>202610</c>.</summary>
    public int Month { get; init; }

    public int Last { get; set; }
}
