using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Contracts;

/// <summary>A line of a submitted order (sell-in).</summary>
[Fact("order_lines", Key = [nameof(OrderId), nameof(LineNo)], BusinessDate = nameof(OrderedOn))]
public sealed class OrderLineFact : FactRow, IDealerOwned
{
    public required string OrderId { get; set; }

    public int LineNo { get; set; }

    public required string DealerId { get; set; }

    public required string ProductId { get; set; }

    /// <summary>Submit day in business time.</summary>
    public DateOnly OrderedOn { get; set; }

    /// <summary>Submit instant; drives the intraday curve.</summary>
    public DateTimeOffset? OrderedAt { get; set; }

    [OneOf("open", "shipped", "cancelled")]
    public string Status { get; set; } = "open";

    [Quantity]
    public long OrderedQty { get; set; }

    [Quantity]
    public long ShippedQty { get; set; }

    [Quantity]
    public long BackorderQty { get; set; }

    [UnitPrice]
    public long ListPrice { get; set; }

    [UnitPrice]
    public long NetPrice { get; set; }

    [UnitPrice]
    public long UnitCost { get; set; }

    [Money]
    public long ListAmount { get; set; }

    [Money]
    public long NetAmount { get; set; }

    [Money]
    public long DiscountAmount { get; set; }

    [Money]
    public long CostAmount { get; set; }

    /// <summary><c>rebate</c> for goods that settle a rebate: nothing is charged, and <see cref="ListPrice"/> is what they count for.</summary>
    [OneOf("list", "region", "tier", "dealer", "contract", "promo", "quote", "manual", Rebate)]
    public string PriceSource { get; set; } = "list";

    public bool IsNewProduct { get; set; }

    /// <summary>Source of lines that settle a rebate.</summary>
    public const string Rebate = "rebate";
}

/// <summary>
/// Sell-in per dealer, day, hour and line status: a row an order, and the intraday curve. Without the product, which would make it as long as the
/// table of the lines itself (ADR 0010).
/// </summary>
[Rollup("order_lines_hour", typeof(OrderLineFact))]
public sealed class OrderLineHour : IDealerOwned
{
    [RollupKey]
    public required string DealerId { get; set; }

    [RollupKey]
    public DateOnly OrderedOn { get; set; }

    /// <summary>Start of the hour of <see cref="OrderLineFact.OrderedAt"/>.</summary>
    [RollupKey(From = nameof(OrderLineFact.OrderedAt), Hour = true)]
    public DateTimeOffset HourAt { get; set; }

    [RollupKey]
    public required string Status { get; set; }

    public long Rows { get; set; }

    public long OrderedQty { get; set; }

    public long ShippedQty { get; set; }

    public long BackorderQty { get; set; }

    public long ListAmount { get; set; }

    public long NetAmount { get; set; }

    public long DiscountAmount { get; set; }

    public long CostAmount { get; set; }
}

/// <summary>Sell-in per dealer, product, month and line status.</summary>
[Rollup("order_lines_month", typeof(OrderLineFact))]
public sealed class OrderLineMonth : IDealerOwned
{
    [RollupKey]
    public required string DealerId { get; set; }

    [RollupKey]
    public required string ProductId { get; set; }

    [RollupKey(Month = true)]
    public DateOnly OrderedOn { get; set; }

    [RollupKey]
    public required string Status { get; set; }

    public long Rows { get; set; }

    public long OrderedQty { get; set; }

    public long ShippedQty { get; set; }

    public long BackorderQty { get; set; }

    public long ListAmount { get; set; }

    public long NetAmount { get; set; }

    public long DiscountAmount { get; set; }

    public long CostAmount { get; set; }
}
