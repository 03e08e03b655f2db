using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Targets.Contracts;

/// <summary>How far a dealer and the manufacturer are with the dealer's targets of a year.</summary>
[Fact("target_standings", Key = [nameof(PlanId), nameof(DealerId)], BusinessDate = nameof(MovedOn))]
public sealed class TargetStandingFact : FactRow, IDealerOwned
{
    public required string PlanId { get; set; }

    public required string DealerId { get; set; }

    public int Year { get; set; }

    [OneOf("sell_in", "sell_out", "new_product", "collection")]
    public string Kind { get; set; } = "sell_in";

    /// <summary>Opened: the dealer may propose. Agreed, frozen and changed: the target is what <see cref="TotalAmount"/> says.</summary>
    [OneOf("opened", "proposed", "agreed", "frozen", "changed")]
    public string Status { get; set; } = "opened";

    /// <summary>All months of the plan: what was handed down, proposed or set.</summary>
    [Money]
    public long TotalAmount { get; set; }

    /// <summary>Counts each proposal, agreement and change, so that the same words said again are news.</summary>
    public int Turn { get; set; }

    /// <summary>Last day on which a proposal is asked for; null: no day was named.</summary>
    public DateOnly? ProposeUntil { get; set; }

    public DateOnly MovedOn { get; set; }
}
