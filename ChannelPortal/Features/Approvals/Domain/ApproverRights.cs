using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Approvals.Domain;

/// <summary>For whom a caller may answer: himself, his roles, and colleagues who are away.</summary>
/// <param name="Own">His own approver names.</param>
/// <param name="Delegated">Approver name to the colleague it comes from.</param>
internal sealed record ApproverRights(IReadOnlySet<string> Own, IReadOnlyDictionary<string, string> Delegated)
{
    public IReadOnlyList<string> All => [.. Own, .. Delegated.Keys];

    public static string OfUser(string userId) => "user:" + userId;

    public static ApproverRights Of(Caller caller, IEnumerable<ApprovalDelegation> toHim, DateOnly today)
    {
        var own = new HashSet<string>(caller.Roles, StringComparer.Ordinal) { OfUser(caller.UserId) };
        var delegated = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var delegation in toHim.Where(d => d.ToUserId == caller.UserId && d.Covers(today)))
        {
            foreach (var approver in delegation.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Append(OfUser(delegation.UserId)).Where(a => !own.Contains(a)))
            {
                delegated[approver] = delegation.UserName;
            }
        }

        return new ApproverRights(own, delegated);
    }

    /// <summary>Adds tasks of people who cannot answer any more.</summary>
    public ApproverRights With(IEnumerable<string> orphaned) => this with { Own = Own.Union(orphaned).ToHashSet(StringComparer.Ordinal) };

    public static string? UserIdOf(string approver) => approver.StartsWith("user:", StringComparison.Ordinal) ? approver["user:".Length..] : null;

    public bool May(ApprovalTask task) => Own.Contains(task.Approver) || Delegated.ContainsKey(task.Approver);
}
