using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Approvals.Contracts;

/// <summary>A document that waits for somebody of the dealer company itself.</summary>
/// <param name="ApproverName">The person who was named; null when any administrator of the company may decide.</param>
public sealed record CompanyApproval(
    Guid TaskId, string DocKind, string DocId, string Href, string Summary, long Amount, string RequestedByName, DateTimeOffset RequestedAt, string? ApproverName, DateTimeOffset DueAt);

/// <summary>What waits inside a dealer company before it reaches the manufacturer.</summary>
public interface ICompanyApprovals
{
    /// <summary>The next due first.</summary>
    /// <param name="people">Names of the company's people by account id.</param>
    Task<IReadOnlyList<CompanyApproval>> WaitingAsync(string dealerId, IReadOnlyDictionary<string, string> people, DealerScope scope, CancellationToken cancellationToken);
}
