namespace ChannelPortal.Features.Quotes.Domain;

/// <summary>Where a quote stands. The fact stores the name in lower case.</summary>
public enum QuoteStatus
{
    /// <summary>The manufacturer prepares it on its own; the dealer knows nothing of it.</summary>
    Draft,

    /// <summary>The dealer waits for the answer.</summary>
    Asked,

    /// <summary>The answer waits for approval.</summary>
    Review,

    Sent,

    /// <summary>Ordered, as a whole or in part.</summary>
    Accepted,
    Declined,
    Expired,

    /// <summary>Taken back by either side.</summary>
    Withdrawn,
}

/// <summary>What may happen to a quote.</summary>
public enum QuoteTrigger
{
    /// <summary>The dealer asks once more, with other lines or prices.</summary>
    AskAgain,

    /// <summary>The answer goes to the approvers.</summary>
    Submit,
    Send,
    Approve,

    /// <summary>The approvers refused the answer.</summary>
    Return,

    /// <summary>The manager takes the answer back to change it.</summary>
    Recall,
    Accept,
    Decline,
    Expire,

    /// <summary>The dealer takes the request back.</summary>
    Withdraw,

    /// <summary>The manufacturer offers nothing any more.</summary>
    Revoke,
}
