using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Network.Live;

/// <summary><c>territories:book</c>: tells an open map that territories moved.</summary>
internal sealed class TerritoriesTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "territories:book";

    public string Pattern => Name;

    public string Permission => NetworkPermissions.Read;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope;

    // A dealer from elsewhere may hold a place in the viewer's regions, so every change counts.
    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row is TerritoryChangeFact;

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
