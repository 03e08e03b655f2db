namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>Where an order stands. The fact stores the name in lower case.</summary>
public enum OrderStatus
{
    Draft,
    Submitted,
    Held,
    Confirmed,
    Shipped,
    Delivered,
    Closed,
    Cancelled,
    Rejected,
}

/// <summary>What may happen to an order after it was placed.</summary>
public enum OrderTrigger
{
    /// <summary>Finance lets a held order through.</summary>
    Release,

    /// <summary>Finance refuses a held order.</summary>
    Reject,

    /// <summary>A review found nothing that stands against the order, and its credit is there.</summary>
    Clear,

    /// <summary>The same, but finance must look at its credit.</summary>
    Refer,

    /// <summary>A review ended the order.</summary>
    Refuse,

    /// <summary>The nightly look at open orders wants a review.</summary>
    Suspect,

    /// <summary>The warehouse finished picking.</summary>
    Pick,

    /// <summary>The warehouse handed goods to the carrier, all or a part. Again for what followed later.</summary>
    Ship,

    /// <summary>A carrier's event says that the goods are on their way.</summary>
    CarrierShip,

    /// <summary>The dealer has the goods.</summary>
    Deliver,

    /// <summary>The dealer takes the order back before it is shipped.</summary>
    Cancel,

    /// <summary>The dealer's own approver consented, and the order passed what a submit passes.</summary>
    Approve,

    /// <summary>The same, but risk or credit holds the order.</summary>
    ApproveHeld,

    /// <summary>The dealer's own approver refused.</summary>
    Decline,

    /// <summary>Lines that are not shipped change.</summary>
    Amend,

    /// <summary>An amendment that wants a review.</summary>
    AmendHeld,

    /// <summary>Lines move to an order of their own.</summary>
    Split,

    /// <summary>What is not shipped yet ends.</summary>
    CancelRest,

    /// <summary>Delivered and billed: nothing is left to do.</summary>
    Close,

    /// <summary>A closed order comes back into work.</summary>
    Reopen,
}

/// <summary>Converts between the enum and the fact's text.</summary>
public static class OrderStatuses
{
    /// <summary><see cref="OrderFact.HoldReason"/> of a submitted order that waits for the dealer's own approver and has not reached the manufacturer yet.</summary>
    public const string AwaitsApproval = "approval";

    /// <summary>Orders on their way: neither finished nor given up.</summary>
    public static readonly string[] InMotion = ["submitted", "held", "confirmed", "shipped"];

    public static string Code(this OrderStatus status) => status switch
    {
        OrderStatus.Draft => "draft",
        OrderStatus.Submitted => "submitted",
        OrderStatus.Held => "held",
        OrderStatus.Confirmed => "confirmed",
        OrderStatus.Shipped => "shipped",
        OrderStatus.Delivered => "delivered",
        OrderStatus.Closed => "closed",
        OrderStatus.Cancelled => "cancelled",
        OrderStatus.Rejected => "rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static OrderStatus Parse(string code) => Enum.Parse<OrderStatus>(code, ignoreCase: true);
}
