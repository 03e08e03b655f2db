using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Approvals.Queries;

/// <inheritdoc cref="ICompanyApprovals"/>
internal sealed class CompanyApprovals(IAppDbFactory factory, IEnumerable<IApprovalSubject> subjects) : ICompanyApprovals
{
    private const int Most = 200;

    public async Task<IReadOnlyList<CompanyApproval>> WaitingAsync(string dealerId, IReadOnlyDictionary<string, string> people, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var approvers = people.Keys.Select(ApproverRights.OfUser).Append(Permissions.CompanyAdministrator).ToList();
        var rows = await (from task in db.Set<ApprovalTask>().AsNoTracking()
                          where task.DealerId == dealerId && task.State == ApprovalTask.Waiting && approvers.Contains(task.Approver)
                          join request in db.Set<ApprovalRequest>() on task.RequestId equals request.Id
                          orderby task.DueAt, task.Id
                          select new { task, request }).Take(Most).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new CompanyApproval(
                r.task.Id, r.request.DocKind, r.request.DocId, subjects.FirstOrDefault(s => s.Kind == r.request.DocKind)?.HrefOf(r.request.DocId) ?? "approvals", r.request.Summary, r.request.Amount,
                r.request.RequestedByName, r.request.RequestedAt, people.FirstOrDefault(p => ApproverRights.OfUser(p.Key) == r.task.Approver).Value, r.task.DueAt)),
        ];
    }
}
