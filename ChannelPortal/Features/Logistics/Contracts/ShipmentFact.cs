using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Logistics.Contracts;

/// <summary>A parcel or truck load of an order.</summary>
[Fact("shipments", Key = [nameof(ShipmentId)], BusinessDate = nameof(ShippedOn))]
public sealed class ShipmentFact : FactRow, IDealerOwned
{
    public required string ShipmentId { get; set; }

    public required string OrderId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly ShippedOn { get; set; }

    /// <summary>Instant of the hand-over to the carrier.</summary>
    public DateTimeOffset? ShippedAt { get; set; }

    public DateOnly? PromisedOn { get; set; }

    public DateOnly? DeliveredOn { get; set; }

    public DateOnly? PodOn { get; set; }

    [OneOf("in_transit", "delivered", "exception")]
    public string Status { get; set; } = "in_transit";

    [TextLength(100)]
    public string? Carrier { get; set; }

    [TextLength(64)]
    public string? TrackingNo { get; set; }

    /// <summary>Where the last carrier scan was, as the carrier words it.</summary>
    [TextLength(200)]
    public string? LastPlace { get; set; }

    /// <summary>Instant of the last carrier scan.</summary>
    public DateTimeOffset? LastScanAt { get; set; }

    [Money]
    public long FreightCost { get; set; }

    [Money]
    public long GoodsValue { get; set; }

    public double WeightKg { get; set; }

    [Quantity]
    public long Qty { get; set; }

    [Quantity]
    public long DamagedQty { get; set; }

    [Quantity]
    public long ShortQty { get; set; }

    public int TrackingEvents { get; set; }

    public bool IsSplit { get; set; }
}
