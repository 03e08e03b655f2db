using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Service.Contracts;

/// <summary>A warranty claim of a dealer.</summary>
[Fact("warranty_claims", Key = [nameof(WarrantyClaimId)], BusinessDate = nameof(FiledOn))]
public sealed class WarrantyClaimFact : FactRow, IDealerOwned
{
    public required string WarrantyClaimId { get; set; }

    public required string DealerId { get; set; }

    public required string ProductId { get; set; }

    public DateOnly FiledOn { get; set; }

    public DateOnly? DecidedOn { get; set; }

    [Money]
    public long Amount { get; set; }

    [Money]
    public long ApprovedAmount { get; set; }

    [OneOf("open", "approved", "rejected")]
    public string Status { get; set; } = "open";
}
