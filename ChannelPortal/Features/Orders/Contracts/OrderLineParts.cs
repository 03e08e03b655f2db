using ChannelPortal.Features.Inventory.Contracts;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>Parts of an order line.</summary>
public static class OrderLineParts
{
    /// <summary>The line's amount for a part of its quantity, rounded half away from zero. All of the quantity gives all of the amount.</summary>
    public static long NetOf(this OrderLineFact line, long qty) => line.OrderedQty == 0 ? 0
        : (long)Math.Round((decimal)line.NetAmount * qty / line.OrderedQty, 0, MidpointRounding.AwayFromZero);

    /// <summary>How much of an open line can leave now.</summary>
    /// <param name="kept">What stock says of the line; null when no centre keeps its product, or the order was placed elsewhere.</param>
    public static long Shippable(this OrderLineFact line, KeptLine? kept)
    {
        var open = line.OrderedQty - line.ShippedQty;
        return line.Status != "open" ? 0 : Math.Clamp(kept is null ? open - line.BackorderQty : kept.Qty, 0, open);
    }
}
