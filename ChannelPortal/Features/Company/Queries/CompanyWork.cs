using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Company.Queries;

/// <summary>Invitations that wait for a colleague to take them up.</summary>
internal sealed class CompanyWork(GetCompany company) : IWorkItemSource
{
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken) =>
        caller.DealerId is { } dealer && Permissions.Product.Allows(caller.Roles, CompanyFeature.Manage)
        && await company.InvitedAsync(dealer, caller.Scope, cancellationToken) is var count and > 0
            ? [new WorkItem(WorkBand.Todo, "invitations", count, "company?state=invited")]
            : [];
}
