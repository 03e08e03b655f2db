using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Risk.Contracts;

/// <summary>The review of a held order and where it stands; it moves the queue of the reviewers.</summary>
[Fact("risk_reviews", Key = [nameof(OrderId)], BusinessDate = nameof(OpenedOn))]
public sealed class RiskReviewFact : FactRow, IDealerOwned
{
    public required string OrderId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly OpenedOn { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public double Score { get; set; }

    [OneOf("auditors", "manager")]
    public string Desk { get; set; } = "auditors";

    [OneOf("open", "in_review", "papers_requested", "released", "rejected", "withdrawn")]
    public string State { get; set; } = "open";

    /// <summary>Whether the engine was right; null while nobody has decided.</summary>
    [OneOf("true", "false")]
    public string? Verdict { get; set; }
}
