using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.PriceControl.Contracts;

/// <summary>A suspected breach of market rules, and where the case stands.</summary>
[Fact("violations", Key = [nameof(ViolationId)], BusinessDate = nameof(FoundOn))]
public sealed class ViolationFact : FactRow, IDealerOwned
{
    public required string ViolationId { get; set; }

    public required string DealerId { get; set; }

    [OneOf("price", "diversion", "fraud", "contract", "data", "brand")]
    public string Kind { get; set; } = "price";

    public DateOnly FoundOn { get; set; }

    [OneOf("minor", "major", "critical")]
    public string Severity { get; set; } = "minor";

    [OneOf("suspected", "confirmed", "dismissed")]
    public string Status { get; set; } = "suspected";

    [OneOf("engine", "audit", "report")]
    public string DetectedBy { get; set; } = "engine";

    [Money]
    public long Amount { get; set; }

    [Money]
    public long PenaltyAmount { get; set; }

    public DateOnly? ClosedOn { get; set; }

    public bool Appealed { get; set; }

    public bool AppealUpheld { get; set; }
}
