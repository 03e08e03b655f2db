using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Logistics.Domain;

/// <summary>What is in a shipment. Shipments from outside have no lines.</summary>
internal sealed class ShipmentLine : IDealerOwned
{
    public required string ShipmentId { get; init; }

    public int LineNo { get; init; }

    public required string OrderId { get; init; }

    public required string DealerId { get; init; }

    public required string ProductId { get; init; }

    /// <summary>Thousandths of the unit, as all quantities.</summary>
    public long Qty { get; init; }

    /// <summary>Missing when the goods arrived.</summary>
    public long ShortQty { get; set; }

    public long DamagedQty { get; set; }
}
