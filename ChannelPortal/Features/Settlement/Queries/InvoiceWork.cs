using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Data;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Settlement.Queries;

/// <summary>Invoices that wait for the dealer's money.</summary>
internal sealed class InvoiceWork(IAppDbFactory factory, BusinessClock clock) : IWorkItemSource
{
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is null || !Permissions.Product.Allows(caller.Roles, "settlement.read"))
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        var invoices = db.Set<InvoiceFact>().AsNoTracking();
        return
        [
            new WorkItem(WorkBand.Money, "invoices_overdue", await invoices.Overdue(clock.Today).CountAsync(cancellationToken), "invoices?show=overdue", IsUrgent: true),
            new WorkItem(WorkBand.Money, "invoices_due", await invoices.DueSoon(clock.Today).CountAsync(cancellationToken), "invoices?show=due7"),
        ];
    }
}
