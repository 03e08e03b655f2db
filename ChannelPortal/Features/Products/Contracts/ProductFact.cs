using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Features.Products.Contracts;

/// <summary>A product that dealers buy.</summary>
[Fact("products", Key = [nameof(ProductId)], BusinessDate = nameof(LaunchedOn), IsDimension = true)]
public sealed class ProductFact : FactRow
{
    public required string ProductId { get; set; }

    [TextLength(200)]
    public required string Name { get; set; }

    [TextLength(200)]
    public string? NameEn { get; set; }

    [TextLength(100)]
    public required string Category { get; set; }

    [TextLength(100)]
    public string? CategoryEn { get; set; }

    [TextLength(100)]
    public string? Brand { get; set; }

    [OneOf("A", "B", "C")]
    public string AbcClass { get; set; } = "C";

    [OneOf("new", "core", "phase_out")]
    public string Lifecycle { get; set; } = "core";

    public bool IsSerialised { get; set; }

    /// <summary>Unit of measure: 台, 吨, 件, 箱.</summary>
    [TextLength(16)]
    public string Unit { get; set; } = "件";

    [TextLength(16)]
    public string? UnitEn { get; set; }

    /// <summary>Orders are multiples of this quantity.</summary>
    [Quantity]
    public long PackQty { get; set; } = 1_000;

    [UnitPrice]
    public long ListPrice { get; set; }

    [UnitPrice]
    public long UnitCost { get; set; }

    public DateOnly LaunchedOn { get; set; }
}
