using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Returns.Live;

/// <summary><c>returns:list</c>: tells an open list, the dealer's and the warehouse's, that returns in its scope moved; it then reads itself.</summary>
internal sealed class ReturnListTopic(IFactStream stream) : ILiveTopic
{
    public string Pattern => "returns:list";

    public string Permission => "returns.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is ReturnFact back && scope.Allows(back.DealerId);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}

/// <summary><c>return:{no}</c>: one return, for both sides that look at it.</summary>
internal sealed class ReturnTopic(GetReturn returns, IFactStream stream) : ILiveTopic
{
    public string Pattern => "return:{no}";

    public string Permission => "returns.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        returns.FindOwner(args["no"], caller.Scope) is { } dealerId ? DealerScope.Of(dealerId) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is ReturnFact back && back.RmaId == args["no"];

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
