using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Inventory.Domain;

internal enum ReservationState
{
    Active,
    Shipped,
    Released,

    /// <summary>The order was held too long.</summary>
    Expired,
}

/// <summary>Stock of one centre that is kept for an order line.</summary>
internal sealed class Reservation : IDealerOwned
{
    public required string OrderId { get; init; }

    public int LineNo { get; init; }

    public required string LocationId { get; init; }

    public required string DealerId { get; init; }

    public required string ProductId { get; init; }

    /// <summary>Still kept.</summary>
    public long Qty { get; set; }

    public long ShippedQty { get; set; }

    public ReservationState State { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Only while the order is held.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Raised by every change; a change that saw an older one starts over.</summary>
    public int Steps { get; set; }
}

/// <summary>The part of an order line that waits for stock.</summary>
internal sealed class Backorder : IDealerOwned
{
    public required string OrderId { get; init; }

    public int LineNo { get; init; }

    public required string DealerId { get; init; }

    public required string ProductId { get; init; }

    /// <summary>The centre whose deliveries it waits for.</summary>
    public required string LocationId { get; init; }

    public long Qty { get; set; }

    public DateOnly? PromisedOn { get; set; }

    public DateTimeOffset At { get; init; }
}
