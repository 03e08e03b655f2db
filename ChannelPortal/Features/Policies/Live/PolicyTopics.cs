using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Policies.Live;

/// <summary><c>policies:matrix</c>: tells the open matrix that somebody proposed or decided.</summary>
internal sealed class PoliciesTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "policies:matrix";

    public string Pattern => Name;

    public string Permission => PoliciesPermissions.Read;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is PolicyChangeFact moved && (moved.DealerId is null || scope.Allows(moved.DealerId));

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
