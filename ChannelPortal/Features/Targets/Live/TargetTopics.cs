using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Targets.Live;

/// <summary><c>targets:plans</c>: tells open plans that a target in their scope moved, or what counts towards one.</summary>
internal sealed class TargetPlansTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "targets:plans";

    public string Pattern => Name;

    public string Permission => TargetsPermissions.Read;

    /// <summary>Each open page reads a year of all dealers.</summary>
    public TimeSpan LeastRest => TimeSpan.FromSeconds(5);

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope.IsAll || caller.Scope.DealerIds.Count > 0 ? caller.Scope : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => TargetChanges.Counts(change) && scope.Allows(((IDealerOwned)change.Row).DealerId);

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}

/// <summary><c>dealer:{id}:targets</c>: the same for a dealer's own page.</summary>
internal sealed class DealerTargetsTopic(IFactStream stream) : ILiveTopic
{
    public string Pattern => "dealer:{id}:targets";

    public string Permission => TargetsPermissions.Own;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => TargetChanges.Counts(change) && ((IDealerOwned)change.Row).DealerId == args["id"];

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}

/// <summary>Rows that move an attainment or a plan.</summary>
internal static class TargetChanges
{
    public static bool Counts(FactChange change) => change.Row is TargetFact or TargetStandingFact or OrderLineFact or InvoiceFact or PaymentFact or PosSaleFact or BusinessPlanFact;
}
