using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Inventory.Live;

/// <summary><c>stock:levels</c>: tells open stock pages and order forms that stock moved. It carries no figure: a dealer sees bands, worked out for him by the page.</summary>
internal sealed class StockLevelTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "stock:levels";

    public string Pattern => Name;

    public string Permission => "inventory.read";

    /// <summary>True when the change can move stock: the centres' own work and counts, and order lines, which reserve and ship it.</summary>
    public static bool MovesStock(FactChange change) =>
        change.Row is StockLevelFact or InventorySnapshotFact { Location: "dc" } || change.Fact.Name == "order_lines";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => MovesStock(change);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
