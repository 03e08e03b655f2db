using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Logistics.Domain;

/// <summary>Who took a shipment over, when, and in what state. One a shipment; short and damaged quantities stand on its lines.</summary>
internal sealed class ProofOfDelivery : IDealerOwned
{
    public const int MaxName = 60;

    public const int MaxNote = 500;

    public required string ShipmentId { get; init; }

    public required string OrderId { get; init; }

    public required string DealerId { get; init; }

    public required string SignedBy { get; init; }

    public string? Note { get; init; }

    /// <summary>Hash in the file store; null without a photo.</summary>
    public string? Photo { get; init; }

    public string? PhotoType { get; init; }

    public long ShortQty { get; init; }

    public long DamagedQty { get; init; }

    /// <summary>When the goods were there.</summary>
    public DateTimeOffset At { get; init; }

    public required string RecordedBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}
