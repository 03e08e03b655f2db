using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Inventory.Contracts;

/// <summary>Stock of one product at one place at day end. Rows of the manufacturer distribution centre carry no dealer.</summary>
[Fact("inventory_snapshots", Key = [nameof(HolderId), nameof(ProductId), nameof(SnapOn)], BusinessDate = nameof(SnapOn), IsSnapshot = true)]
public sealed class InventorySnapshotFact : FactRow, IDealerOwned
{
    /// <summary>The dealer code, or <c>DC:</c> and the code of a distribution centre.</summary>
    public required string HolderId { get; set; }

    public string? DealerId { get; set; }

    public required string ProductId { get; set; }

    public DateOnly SnapOn { get; set; }

    [OneOf("dealer", "dc")]
    public string Location { get; set; } = "dealer";

    [Quantity]
    public long OnHand { get; set; }

    [Quantity]
    public long Reserved { get; set; }

    [Quantity]
    public long InTransit { get; set; }

    [UnitPrice]
    public long UnitCost { get; set; }

    [Quantity]
    public long AvgDailyDemand { get; set; }

    public double LeadTimeDays { get; set; }

    [Quantity]
    public long SafetyStock { get; set; }

    public int AgeDays { get; set; }

    public int? ExpiresInDays { get; set; }
}
