using System.Globalization;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Live;

/// <summary><c>dealer:{id}:prices</c>: tells an open form that prices may have moved; the form asks for its own lines again.</summary>
internal sealed class PriceTopic(IAppDbFactory factory, IPolicies policies, BusinessClock clock) : ILiveTopic
{
    public string Pattern => "dealer:{id}:prices";

    public string Permission => PricingPermissions.ExplainPrices;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) =>
        caller.Scope.Allows(args["id"]) ? DealerScope.Of(args["id"]) : null;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row switch
    {
        PriceChangeFact moved => moved.DealerId is null || moved.DealerId == args["id"],
        PolicyChangeFact policy => policy.PolicyKey == PolicyKeys.PriceList && policy.IsFelt() && (policy.DealerId is null || policy.DealerId == args["id"]),
        _ => false,
    };

    public async Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken)
    {
        var dealerId = args["id"];
        await using var db = factory.Create(scope);
        var last = await db.Set<PriceChangeFact>().IgnoreQueryFilters([ScopeFilter.Name]).AsNoTracking()
            .Where(c => c.DealerId == null || c.DealerId == dealerId).MaxAsync(c => (long?)c.FactSeq, cancellationToken);

        var list = (await policies.ResolveAsync(db, PolicyKeys.PriceList, clock.Today, [dealerId], cancellationToken)).GetValueOrDefault(dealerId);

        // A new day begins and ends prices without anybody changing a row.
        return new LiveCells { ["seq"] = last ?? 0, ["day"] = clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["list"] = list?.Value ?? -1 };
    }
}

/// <summary><c>prices:book</c>: tells an open price list that somebody edits.</summary>
internal sealed class PriceBookTopic(IFactStream stream) : ILiveTopic
{
    public const string Name = "prices:book";

    public string Pattern => Name;

    public string Permission => PricingPermissions.ReadPrices;

    public DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args) => caller.Scope;

    public bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args) =>
        change.Row is PriceChangeFact moved && (moved.DealerId is null || scope.Allows(moved.DealerId));

    public Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) =>
        Task.FromResult(new LiveCells { ["seq"] = stream.Watermark });
}
