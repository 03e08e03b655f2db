using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Stores.Contracts;

/// <summary>A dealer outlet.</summary>
[Fact("stores", Key = [nameof(StoreId)], BusinessDate = nameof(OpenedOn), IsDimension = true)]
public sealed class StoreFact : FactRow, IDealerOwned
{
    public required string StoreId { get; set; }

    public required string DealerId { get; set; }

    public required string RegionId { get; set; }

    [TextLength(200)]
    public string? Name { get; set; }

    public double AreaSqm { get; set; }

    public DateOnly OpenedOn { get; set; }

    public DateOnly? ClosedOn { get; set; }
}
