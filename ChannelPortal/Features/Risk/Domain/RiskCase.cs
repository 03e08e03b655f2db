using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Risk.Domain;

/// <summary>The review of a held order.</summary>
internal sealed class RiskCase : IDealerOwned
{
    public required string OrderId { get; init; }

    public required string DealerId { get; init; }

    public double Score { get; set; }

    /// <summary>True for the auditors, false for the channel manager of the region.</summary>
    public bool IsForAuditors { get; set; }

    public RiskCaseState State { get; set; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Who changed it last, and when: what the second of two people is told.</summary>
    public string? ChangedBy { get; set; }

    public DateTimeOffset? ChangedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Whether the engine was right; given by the person who closed it.</summary>
    public bool? Verdict { get; set; }

    public string? Reason { get; set; }

    public int Version { get; private init; }

    public bool IsClosed => ClosedAt is not null;
}

/// <summary>Where a review stands.</summary>
internal enum RiskCaseState
{
    Open,
    InReview,
    PapersRequested,
    Released,
    Rejected,

    /// <summary>The dealer took the order back before anybody decided.</summary>
    Withdrawn,
}

/// <summary>What may happen to a review.</summary>
internal enum RiskCaseTrigger
{
    Take,
    RequestPapers,
    Release,
    Reject,
    Withdraw,

    /// <summary>The order changed after the review had ended, and wants another one.</summary>
    Reopen,
}
