using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Quotes.Contracts;

/// <summary>A quote and where it stands. What the manufacturer only prepares is no fact yet.</summary>
[Fact("quotes", Key = [nameof(QuoteId)], BusinessDate = nameof(QuotedOn))]
public sealed class QuoteFact : FactRow, IDealerOwned
{
    public required string QuoteId { get; set; }

    public required string DealerId { get; set; }

    /// <summary>Day on which it was asked for, or sent unasked, in business time.</summary>
    public DateOnly QuotedOn { get; set; }

    [OneOf("draft", "asked", "review", "sent", "accepted", "declined", "expired", "withdrawn")]
    public string Status { get; set; } = "asked";

    public DateTimeOffset? RequestedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>What is offered, or of an accepted quote what was ordered.</summary>
    [Money]
    public long Amount { get; set; }

    [Money]
    public long ListAmount { get; set; }

    /// <summary>Offers sent.</summary>
    public int Revisions { get; set; }

    public bool ApprovalNeeded { get; set; }

    public bool FloorBreach { get; set; }
}
