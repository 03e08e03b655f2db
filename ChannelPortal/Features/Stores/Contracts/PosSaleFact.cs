using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Stores.Contracts;

/// <summary>A sale from a dealer to a customer (sell-out).</summary>
[Fact("pos_sales", Key = [nameof(SaleId)], BusinessDate = nameof(SoldOn))]
public sealed class PosSaleFact : FactRow, IDealerOwned
{
    public required string SaleId { get; set; }

    public required string DealerId { get; set; }

    public string? StoreId { get; set; }

    public required string ProductId { get; set; }

    public string? MemberId { get; set; }

    public DateOnly SoldOn { get; set; }

    [Quantity]
    public long Qty { get; set; }

    [Money]
    public long Amount { get; set; }

    [Money]
    public long ListAmount { get; set; }

    [Money]
    public long CostAmount { get; set; }

    public bool IsNewProduct { get; set; }
}

/// <summary>Sell-out per dealer, product and day.</summary>
[Rollup("pos_sales_day", typeof(PosSaleFact))]
public sealed class PosSaleDay : IDealerOwned
{
    [RollupKey]
    public required string DealerId { get; set; }

    [RollupKey]
    public required string ProductId { get; set; }

    [RollupKey]
    public DateOnly SoldOn { get; set; }

    public long Rows { get; set; }

    public long Qty { get; set; }

    public long Amount { get; set; }

    public long ListAmount { get; set; }

    public long CostAmount { get; set; }
}

/// <summary>Sell-out per dealer, product and month.</summary>
[Rollup("pos_sales_month", typeof(PosSaleFact))]
public sealed class PosSaleMonth : IDealerOwned
{
    [RollupKey]
    public required string DealerId { get; set; }

    [RollupKey]
    public required string ProductId { get; set; }

    [RollupKey(Month = true)]
    public DateOnly SoldOn { get; set; }

    public long Rows { get; set; }

    public long Qty { get; set; }

    public long Amount { get; set; }

    public long ListAmount { get; set; }

    public long CostAmount { get; set; }
}
