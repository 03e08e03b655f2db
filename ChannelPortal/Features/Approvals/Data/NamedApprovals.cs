using System.Text.Json;
using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Approvals.Data;

/// <summary>
/// Questions that name a leaver go to his heir, also in steps that come later. An heir who may not decide, or who asked himself, is passed over for any
/// administrator of the company. Nobody stands in for the leaver any more, nor he for others.
/// </summary>
internal sealed class NamedApprovals(Approvals approvals) : IPersonalDocuments
{
    public async Task<int> HandOverAsync(CommandContext context, PortalUser leaver, PortalUser heir, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var (leaverId, heirId) = (leaver.Id.ToString(), heir.Id.ToString());
        await db.Set<ApprovalDelegation>().Where(d => d.UserId == leaverId || d.ToUserId == leaverId).ExecuteDeleteAsync(cancellationToken);
        var from = ApproverRights.OfUser(leaverId);
        var mayDecide = Permissions.Product.Allows(heir.RoleList.Split(',').ToHashSet(StringComparer.Ordinal), "approvals.decide");
        var requests = await db.Set<ApprovalRequest>().Where(r => r.State == ApprovalRequest.Pending && r.Path.Contains(from)).ToListAsync(cancellationToken);
        foreach (var request in requests)
        {
            var to = mayDecide && request.RequestedBy != heirId ? ApproverRights.OfUser(heirId) : Permissions.CompanyAdministrator;
            request.Path = JsonSerializer.Serialize(request.Steps.Select(s => s with { Approvers = [.. s.Approvers.Select(a => a == from ? to : a).Distinct(StringComparer.Ordinal)] }));
            request.Version++;
            foreach (var task in await db.Set<ApprovalTask>().Where(t => t.RequestId == request.Id && t.State == ApprovalTask.Waiting).ToListAsync(cancellationToken))
            {
                task.Approver = task.Approver == from ? to : task.Approver;
                task.Version++;
            }

            // The same facts once more: open inboxes look again.
            context.Record(approvals.FactOf(request));
        }

        return requests.Count;
    }
}
