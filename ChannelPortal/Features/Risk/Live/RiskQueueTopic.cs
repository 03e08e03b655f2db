using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Risk.Queries;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Risk.Live;

/// <summary><c>risk:queue</c>: how many orders wait at each desk of the viewer's regions. An order that its dealer took back leaves the queue, too.</summary>
internal sealed class RiskQueueTopic(FindRiskCases cases, IFactStream stream) : ILiveTopic
{
    public const string Name = "risk:queue";

    public string Pattern => Name;

    public string Permission => "risk.read";

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.DealerId is null ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row switch
    {
        RiskReviewFact review => scope.Allows(review.DealerId),
        OrderFact { HoldReason: "risk" } order => scope.Allows(order.DealerId),
        _ => false,
    };

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        var seq = stream.Watermark;
        var counts = await cases.CountAsync(scope, cancellationToken);
        return new LiveCells { ["seq"] = seq, ["auditors"] = counts.Auditors, ["manager"] = counts.Manager };
    }
}
