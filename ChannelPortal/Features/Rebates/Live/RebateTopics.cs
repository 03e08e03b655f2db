using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Features.StoreVisits.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Rebates.Live;

/// <summary><c>rebates:statements</c>: tells open lists that statements in their scope moved.</summary>
internal sealed class RebateListTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "rebates:statements";

    public string Pattern => Name;

    public string Permission => RebatesPermissions.Read;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row is RebateFact rebate && scope.Allows(rebate.DealerId);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}

/// <summary><c>dealer:{id}:rebates</c>: tells a dealer's page that something counts which did not before.</summary>
internal sealed class DealerRebatesTopic(IFactStream stream) : ILiveTopic
{
    public string Pattern => "dealer:{id}:rebates";

    public string Permission => RebatesPermissions.Read;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is OrderLineFact or InvoiceFact or PaymentFact or ReturnFact or PosSaleFact or VisitFact or RebateFact && change.Row is IDealerOwned owned && owned.DealerId == args["id"];

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
