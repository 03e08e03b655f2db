using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Logistics.Domain;

/// <summary>The seven states that a parcel is shown in, whatever carriers call them.</summary>
public enum TrackingState
{
    Ordered,
    Collected,
    Moving,
    OutForDelivery,
    Signed,
    Trouble,
    GoingBack,
}

/// <summary>What a carrier reported. The same code at the same instant is the same event, however often it is told.</summary>
internal sealed class TrackingEvent : IDealerOwned
{
    public const int MaxCode = 32;

    public const int MaxPlace = 200;

    public const int MaxRaw = 1_000;

    public required string ShipmentId { get; init; }

    /// <summary>The carrier's own code.</summary>
    public required string Code { get; init; }

    public DateTimeOffset At { get; init; }

    public required string DealerId { get; init; }

    public TrackingState State { get; init; }

    public string? Place { get; init; }

    /// <summary>The carrier's own words.</summary>
    public string? Raw { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}
