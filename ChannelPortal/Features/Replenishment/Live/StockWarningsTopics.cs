using ChannelPortal.Features.Replenishment.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Replenishment.Live;

/// <summary><c>replenishment:warnings</c>: tells open lists that a warning or a transfer in their scope changed.</summary>
internal sealed class StockWarningsTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "replenishment:warnings";

    public string Pattern => Name;

    public string Permission => ReplenishmentPermissions.Read;

    /// <summary>Each open page reads the warnings of all its dealers.</summary>
    public TimeSpan LeastRest => TimeSpan.FromSeconds(2);

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is StockWarningFact or StockTransferFact && scope.Allows(((IDealerOwned)change.Row).DealerId);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
