using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Policies.Domain;

/// <summary>Whom a policy speaks to: one dealer, a tier with or without a region, or a segment. Other combinations have no place in the order and are none.</summary>
internal sealed record PolicyTarget(string? Dealer, string? Tier, string? RegionId, string? Segment)
{
    /// <summary>Null for a combination that is none.</summary>
    public PolicyLevel? Level => this switch
    {
        { Dealer: not null, Tier: null, RegionId: null, Segment: null } => PolicyLevel.Dealer,
        { Dealer: null, Tier: not null, RegionId: not null, Segment: null } => PolicyLevel.TierRegion,
        { Dealer: null, Tier: not null, RegionId: null, Segment: null } => PolicyLevel.Tier,
        { Dealer: null, Tier: null, RegionId: null, Segment: not null } => PolicyLevel.Segment,
        _ => null,
    };
}

/// <summary>
/// A value for some dealers from a day on: proposed by one person, decided by another. What it says never changes; approving a successor or an end only moves its
/// last day, and never into the past.
/// </summary>
internal sealed class Policy
{
    public const string Proposed = "proposed";
    public const string Approved = "approved";
    public const string Refused = "refused";
    public const string Withdrawn = "withdrawn";

    public required string No { get; init; }

    public required string Key { get; init; }

    /// <summary>The one dealer that it speaks to.</summary>
    public string? ForDealer { get; init; }

    public string? Tier { get; init; }

    /// <summary>The region or anything under it.</summary>
    public string? RegionId { get; init; }

    public string? Segment { get; init; }

    /// <summary>In the unit of the key.</summary>
    public long Value { get; init; }

    public DateOnly From { get; init; }

    /// <summary>Day after the last; null for good.</summary>
    public DateOnly? To { get; private set; }

    /// <summary>Sets nothing, but ends <see cref="Replaces"/> on <see cref="From"/>.</summary>
    public bool IsEnd { get; init; }

    /// <summary>The policy that gives way to this one on its first day.</summary>
    public string? Replaces { get; init; }

    public required string Reason { get; init; }

    public string State { get; private set; } = Proposed;

    public required string ProposedBy { get; init; }

    public required string ProposedByName { get; init; }

    public DateTimeOffset ProposedAt { get; init; }

    public string? DecidedByName { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecisionReason { get; private set; }

    public int Version { get; private set; }

    public PolicyTarget Target => new(ForDealer, Tier, RegionId, Segment);

    public PolicyRule Rule => new(No, Key, Target, Value, From, To);

    public Policy Until(DateOnly? to)
    {
        To = to;
        return this;
    }

    /// <summary>Counts no more from the day on; a policy that has not begun by then never does.</summary>
    public void GiveWay(DateOnly day) => To = To is { } to && to < day ? to : day < From ? From : day;

    public Error? Decide(bool isApproved, string? reason, Caller by, DateTimeOffset now)
    {
        if (State != Proposed)
        {
            return Error.Of("policy_decided", No);
        }

        if (by.UserId == ProposedBy)
        {
            return Error.Of("policy_own");
        }

        (State, DecidedByName, DecidedAt, DecisionReason) = (isApproved ? Approved : Refused, by.Name, now, reason);
        return null;
    }

    public Error? Withdraw(Caller by, DateTimeOffset now)
    {
        if (State != Proposed)
        {
            return Error.Of("policy_decided", No);
        }

        if (by.UserId != ProposedBy)
        {
            return Error.Of("policy_not_yours", ProposedByName);
        }

        (State, DecidedByName, DecidedAt) = (Withdrawn, by.Name, now);
        return null;
    }

    /// <summary>Decided when it was made, for a portal that begins with policies.</summary>
    public Policy As(string state, string by, DateTimeOffset at)
    {
        (State, DecidedByName, DecidedAt) = (state, by, at);
        return this;
    }
}
