using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Marketing.Contracts;

/// <summary>A deal that a dealer registered to be protected in it.</summary>
[Fact("deal_regs", Key = [nameof(DealId)], BusinessDate = nameof(RegisteredOn))]
public sealed class DealRegistrationFact : FactRow, IDealerOwned
{
    public required string DealId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly RegisteredOn { get; set; }

    public DateTimeOffset? SubmittedAt { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    [OneOf("submitted", "approved", "rejected", "won", "lost", "expired")]
    public string Status { get; set; } = "submitted";

    [Money]
    public long EstAmount { get; set; }

    [Money]
    public long WonAmount { get; set; }

    /// <summary>Another dealer registered the same deal.</summary>
    public bool Conflict { get; set; }
}
