using System.ComponentModel.DataAnnotations;

namespace ChannelPortal.Features.Orders;

/// <summary>Section <c>Orders</c>.</summary>
public sealed class OrdersOptions
{
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

    /// <summary>Smallest net amount of an order in the dealer's currency, for tiers without one of their own; 0 takes any order.</summary>
    [Range(0, 100_000_000)]
    public int Minimum { get; set; }

    /// <summary>Smallest net amounts by tier.</summary>
    public Dictionary<string, int> MinimumByTier { get; } = new(StringComparer.Ordinal);

    /// <summary>How long the same lines count as the same order; 0 asks nobody.</summary>
    [Range(0, 1_440)]
    public int DuplicateMinutes { get; set; } = 10;

    /// <summary>Hours that a colleague has for his consent to an order beyond its buyer's limit.</summary>
    [Range(1, 720)]
    public int ConsentHours { get; set; } = 24;

    /// <summary>Days after the delivery from which on an order that is billed in full closes by itself.</summary>
    [Range(0, 365)]
    public int CloseAfterDays { get; set; } = 7;

    /// <summary>When orders close by themselves.</summary>
    public string CloseCron { get; set; } = "0 40 3 * * ?";
}
