using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.PriceControl.Contracts;

/// <summary>A scan of a serial number, at receipt, at sale or by the consumer.</summary>
[Fact("scans", Key = [nameof(SerialNo), nameof(Kind), nameof(ScannedOn), nameof(DealerId)], BusinessDate = nameof(ScannedOn))]
public sealed class ScanFact : FactRow, IDealerOwned
{
    public required string SerialNo { get; set; }

    public required string ProductId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly ScannedOn { get; set; }

    [OneOf("receive", "sale", "consumer")]
    public string Kind { get; set; } = "sale";

    /// <summary>Where it was scanned.</summary>
    public string? ScanRegionId { get; set; }

    /// <summary>Where the dealer that it was shipped to may sell.</summary>
    public string? HomeRegionId { get; set; }

    public bool IsForeign { get; set; }
}
