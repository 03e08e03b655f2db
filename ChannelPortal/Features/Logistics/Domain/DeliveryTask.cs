using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Logistics.Domain;

/// <summary>Something went wrong with a shipment and a person must see to it.</summary>
internal sealed class DeliveryTask : IDealerOwned
{
    public const int MaxNote = 1_000;

    public Guid Id { get; init; }

    public required string ShipmentId { get; init; }

    public required string OrderId { get; init; }

    public required string DealerId { get; init; }

    public required string Kind { get; init; }

    /// <summary>The instant that it is about. With shipment and kind it is unique: one cause opens one task, however often it is looked at.</summary>
    public DateTimeOffset SinceAt { get; init; }

    /// <summary>Where, or what the carrier said.</summary>
    public string? Detail { get; init; }

    public string State { get; set; } = "open";

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>Who took it.</summary>
    public string? OwnerId { get; set; }

    public string? OwnerName { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public string? ResolvedBy { get; set; }

    public string? Note { get; set; }
}
