using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Queries;

/// <summary>Plans that wait for the dealer's proposal.</summary>
internal sealed class TargetWork(IAppDbFactory factory, BusinessClock clock) : IWorkItemSource
{
    /// <summary>A last day this near makes it urgent.</summary>
    private const int UrgentDays = 3;

    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealerId || !Permissions.Product.Allows(caller.Roles, TargetsPermissions.Propose))
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        var open = await (from plan in db.Set<TargetPlan>().AsNoTracking()
                          where plan.State == TargetPlanState.Proposing
                          join share in db.Set<TargetShare>() on plan.Id equals share.PlanId
                          where share.DealerId == dealerId && share.ProposedAt == null && share.AgreedAt == null
                          select new { plan.Year, plan.ProposeUntil }).ToListAsync(cancellationToken);
        var until = open.Min(p => p.ProposeUntil);
        return
        [
            new WorkItem(
                WorkBand.Todo, "targets_propose", open.Count, open.Count == 0 ? "my/targets" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"my/targets?year={open.Min(p => p.Year)}"),
                IsUrgent: until is { } last && last <= clock.Today.AddDays(UrgentDays)) { Until = until },
        ];
    }
}
