using ChannelPortal.Features.Policies.Contracts;

namespace ChannelPortal.Features.Policies.Domain;

/// <summary>A policy as far as its value is concerned.</summary>
/// <param name="To">Day after the last.</param>
internal sealed record PolicyRule(string No, string Key, PolicyTarget Target, long Value, DateOnly From, DateOnly? To)
{
    public bool Covers(DateOnly day) => From <= day && (To is not { } end || day < end);

    /// <summary>Both hold on some day. A rule without a day overlaps nothing.</summary>
    public bool Overlaps(PolicyRule other) => From < (other.To ?? DateOnly.MaxValue) && other.From < (To ?? DateOnly.MaxValue) && From < (To ?? DateOnly.MaxValue) && other.From < (other.To ?? DateOnly.MaxValue);

    /// <summary>
    /// One dealer could meet both, neither stands above the other, and a day has both: what may not be. Of two regions of a tier one holds the other, and then the
    /// nearer one stands above, or they share no dealer; so only the same target collides.
    /// </summary>
    public bool Collides(PolicyRule other) => Key == other.Key && No != other.No && Target == other.Target && Overlaps(other);
}

/// <summary>What of a dealer decides on its policies.</summary>
/// <param name="Path">Regions from the nation down to the dealer's own.</param>
internal sealed record PolicyDealer(string DealerId, string Tier, string? Segment, IReadOnlyList<string> Path);

/// <summary>The one rule of policies: dealer, tier within a region (the nearest), tier, segment, standard.</summary>
internal static class PolicyResolution
{
    /// <param name="rules">Approved rules of one key; dealers and days that they do not concern are left out here.</param>
    public static (PolicyValue Value, IReadOnlyList<PolicyRule> Concerned) Resolve(PolicyKey key, PolicyDealer dealer, IEnumerable<PolicyRule> rules, DateOnly day)
    {
        var concerned = rules.Where(r => r.Key == key.Id && Strength(r.Target, dealer) is not null)
            .OrderByDescending(r => r.Covers(day)).ThenByDescending(r => Strength(r.Target, dealer)).ThenByDescending(r => r.From).ThenByDescending(r => r.No, StringComparer.Ordinal).ToList();
        var winner = concerned.FirstOrDefault(r => r.Covers(day));
        return (winner is null
            ? new PolicyValue(dealer.DealerId, key.StandardOf(dealer.Tier), PolicyLevel.Standard, null)
            : new PolicyValue(dealer.DealerId, winner.Value, winner.Target.Level!.Value, winner.No), concerned);
    }

    /// <summary>Level and nearness of the region; null when the target is not this dealer.</summary>
    public static (PolicyLevel Level, int Depth)? Strength(PolicyTarget target, PolicyDealer dealer)
    {
        if (target.Level is not { } level)
        {
            return null;
        }

        var depth = target.RegionId is { } region ? IndexOf(dealer.Path, region) : 0;
        var isMet = level switch
        {
            PolicyLevel.Dealer => target.Dealer == dealer.DealerId,
            PolicyLevel.TierRegion => target.Tier == dealer.Tier && depth >= 0,
            PolicyLevel.Tier => target.Tier == dealer.Tier,
            PolicyLevel.Segment => target.Segment == dealer.Segment,
            _ => false,
        };
        return isMet ? (level, depth) : null;
    }

    private static int IndexOf(IReadOnlyList<string> path, string region)
    {
        for (var i = 0; i < path.Count; i++)
        {
            if (path[i] == region)
            {
                return i;
            }
        }

        return -1;
    }
}
