using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Returns.Domain;

/// <summary>A return of goods (RMA). Amounts in minor units.</summary>
public sealed class GoodsReturn : IDealerOwned
{
    public const int LongestNote = 500;

    public required string Number { get; init; }

    public required string DealerId { get; init; }

    public required string Currency { get; init; }

    public string Status { get; set; } = ReturnStatus.Requested.Code();

    public bool IsAutoApproved { get; set; }

    public string? Note { get; init; }

    public required string RequestedBy { get; init; }

    public required string RequestedByName { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public string? Carrier { get; set; }

    public string? TrackingNo { get; set; }

    public DateTimeOffset? ReceivedAt { get; set; }

    public DateTimeOffset? InspectedAt { get; set; }

    public DateTimeOffset? CreditedAt { get; set; }

    /// <summary>Why it was refused.</summary>
    public string? Refusal { get; set; }

    /// <summary>Net credit to expect, fees taken off.</summary>
    public long Amount { get; set; }

    /// <summary>Gross credit given.</summary>
    public long CreditedGross { get; set; }

    /// <summary>Numbers of the credit notes, with commas.</summary>
    public string? CreditNotes { get; set; }

    public int Steps { get; set; }

    public int Version { get; set; }
}

/// <summary>Goods of one order line on their way back.</summary>
public sealed class ReturnLine : IDealerOwned
{
    public required string Number { get; init; }

    public int Line { get; init; }

    public required string DealerId { get; init; }

    public required string OrderId { get; init; }

    public int OrderLine { get; init; }

    public required string ProductId { get; init; }

    public long Qty { get; init; }

    public required string Reason { get; init; }

    public string? Note { get; init; }

    /// <summary>Restocking fee that the policy keeps.</summary>
    public int FeePercent { get; init; }

    /// <summary>Net credit: expected, then accepted, then given.</summary>
    public long Amount { get; set; }

    /// <summary>Null until the inspection.</summary>
    public long? AcceptedQty { get; set; }

    public string? Disposition { get; set; }

    public string? InspectionNote { get; set; }
}

/// <summary>How much of an order line is on its way back or back. Raised only by a conditional update, so two requests never return the same piece.</summary>
internal sealed class ReturnedOrderLine : IDealerOwned
{
    public required string OrderId { get; init; }

    public int LineNo { get; init; }

    public required string DealerId { get; init; }

    public long Qty { get; set; }
}

/// <summary>One step of a return's life.</summary>
public sealed class ReturnStep : IDealerOwned, IWrittenOnce
{
    public required string Number { get; init; }

    public int Step { get; init; }

    public required string DealerId { get; init; }

    /// <summary>Request or the name of a <see cref="ReturnTrigger"/>: also the text key.</summary>
    public required string Kind { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    public string? Note { get; init; }
}

/// <summary>A photo in the file store.</summary>
internal sealed class ReturnPhoto : IDealerOwned
{
    public Guid Id { get; init; }

    public required string DealerId { get; init; }

    /// <summary>Null until its request is sent.</summary>
    public string? Number { get; set; }

    public int Line { get; set; }

    public required string Sha256 { get; init; }

    public required string MediaType { get; init; }

    public long Bytes { get; init; }

    /// <summary>Made at the inspection, not by the dealer.</summary>
    public bool IsInspection { get; init; }

    public required string UserId { get; init; }

    public DateTimeOffset At { get; init; }
}
