using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Returns.Contracts;

/// <summary>A line of a return, as it stands.</summary>
[Fact("returns", Key = [nameof(RmaId), nameof(LineNo)], BusinessDate = nameof(RequestedOn))]
public sealed class ReturnFact : FactRow, IDealerOwned
{
    public required string RmaId { get; set; }

    public int LineNo { get; set; }

    public required string DealerId { get; set; }

    public required string ProductId { get; set; }

    /// <summary>The order that delivered the goods.</summary>
    public string? OrderId { get; set; }

    public DateOnly RequestedOn { get; set; }

    public DateTimeOffset? RequestedAt { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public DateOnly? ReceivedOn { get; set; }

    public DateOnly? CreditedOn { get; set; }

    /// <summary>What was accepted, or until the inspection what was asked for.</summary>
    [Quantity]
    public long Qty { get; set; }

    /// <summary>Net credit: expected until it is given. Reduces what rebates are paid on once <see cref="CreditedOn"/> is set.</summary>
    [Money]
    public long Amount { get; set; }

    [OneOf("damage", "wrong", "quality", "unsold", "recall")]
    public string Reason { get; set; } = "damage";

    /// <summary>Null until the inspection.</summary>
    [OneOf("restock", "repair", "scrap", "deny")]
    public string? Disposition { get; set; }

    /// <summary>A withdrawn return counts nothing: its quantity and amount are zero.</summary>
    [OneOf("requested", "approved", "received", "inspected", "credited", "rejected", "withdrawn")]
    public string Status { get; set; } = "requested";
}
