using System.Text.Json;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Approvals.Domain;

/// <summary>A document on its path through the approvers. The path is the one of the rule as it was then.</summary>
internal sealed class ApprovalRequest : IDealerOwned
{
    public const string Pending = "pending";
    public const string Approved = "approved";
    public const string Rejected = "rejected";

    /// <summary>Taken back, or replaced because the document changed.</summary>
    public const string Withdrawn = "withdrawn";

    public Guid Id { get; init; }

    public required string DocKind { get; init; }

    public required string DocId { get; init; }

    public required string DealerId { get; init; }

    public required string Fingerprint { get; init; }

    public required string Summary { get; init; }

    /// <summary>Amount in minor units, for lists; 0 when the document has none.</summary>
    public long Amount { get; init; }

    public required string RequestedBy { get; init; }

    public required string RequestedByName { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Empty when the document brought its own path.</summary>
    public required string RuleName { get; init; }

    /// <summary>JSON list of <see cref="ApprovalStep"/>.</summary>
    public required string Path { get; set; }

    /// <summary>Index of the step that is waited for.</summary>
    public int Step { get; set; }

    public string State { get; set; } = Pending;

    public DateTimeOffset? ClosedAt { get; set; }

    public int Version { get; set; }

    public IReadOnlyList<ApprovalStep> Steps => JsonSerializer.Deserialize<List<ApprovalStep>>(Path) ?? [];
}

/// <summary>What one approver is asked.</summary>
internal sealed class ApprovalTask : IDealerOwned
{
    public const string Waiting = "waiting";
    public const string Approved = "approved";
    public const string Rejected = "rejected";

    /// <summary>Somebody else's answer was enough, or the request ended.</summary>
    public const string Obsolete = "obsolete";

    public Guid Id { get; init; }

    public Guid RequestId { get; init; }

    public required string DealerId { get; init; }

    public int Step { get; init; }

    /// <summary>A role code, or <c>user:</c> and a user's id.</summary>
    public required string Approver { get; set; }

    public string State { get; set; } = Waiting;

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; set; }

    /// <summary>Made by an escalation: answers for the whole step.</summary>
    public bool IsEscalation { get; init; }

    public string? DecidedBy { get; set; }

    public string? DecidedByName { get; set; }

    /// <summary>The absent colleague for whom it was decided.</summary>
    public string? OnBehalfOf { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? Reason { get; set; }

    public int Version { get; set; }
}

/// <summary>A colleague who decides during an absence.</summary>
internal sealed class ApprovalDelegation
{
    public Guid Id { get; init; }

    public required string UserId { get; init; }

    public required string UserName { get; init; }

    /// <summary>Roles of the absent user when he named the other.</summary>
    public required string Roles { get; init; }

    public required string ToUserId { get; init; }

    public required string ToUserName { get; init; }

    public DateOnly From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public DateOnly To { get; init; }

    public bool Covers(DateOnly day) => day >= From && day <= To;
}
