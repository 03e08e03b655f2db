using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Approvals.Contracts;

/// <summary>A document that may need somebody's consent.</summary>
/// <param name="Kind">A <see cref="ApprovalFact.DocKind"/>.</param>
/// <param name="DocId">Number of the document, shown and linked.</param>
/// <param name="Fingerprint">Changes with every field that an approver looks at: another fingerprint after the approval starts over.</param>
/// <param name="Figures">What conditions of rules ask for, by name: <c>amount</c> in major units, <c>discount</c> and <c>margin</c> in percent, <c>risk</c> 0 to 100,
/// <c>floor</c> and <c>override</c> percent below the lowest price and below the proposed one.</param>
/// <param name="Summary">One line for the approver, in the requester's words.</param>
public sealed record ApprovalDocument(string Kind, string DocId, string DealerId, string Fingerprint, IReadOnlyDictionary<string, decimal> Figures, string Summary)
{
    /// <summary>
    /// The document's own path within its dealer's company, instead of the rules. A named person who is gone or may not decide any more is stood in for by
    /// any administrator of the company.
    /// </summary>
    public IReadOnlyList<ApprovalStep>? Steps { get; init; }
}

/// <summary>Where a document stands.</summary>
public enum ApprovalState
{
    /// <summary>No rule asks for consent.</summary>
    NotNeeded,
    Pending,
    Approved,
    Rejected,
}

/// <summary>Consent of other people to a document (domain.md R64). Called inside the command that submits the document.</summary>
public interface IApprovals
{
    /// <summary>
    /// Asks for consent when a rule wants it. The same document with the same fingerprint keeps its request and its answer; with another
    /// fingerprint the old request ends and a new one starts at the first step.
    /// </summary>
    Task<ApprovalState> SubmitAsync(CommandContext context, ApprovalDocument document, CancellationToken cancellationToken);

    /// <summary>Whether the document waits for consent.</summary>
    Task<bool> IsPendingAsync(AppDbContext db, string kind, string docId, CancellationToken cancellationToken);

    /// <summary>Ends a waiting request, because its document was taken back.</summary>
    Task WithdrawAsync(CommandContext context, string kind, string docId, CancellationToken cancellationToken);
}

/// <summary>The feature that owns a kind of document; it acts on the answer in the transaction of the last decision.</summary>
public interface IApprovalSubject
{
    string Kind { get; }

    /// <summary>Address of the document.</summary>
    string HrefOf(string docId);

    Task<Result<bool>> DecidedAsync(CommandContext context, string docId, bool isApproved, string? reason, CancellationToken cancellationToken);
}

/// <summary>What happened at one place of the path.</summary>
public sealed record ApprovalMark(int Step, string Approver, string State, string? By, string? OnBehalfOf, DateTimeOffset? At, string? Reason, DateTimeOffset DueAt);

/// <summary>A document's way through its approvers.</summary>
/// <param name="RuleName">Empty when the document brought its own path.</param>
public sealed record ApprovalTrail(string State, string RuleName, string RequestedByName, DateTimeOffset RequestedAt, IReadOnlyList<ApprovalMark> Marks);

/// <summary>The way of documents through their approvers, for showing.</summary>
public interface IApprovalTrails
{
    /// <summary>The newest request for a document; null when there is none within the scope.</summary>
    Task<ApprovalTrail?> TrailAsync(string kind, string docId, DealerScope scope, CancellationToken cancellationToken);
}
