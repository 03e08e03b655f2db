namespace ChannelPortal.Features.Orders.Domain;

/// <summary>Last order number of a month; raised in the order's own transaction, so numbers have no gaps.</summary>
internal sealed class OrderCounter
{
    /// <summary><c>202610</c>.</summary>
    public int Month { get; init; }

    public int Last { get; set; }
}
