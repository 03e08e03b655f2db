using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>A dealer order and where it stands.</summary>
[Fact("orders", Key = [nameof(OrderId)], BusinessDate = nameof(OrderedOn))]
public sealed class OrderFact : FactRow, IDealerOwned
{
    public required string OrderId { get; set; }

    public required string DealerId { get; set; }

    public string? RegionId { get; set; }

    /// <summary>Where the goods go; null means the dealer's own address.</summary>
    public string? ShipToId { get; set; }

    public DateOnly OrderedOn { get; set; }

    [OneOf("portal", "mobile", "edi", "rep")]
    public string Channel { get; set; } = "portal";

    [OneOf("draft", "submitted", "held", "confirmed", "shipped", "delivered", "closed", "cancelled", "rejected")]
    public string Status { get; set; } = "submitted";

    public DateTimeOffset? SubmittedAt { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>When the warehouse finished picking.</summary>
    public DateTimeOffset? PickedAt { get; set; }

    public DateTimeOffset? FirstShipAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public DateOnly? PromisedOn { get; set; }

    [Money]
    public long NetAmount { get; set; }

    public int LineCount { get; set; }

    public bool IsRush { get; set; }

    public bool AutoApproved { get; set; }

    public bool WasHeld { get; set; }

    /// <summary>
    /// Why the order is or was held: for finance, <c>risk</c> while it is under review, or <c>approval</c> while a submitted one waits for the dealer's own
    /// approver.
    /// </summary>
    [OneOf("over_limit", "no_limit", "overdue", "blocked", "risk", "approval")]
    public string? HoldReason { get; set; }

    public double? HoldHours { get; set; }

    public int AmendedCount { get; set; }

    public bool? OnTime { get; set; }

    public bool? InFull { get; set; }

    public bool? DamageFree { get; set; }

    public bool? DocOk { get; set; }

    public double? RiskScore { get; set; }

    /// <summary>ISO 4217.</summary>
    [TextLength(3)]
    public string Currency { get; set; } = "CNY";
}

/// <summary>Orders per dealer, day and status.</summary>
[Rollup("orders_day", typeof(OrderFact))]
public sealed class OrderDay : IDealerOwned
{
    [RollupKey]
    public required string DealerId { get; set; }

    [RollupKey]
    public DateOnly OrderedOn { get; set; }

    [RollupKey]
    public required string Status { get; set; }

    public long Rows { get; set; }

    public long NetAmount { get; set; }

    public long LineCount { get; set; }
}

/// <summary>Orders by the hour in which they were confirmed.</summary>
[Rollup("orders_confirmed_hour", typeof(OrderFact))]
public sealed class OrderConfirmedHour : IDealerOwned
{
    [RollupKey]
    public required string DealerId { get; set; }

    /// <summary>Start of the hour; 1970 for orders that are not there yet.</summary>
    [RollupKey(From = nameof(OrderFact.ConfirmedAt), Hour = true)]
    public DateTimeOffset HourAt { get; set; }

    public long Rows { get; set; }

    public long NetAmount { get; set; }
}

/// <summary>Orders by the hour in which they were shipped.</summary>
[Rollup("orders_shipped_hour", typeof(OrderFact))]
public sealed class OrderShippedHour : IDealerOwned
{
    [RollupKey]
    public required string DealerId { get; set; }

    /// <summary>Start of the hour; 1970 for orders that are not there yet.</summary>
    [RollupKey(From = nameof(OrderFact.FirstShipAt), Hour = true)]
    public DateTimeOffset HourAt { get; set; }

    public long Rows { get; set; }

    public long NetAmount { get; set; }
}

/// <summary>Orders by the hour in which they were delivered.</summary>
[Rollup("orders_delivered_hour", typeof(OrderFact))]
public sealed class OrderDeliveredHour : IDealerOwned
{
    [RollupKey]
    public required string DealerId { get; set; }

    /// <summary>Start of the hour; 1970 for orders that are not there yet.</summary>
    [RollupKey(From = nameof(OrderFact.DeliveredAt), Hour = true)]
    public DateTimeOffset HourAt { get; set; }

    public long Rows { get; set; }

    public long NetAmount { get; set; }
}
