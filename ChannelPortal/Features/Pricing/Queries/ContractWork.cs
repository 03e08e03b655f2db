using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Pricing.Queries;

/// <summary>Contracts that somebody of the dealer must look after.</summary>
internal sealed class ContractWork(FindContracts contracts) : IWorkItemSource
{
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealerId || !Permissions.Product.Allows(caller.Roles, PricingPermissions.ReadContracts))
        {
            return [];
        }

        var (behind, ending) = await contracts.WatchAsync(dealerId, caller.Scope, cancellationToken);
        return
        [
            new WorkItem(WorkBand.Todo, "contracts_behind", behind, "contracts?show=behind"),
            new WorkItem(WorkBand.Todo, "contracts_ending", ending, "contracts?show=ending"),
        ];
    }
}
