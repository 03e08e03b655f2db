using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Approvals.Queries;

/// <summary>A task in the inbox.</summary>
/// <param name="OnBehalfOf">The absent colleague whose task it is; null for the caller's own.</param>
/// <param name="IsOwnRequest">The caller asked for it himself, so somebody else must answer.</param>
public sealed record ApprovalRow(
    Guid TaskId, string DocKind, string DocId, string DealerName, string Summary, long Amount, string RequestedByName, DateTimeOffset RequestedAt, DateTimeOffset DueAt, bool IsEscalation, string? OnBehalfOf,
    bool IsOwnRequest, int Step, int Steps, string RuleName);

/// <summary>A delegation of the caller.</summary>
public sealed record DelegationRow(Guid Id, string ToUserName, DateOnly From, DateOnly To);

/// <summary>Reads approvals within the caller's scope.</summary>
internal sealed class FindApprovals(IAppDbFactory factory, BusinessClock clock) : IApprovalTrails
{
    private const int Most = 200;

    /// <summary>Tasks that wait for the caller, the next due first.</summary>
    public async Task<IReadOnlyList<ApprovalRow>> InboxAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var rights = await DecideApprovalHandler.RightsAsync(db, caller, clock.Today, cancellationToken);
        var approvers = rights.All;
        var rows = await (from task in db.Set<ApprovalTask>().AsNoTracking()
                          where task.State == ApprovalTask.Waiting && approvers.Contains(task.Approver)
                          join request in db.Set<ApprovalRequest>() on task.RequestId equals request.Id
                          orderby task.DueAt, task.Id
                          select new { task, request, Dealer = db.Set<DealerFact>().FirstOrDefault(d => d.DealerId == task.DealerId) }).Take(Most).ToListAsync(cancellationToken);
        var isChinese = PortalCultures.IsChinese();
        return
        [
            .. rows.Select(r => new ApprovalRow(
                r.task.Id, r.request.DocKind, r.request.DocId, (isChinese ? r.Dealer?.Name : r.Dealer?.NameEn ?? r.Dealer?.Name) ?? r.task.DealerId, r.request.Summary, r.request.Amount, r.request.RequestedByName, r.request.RequestedAt,
                r.task.DueAt, r.task.IsEscalation, rights.Own.Contains(r.task.Approver) ? null : rights.Delegated[r.task.Approver], r.request.RequestedBy == caller.UserId, r.task.Step, r.request.Steps.Count, r.request.RuleName)),
        ];
    }

    /// <summary>How many tasks wait for the caller.</summary>
    public async Task<int> CountAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var approvers = (await DecideApprovalHandler.RightsAsync(db, caller, clock.Today, cancellationToken)).All;
        return await db.Set<ApprovalTask>().CountAsync(t => t.State == ApprovalTask.Waiting && approvers.Contains(t.Approver), cancellationToken);
    }

    /// <summary>The newest request for a document; null when there is none within the scope.</summary>
    public async Task<ApprovalTrail?> TrailAsync(string kind, string docId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<ApprovalRequest>().AsNoTracking().Where(r => r.DocKind == kind && r.DocId == docId).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken) is not { } request)
        {
            return null;
        }

        var tasks = await db.Set<ApprovalTask>().AsNoTracking().Where(t => t.RequestId == request.Id).OrderBy(t => t.Step).ThenBy(t => t.Id).ToListAsync(cancellationToken);
        var coming = request.State == ApprovalRequest.Pending
            ? request.Steps.Select((step, i) => (step, i)).Skip(request.Step + 1).SelectMany(s => s.step.Approvers.Select(a => new ApprovalMark(s.i, a, "coming", null, null, null, null, default)))
            : [];
        return new ApprovalTrail(
            request.State, request.RuleName, request.RequestedByName, request.RequestedAt,
            [.. tasks.Select(t => new ApprovalMark(t.Step, t.Approver, t.State, t.DecidedByName, t.OnBehalfOf, t.DecidedAt, t.Reason, t.DueAt)), .. coming]);
    }

    public async Task<IReadOnlyList<DelegationRow>> DelegationsAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var today = clock.Today;
        return await db.Set<ApprovalDelegation>().AsNoTracking().Where(d => d.UserId == caller.UserId && d.To >= today).OrderBy(d => d.From)
            .Select(d => new DelegationRow(d.Id, d.ToUserName, d.From, d.To)).ToListAsync(cancellationToken);
    }

    /// <summary>All rules in the order in which they are asked.</summary>
    public async Task<IReadOnlyList<SaveApprovalRule>> RulesAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var rules = await db.Set<ApprovalRule>().AsNoTracking().OrderBy(r => r.DocKind).ThenBy(r => r.Rank).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        return [.. rules.Select(r => new SaveApprovalRule(r.Id, r.DocKind, r.Name, r.Rank, r.ConditionList, r.StepList, r.IsEnabled, r.Version))];
    }
}
