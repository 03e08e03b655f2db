using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Approvals.Live;

/// <summary><c>approvals:inbox</c>: tells an open inbox that requests in its scope moved; it then reads its own tasks.</summary>
internal sealed class ApprovalInboxTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "approvals:inbox";

    public string Pattern => Name;

    public string Permission => "approvals.decide";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row is ApprovalFact approval && scope.Allows(approval.DealerId);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
