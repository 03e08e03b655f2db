using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Inventory.Domain;

/// <summary>A delivery that a centre expects.</summary>
internal sealed class InboundPlan
{
    public required string LocationId { get; init; }

    public required string ProductId { get; init; }

    public required string Reference { get; init; }

    public DateOnly Eta { get; set; }

    /// <summary>Still to come.</summary>
    public long Qty { get; set; }

    /// <summary>0 to 100; below the configured share it is no promise.</summary>
    public int Confidence { get; set; }
}

/// <summary>Transit days from a centre to a province.</summary>
internal sealed class Lane
{
    public required string LocationId { get; init; }

    public required string RegionId { get; init; }

    public int P50 { get; set; }

    public int P80 { get; set; }

    public int P90 { get; set; }

    /// <summary>Deliveries behind the figures; 0 when they come from the distance.</summary>
    public int Samples { get; set; }
}

/// <summary>A product that may stand in for another.</summary>
internal sealed class Substitute
{
    public required string ProductId { get; init; }

    public required string SubstituteId { get; init; }

    /// <summary>Best first.</summary>
    public int Rank { get; set; }
}

/// <summary>Most that a dealer may take of a product in a calendar week.</summary>
internal sealed class AllocationCap : IDealerOwned
{
    public required string DealerId { get; init; }

    public required string ProductId { get; init; }

    public long WeeklyQty { get; set; }
}

/// <summary>A dealer that offers its surplus nearby. The row is deleted when it stops.</summary>
internal sealed class StockSharing : IDealerOwned
{
    public required string DealerId { get; init; }

    public DateTimeOffset Since { get; init; }
}
