using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Orders;

/// <summary>Section <c>Orders</c>.</summary>
public sealed class OrdersOptions
{
    /// <summary>Discount off the list price per dealer tier, in percent.</summary>
    public Dictionary<string, decimal> TierDiscountPercent { get; } = new(StringComparer.Ordinal)
    {
        ["platinum"] = 12m,
        ["gold"] = 8m,
        ["silver"] = 5m,
        ["bronze"] = 0m,
    };

    /// <summary>Days from the order to the promised delivery.</summary>
    [Range(0, 60)]
    public int PromiseDays { get; set; } = 4;

    /// <summary>Most lines in one order. A longer list becomes several carts.</summary>
    [Range(1, 1000)]
    public int MaxLines { get; set; } = 1_000;

    /// <summary>Most rows of one pasted list or uploaded file.</summary>
    [Range(1, 20_000)]
    public int MaxRows { get; set; } = 10_000;

    /// <summary>Most carts and templates of one user.</summary>
    [Range(1, 1000)]
    public int MaxCarts { get; set; } = 50;

    /// <summary>Largest quantity of one line, in units.</summary>
    [Range(1, 10_000_000)]
    public int MaxQuantity { get; set; } = 1_000_000;
}
