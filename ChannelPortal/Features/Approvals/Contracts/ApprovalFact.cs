using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Approvals.Contracts;

/// <summary>A request for approval and what became of it.</summary>
[Fact("approvals", Key = [nameof(ApprovalId)], BusinessDate = nameof(RequestedOn))]
public sealed class ApprovalFact : FactRow, IDealerOwned
{
    public required string ApprovalId { get; set; }

    public required string DealerId { get; set; }

    [OneOf("order", "quote", "claim", "rebate", "tier", "credit", "return", "price", "order_limit")]
    public string DocKind { get; set; } = "order";

    public DateOnly RequestedOn { get; set; }

    public DateTimeOffset? RequestedAt { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Hours that all steps together may take.</summary>
    public double SlaHours { get; set; }

    /// <summary>Null while it waits.</summary>
    [OneOf("approved", "rejected", "expired")]
    public string? Outcome { get; set; }
}
