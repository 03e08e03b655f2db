using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Marketing.Contracts;

/// <summary>A submitted claim of a dealer on market funds or price support.</summary>
[Fact("claims", Key = [nameof(ClaimId)], BusinessDate = nameof(SubmittedOn))]
public sealed class ClaimFact : FactRow, IDealerOwned
{
    public required string ClaimId { get; set; }

    public required string DealerId { get; set; }

    [OneOf("mdf", "coop", "promo", "price_protection", "ship_debit", "spiff")]
    public string Kind { get; set; } = "mdf";

    public DateOnly SubmittedOn { get; set; }

    public DateTimeOffset? SubmittedAt { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public DateTimeOffset? PaidAt { get; set; }

    [OneOf("submitted", "in_review", "returned", "approved", "rejected", "paid")]
    public string Status { get; set; } = "submitted";

    [Money]
    public long RequestedAmount { get; set; }

    [Money]
    public long ApprovedAmount { get; set; }

    public bool ProofComplete { get; set; }

    public bool WasReturned { get; set; }

    public bool DuplicateFlag { get; set; }
}
