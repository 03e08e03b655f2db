using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Approvals.Queries;

internal sealed class ApprovalAudiences(IAppDbFactory factory, IEnumerable<IApprovalSubject> subjects) : IApprovalAudiences
{
    public async Task<IReadOnlyDictionary<string, ApprovalAudience>> OfAsync(IReadOnlyCollection<string> approvalIds, CancellationToken cancellationToken)
    {
        var ids = approvalIds.Select(a => Guid.TryParse(a, out var id) ? id : Guid.Empty).ToList();
        await using var db = factory.Create(DealerScope.All);
        var requests = await db.Set<ApprovalRequest>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken);
        var waiting = (await db.Set<ApprovalTask>().AsNoTracking().Where(t => ids.Contains(t.RequestId) && t.State == ApprovalTask.Waiting).Select(t => new { t.RequestId, t.Approver }).ToListAsync(cancellationToken))
            .ToLookup(t => t.RequestId, t => t.Approver);
        return requests.ToDictionary(
            r => r.Id.ToString(),
            r => new ApprovalAudience(
                r.DocKind, r.DocId, subjects.FirstOrDefault(s => s.Kind == r.DocKind)?.HrefOf(r.DocId) ?? "approvals", r.Summary, r.RequestedBy, r.RequestedByName, [.. waiting[r.Id].Distinct(StringComparer.Ordinal)]),
            StringComparer.Ordinal);
    }
}
