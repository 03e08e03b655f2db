using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Health.Live;

/// <summary>
/// <c>dealer:{id}:benefits</c>: tells a dealer's open page that a policy was switched, that its tier, segment or region moved, that it was evaluated, or that finance
/// touched its account.
/// </summary>
internal sealed class DealerBenefitsTopic(IFactStream stream, BusinessClock clock) : ILiveTopic
{
    public string Pattern => "dealer:{id}:benefits";

    public string Permission => HealthPermissions.Read;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) => change.Row switch
    {
        PolicyChangeFact moved => moved.IsFelt() && (moved.DealerId is null || moved.DealerId == args["id"]),
        DealerFact or HealthScoreFact or EvaluationFact or CreditStandingFact => ((IDealerOwned)change.Row).DealerId == args["id"],
        _ => false,
    };

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark, ["day"] = clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) });
}
