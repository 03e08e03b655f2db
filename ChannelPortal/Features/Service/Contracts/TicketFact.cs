using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Service.Contracts;

/// <summary>A request for technical support.</summary>
[Fact("tickets", Key = [nameof(TicketId)], BusinessDate = nameof(OpenedOn))]
public sealed class TicketFact : FactRow, IDealerOwned
{
    public required string TicketId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly OpenedOn { get; set; }

    public DateTimeOffset? OpenedAt { get; set; }

    public DateTimeOffset? FirstReplyAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    [OneOf("portal", "phone", "ar", "onsite")]
    public string Channel { get; set; } = "portal";

    public bool RemoteFixed { get; set; }

    public bool Reopened { get; set; }

    /// <summary>From 1 to 5.</summary>
    public double? Csat { get; set; }

    public bool? SlaMet { get; set; }
}
