using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Policies.Queries;

/// <summary>A policy with the names of whom it speaks to.</summary>
/// <param name="Name">Name of the region or of the dealer in the reader's language.</param>
/// <param name="LastDay">Null: for good. Before the first day: it never held.</param>
public sealed record PolicyRow(
    string No, PolicyKey Key, PolicyLevel Level, string? Dealer, string? Tier, string? RegionId, string? Segment, string? Name, long Value, DateOnly From, DateOnly? LastDay, bool IsEnd, string? Replaces,
    string Reason, string State, string ProposedBy, string ProposedByName, DateTimeOffset ProposedAt, string? DecidedByName, DateTimeOffset? DecidedAt, string? DecisionReason)
{
    public bool Holds(DateOnly day) => State == Policy.Approved && !IsEnd && From <= day && (LastDay is not { } last || day <= last);

    /// <summary>Approved, and its first day is still ahead.</summary>
    public bool IsAhead(DateOnly day) => State == Policy.Approved && !IsEnd && From > day && (LastDay is not { } last || last >= From);

    public bool IsException => Level is PolicyLevel.Dealer or PolicyLevel.TierRegion;
}

/// <summary>A region to choose from.</summary>
public sealed record PolicyRegion(string RegionId, string Name, string Level);

/// <summary>All policies that the reader may see, newest first, with what acts by them.</summary>
/// <param name="Uses">By key: codes of <see cref="PolicyUse"/>; a key without one is only shown to dealers.</param>
public sealed record PolicyMatrix(DateOnly Day, IReadOnlyList<PolicyRow> Rows, IReadOnlyList<PolicyRegion> Regions, ILookup<string, string> Uses)
{
    public IEnumerable<PolicyRow> Waiting => Rows.Where(r => r.State == Policy.Proposed);

    /// <summary>What a tier or segment has on the day by itself; null where no policy speaks to it.</summary>
    public PolicyRow? Cell(PolicyKey key, string? tier, string? segment) => Rows.FirstOrDefault(r => r.Key == key && !r.IsException && r.Tier == tier && r.Segment == segment && r.Holds(Day));

    /// <summary>The next value of a tier or segment that is approved already.</summary>
    public PolicyRow? Ahead(PolicyKey key, string? tier, string? segment) => Rows.Where(r => r.Key == key && !r.IsException && r.Tier == tier && r.Segment == segment && r.IsAhead(Day)).MinBy(r => r.From);
}

/// <summary>Policies for their own screen. One for a single dealer is shown to whose scope holds the dealer.</summary>
internal sealed class FindPolicies(IAppDbFactory factory, BusinessClock clock, IEnumerable<PolicyUse> uses)
{
    public async Task<PolicyMatrix> RunAsync(Caller caller, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        await using var db = factory.Create(caller.Scope);
        var regions = await db.Set<RegionFact>().AsNoTracking().OrderBy(r => r.Path).Select(r => new PolicyRegion(r.RegionId, isChinese ? r.Name : r.NameEn, r.Level)).ToListAsync(cancellationToken);
        var names = regions.ToDictionary(r => r.RegionId, r => r.Name, StringComparer.Ordinal);
        var all = await db.Set<Policy>().AsNoTracking().ToListAsync(cancellationToken);
        all.RemoveAll(p => p.ForDealer is not null && !caller.Scope.Allows(p.ForDealer));
        var named = all.Select(p => p.ForDealer).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var dealers = await db.Set<DealerFact>().AsNoTracking().Where(d => named.Contains(d.DealerId)).Select(d => new { d.DealerId, Name = isChinese ? d.Name : d.NameEn ?? d.Name })
            .ToDictionaryAsync(d => d.DealerId, d => d.Name, StringComparer.Ordinal, cancellationToken);
        return new PolicyMatrix(
            clock.Today,
            [.. all.Where(p => PolicyKeys.Find(p.Key) is not null && p.Target.Level is not null).OrderByDescending(p => p.ProposedAt).ThenByDescending(p => p.No, StringComparer.Ordinal).Select(p => RowOf(p, p.ForDealer is { } id ? dealers.GetValueOrDefault(id, id) : p.RegionId is { } region ? names.GetValueOrDefault(region, region) : null))],
            regions,
            uses.ToLookup(u => u.Key, u => u.Use, StringComparer.Ordinal));
    }


    private static PolicyRow RowOf(Policy p, string? name) => new(
        p.No, PolicyKeys.Find(p.Key)!, p.Target.Level!.Value, p.ForDealer, p.Tier, p.RegionId, p.Segment, name, p.Value, p.From, p.To?.AddDays(-1), p.IsEnd, p.Replaces, p.Reason, p.State, p.ProposedBy,
        p.ProposedByName, p.ProposedAt, p.DecidedByName, p.DecidedAt, p.DecisionReason);
}
