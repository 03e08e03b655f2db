using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Logistics.Contracts;

/// <summary>A shipment that needs a person, and where that stands.</summary>
[Fact("delivery_tasks", Key = [nameof(TaskId)], BusinessDate = nameof(OpenedOn))]
public sealed class DeliveryTaskFact : FactRow, IDealerOwned
{
    public required string TaskId { get; set; }

    public required string ShipmentId { get; set; }

    public required string OrderId { get; set; }

    public required string DealerId { get; set; }

    [OneOf("no_scan", "wrong_route", "delay", "damage", "refusal", "carrier")]
    public string Kind { get; set; } = "carrier";

    [OneOf("open", "taken", "resolved")]
    public string Status { get; set; } = "open";

    public DateOnly OpenedOn { get; set; }

    public DateTimeOffset? OpenedAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }
}
