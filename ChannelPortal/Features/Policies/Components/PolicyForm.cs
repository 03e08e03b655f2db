using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Contracts;

namespace ChannelPortal.Features.Policies.Components;

/// <summary>A proposal while it is typed.</summary>
public sealed class PolicyForm
{
    public const string ForTier = "tier";
    public const string ForTierRegion = "tier_region";
    public const string ForSegment = "segment";
    public const string ForDealer = "dealer";

    public static readonly IReadOnlyList<string> Kinds = [ForTier, ForTierRegion, ForSegment, ForDealer];

    public string KeyId { get; set; } = PolicyKeys.CreditTerm;

    public string Kind { get; set; } = ForTier;

    public string Tier { get; set; } = "gold";

    public string RegionId { get; set; } = "";

    public string Segment { get; set; } = PolicyKeys.Segments[0];

    public string? Dealer { get; set; }

    public string? Value { get; set; }

    public DateOnly From { get; set; }

    public DateOnly? LastDay { get; set; }

    public string? Reason { get; set; }

    /// <summary>The policy of the same target on the same days ends where this one begins.</summary>
    public bool GivesWay { get; set; }

    /// <summary>Nothing follows: the policy that would give way only ends.</summary>
    public bool IsEnd { get; set; }

    public PolicyKey Key => PolicyKeys.Find(KeyId)!;

    /// <summary>Null while something is missing or cannot be read.</summary>
    /// <param name="replaces">The policy that may give way.</param>
    internal PolicyDraft? Draft(string? replaces)
    {
        var (tier, region, segment, dealer) = Kind switch
        {
            ForTierRegion => (Tier, RegionId, null, null),
            ForSegment => (null, null, Segment, null),
            ForDealer => (null, null, null, Dealer?.Trim()),
            _ => (Tier, (string?)null, (string?)null, (string?)null),
        };
        var isMissing = (Kind == ForTierRegion && string.IsNullOrEmpty(region)) || (Kind == ForDealer && string.IsNullOrEmpty(dealer));
        return isMissing || PolicyWords.Parse(Key, Value) is not { } value ? null : new PolicyDraft(KeyId, dealer, tier, region, segment, value, From, LastDay, replaces);
    }
}
