using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.PriceControl.Contracts;

/// <summary>A retail price seen in a store or on the web.</summary>
[Fact("price_obs", Key = [nameof(ObservationId)], BusinessDate = nameof(ObservedOn))]
public sealed class PriceObservationFact : FactRow, IDealerOwned
{
    public required string ObservationId { get; set; }

    public string? DealerId { get; set; }

    public string? StoreId { get; set; }

    public required string ProductId { get; set; }

    public required string RegionId { get; set; }

    public DateOnly ObservedOn { get; set; }

    [UnitPrice]
    public long Price { get; set; }

    [UnitPrice]
    public long FloorPrice { get; set; }

    [UnitPrice]
    public long Msrp { get; set; }

    [OneOf("visit", "pos", "web")]
    public string Source { get; set; } = "visit";
}
