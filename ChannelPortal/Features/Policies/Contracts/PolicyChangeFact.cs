using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Policies.Contracts;

/// <summary>A policy was proposed, decided, or its day came.</summary>
[Fact("policy_changes", Key = [nameof(ChangeId)], BusinessDate = nameof(ChangedOn))]
public sealed class PolicyChangeFact : FactRow, IDealerOwned
{
    public required string ChangeId { get; set; }

    /// <summary>The one dealer that the policy speaks to; null for policies of tiers and segments.</summary>
    public string? DealerId { get; set; }

    public required string PolicyNo { get; set; }

    /// <summary>Null: policies of any key.</summary>
    [TextLength(32)]
    public string? PolicyKey { get; set; }

    public DateOnly ChangedOn { get; set; }

    /// <summary>Begun and ended are said on the day; a policy that begins on the day of its approval is only approved.</summary>
    [OneOf("proposed", "approved", "refused", "withdrawn", "begun", "ended")]
    public string Status { get; set; } = "proposed";

    /// <summary>What dealers live by may have moved.</summary>
    public bool IsFelt() => Status is "approved" or "begun" or "ended";
}
