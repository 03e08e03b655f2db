namespace ChannelPortal.Features.Approvals.Contracts;

/// <summary>Whom a request concerns.</summary>
/// <param name="RequestedBy">Account id of whoever asked.</param>
/// <param name="Approvers">Who is waited for now: role codes, or <c>user:</c> and a user's id. Empty once it is decided.</param>
public sealed record ApprovalAudience(string DocKind, string DocId, string Href, string Summary, string RequestedBy, string RequestedByName, IReadOnlyList<string> Approvers);

/// <summary>Whom requests concern, for telling them.</summary>
public interface IApprovalAudiences
{
    /// <summary>By the id of <see cref="ApprovalFact"/>; what is unknown is left out. Trusted work: every dealer's requests.</summary>
    Task<IReadOnlyDictionary<string, ApprovalAudience>> OfAsync(IReadOnlyCollection<string> approvalIds, CancellationToken cancellationToken);
}
