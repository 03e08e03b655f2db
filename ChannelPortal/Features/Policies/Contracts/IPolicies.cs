using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Policies.Contracts;

/// <summary>Whom a policy speaks to, weakest first; the strongest that concerns a dealer counts.</summary>
public enum PolicyLevel
{
    /// <summary>No policy: what holds by itself.</summary>
    Standard,
    Segment,
    Tier,

    /// <summary>A tier within a region or anything under it; the nearer region counts before the wider one.</summary>
    TierRegion,
    Dealer,
}

/// <summary>What holds for a dealer.</summary>
/// <param name="Value">In the unit of the key; null where nothing holds.</param>
/// <param name="PolicyNo">The policy that says so; null for <see cref="PolicyLevel.Standard"/>.</param>
public sealed record PolicyValue(string DealerId, long? Value, PolicyLevel Level, string? PolicyNo)
{
    /// <summary>A policy decided, and not the standard.</summary>
    public bool IsSet => Level != PolicyLevel.Standard;
}

/// <summary>Policies of segments, tiers, regions and dealers (domain.md R04), for whoever acts by them.</summary>
public interface IPolicies
{
    /// <summary>
    /// What one key holds for many dealers on one day, read in one go and inside the caller's transaction. Only dealers within the context's scope; a day in the
    /// past answers by the tier and segment of that day.
    /// </summary>
    /// <param name="dealerIds">Null: every dealer of the scope.</param>
    Task<IReadOnlyDictionary<string, PolicyValue>> ResolveAsync(AppDbContext db, string key, DateOnly day, IReadOnlyCollection<string>? dealerIds, CancellationToken cancellationToken);
}

/// <summary>What became of a policy on the way to a value.</summary>
public enum PolicyOutcome
{
    Applied,

    /// <summary>Another one stands above it.</summary>
    Beaten,

    NotBegun,

    Ended,
}

/// <summary>One policy that concerns a dealer, or the standard below all of them.</summary>
/// <param name="PolicyNo">Null: the standard.</param>
/// <param name="Name">Region of a <see cref="PolicyLevel.TierRegion"/> in the reader's language.</param>
/// <param name="To">Day after the last.</param>
public sealed record PolicyStep(PolicyLevel Level, string? PolicyNo, long? Value, PolicyOutcome Outcome, DateOnly? From, DateOnly? To, string? Tier, string? Segment, string? Name, string? Reason, string? By);

/// <summary>What a dealer has by one key, why, and what the tier above would give.</summary>
/// <param name="Next">Null at the top.</param>
/// <param name="Steps">Strongest first: what applies, then what does not, each with its reason.</param>
public sealed record DealerBenefit(PolicyKey Key, PolicyValue Own, PolicyValue? Next, IReadOnlyList<PolicyStep> Steps);

/// <summary>Everything that policies give one dealer.</summary>
/// <param name="NextTier">Null at the top.</param>
public sealed record DealerBenefits(string DealerId, string Tier, string? NextTier, DateOnly Day, IReadOnlyList<DealerBenefit> Keys);

/// <summary>A dealer's benefits for showing.</summary>
public interface IDealerBenefits
{
    /// <summary>As of a day; null when the dealer does not exist within the scope.</summary>
    Task<DealerBenefits?> FindAsync(string dealerId, DateOnly day, DealerScope scope, CancellationToken cancellationToken);
}

/// <summary>What a dealer was on a day in the past.</summary>
public sealed record DealerThen(string Tier, string? Segment);

/// <summary>Tiers and segments of the past. The feature that keeps their history answers.</summary>
public interface IDealerPast
{
    /// <summary>By dealer; who is missing was then what it is now.</summary>
    /// <param name="now">What the dealers are today.</param>
    Task<IReadOnlyDictionary<string, DealerThen>> OnAsync(AppDbContext db, DateOnly day, IReadOnlyDictionary<string, DealerThen> now, CancellationToken cancellationToken);
}
