using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Policies.Data;

/// <summary>Reads policies and the dealers that they concern. A dealer's rows of another scope are never among them, because its dealer is not.</summary>
internal sealed class PolicyBook(BusinessClock clock, IEnumerable<IDealerPast> past) : IPolicies
{
    /// <summary>More are not named one by one in a statement.</summary>
    private const int NamedDealers = 500;

    public async Task<IReadOnlyDictionary<string, PolicyValue>> ResolveAsync(
        AppDbContext db, string key, DateOnly day, IReadOnlyCollection<string>? dealerIds, CancellationToken cancellationToken)
    {
        var definition = PolicyKeys.Find(key) ?? throw new ArgumentException($"There is no policy key '{key}'.", nameof(key));
        var dealers = await DealersAsync(db, day, dealerIds, cancellationToken);
        var rules = (await InForce(db, day).Where(p => p.Key == key).ToListAsync(cancellationToken)).ConvertAll(p => p.Rule);
        return dealers.ToDictionary(d => d.DealerId, d => PolicyResolution.Resolve(definition, d, rules, day).Value, StringComparer.Ordinal);
    }

    /// <summary>Approved policies that hold on a day.</summary>
    public static IQueryable<Policy> InForce(AppDbContext db, DateOnly day) =>
        Approved(db).Where(p => p.From <= day && (p.To == null || p.To > day));

    public static IQueryable<Policy> Approved(AppDbContext db) => db.Set<Policy>().AsNoTracking().Where(p => p.State == Policy.Approved && !p.IsEnd);

    /// <summary>Dealers of the context's scope as they were on the day.</summary>
    public async Task<IReadOnlyList<PolicyDealer>> DealersAsync(AppDbContext db, DateOnly day, IReadOnlyCollection<string>? dealerIds, CancellationToken cancellationToken)
    {
        if (dealerIds is { Count: 0 })
        {
            return [];
        }

        var source = db.Set<DealerFact>().AsNoTracking();
        if (dealerIds is { Count: <= NamedDealers })
        {
            source = source.Where(d => dealerIds.Contains(d.DealerId));
        }

        var found = await (from dealer in source
                           join region in db.Set<RegionFact>() on dealer.RegionId equals region.RegionId into regions
                           from region in regions.DefaultIfEmpty()
                           select new { dealer.DealerId, dealer.Tier, dealer.Segment, Path = region == null ? dealer.RegionId : region.Path }).ToListAsync(cancellationToken);
        if (dealerIds is { Count: > NamedDealers })
        {
            var wanted = dealerIds.ToHashSet(StringComparer.Ordinal);
            found.RemoveAll(d => !wanted.Contains(d.DealerId));
        }

        IReadOnlyDictionary<string, DealerThen> then = new Dictionary<string, DealerThen>(StringComparer.Ordinal);
        if (day < clock.Today && past.FirstOrDefault() is { } history)
        {
            then = await history.OnAsync(db, day, found.ToDictionary(d => d.DealerId, d => new DealerThen(d.Tier, d.Segment), StringComparer.Ordinal), cancellationToken);
        }

        return
        [
            .. found.OrderBy(d => d.DealerId, StringComparer.Ordinal).Select(d =>
            {
                var (tier, segment) = then.TryGetValue(d.DealerId, out var was) ? (was.Tier, was.Segment) : (d.Tier, d.Segment);
                return new PolicyDealer(d.DealerId, tier, segment, d.Path.Split('/', StringSplitOptions.RemoveEmptyEntries));
            }),
        ];
    }
}
