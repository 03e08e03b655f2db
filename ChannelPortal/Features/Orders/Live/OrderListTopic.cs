using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Orders.Live;

/// <summary><c>orders:list</c>: tells an open order list that orders in its scope moved; the list then reads its own page.</summary>
internal sealed class OrderListTopic(IFactStream stream) : ILiveTopic
{
    public string Pattern => "orders:list";

    public string Permission => "orders.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is OrderFact order && scope.Allows(order.DealerId);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
