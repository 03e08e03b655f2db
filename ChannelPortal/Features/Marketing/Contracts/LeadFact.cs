using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Marketing.Contracts;

/// <summary>A prospect that was given to a dealer.</summary>
[Fact("leads", Key = [nameof(LeadId)], BusinessDate = nameof(CreatedOn))]
public sealed class LeadFact : FactRow, IDealerOwned
{
    public required string LeadId { get; set; }

    public required string DealerId { get; set; }

    [OneOf("web", "event", "referral", "brand")]
    public string Source { get; set; } = "web";

    public DateOnly CreatedOn { get; set; }

    public DateTimeOffset? CreatedAt { get; set; }

    public DateTimeOffset? AssignedAt { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? ContactedAt { get; set; }

    public DateOnly? ConvertedOn { get; set; }

    [OneOf("new", "assigned", "accepted", "contacted", "converted", "lost", "recycled")]
    public string Status { get; set; } = "new";

    [Money]
    public long WonAmount { get; set; }

    [Money]
    public long Cost { get; set; }
}
