using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Health.Live;

/// <summary><c>health:list</c>: tells an open list that evaluations in its scope moved.</summary>
internal sealed class HealthListTopic(IFactStream stream) : ILiveTopic
{
    public string Pattern => "health:list";

    public string Permission => HealthPermissions.Read;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row switch
    {
        HealthScoreFact score => scope.Allows(score.DealerId),
        EvaluationFact evaluation => scope.Allows(evaluation.DealerId),
        _ => false,
    };

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}

/// <summary><c>dealer:{id}:health</c>: the same for one dealer, whose tier and segment may move, too.</summary>
internal sealed class DealerHealthTopic(IFactStream stream) : ILiveTopic
{
    public string Pattern => "dealer:{id}:health";

    public string Permission => HealthPermissions.Read;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row switch
    {
        HealthScoreFact score => score.DealerId == args["id"],
        EvaluationFact evaluation => evaluation.DealerId == args["id"],
        DealerFact dealer => dealer.DealerId == args["id"],
        _ => false,
    };

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
