using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Rebates.Queries;

/// <summary>Statements that wait for the dealer's word.</summary>
internal sealed class RebateWork(IAppDbFactory factory) : IWorkItemSource
{
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealerId || !Permissions.Product.Allows(caller.Roles, RebatesPermissions.Confirm))
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        var waiting = await db.Set<RebateStatement>().CountAsync(s => s.DealerId == dealerId && s.State == RebateState.Sent, cancellationToken);
        return [new WorkItem(WorkBand.Money, "rebates_confirm", waiting, "my/rebates?show=sent", IsUrgent: true)];
    }
}
