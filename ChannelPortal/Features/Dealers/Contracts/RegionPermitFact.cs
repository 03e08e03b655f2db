using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Dealers.Contracts;

/// <summary>A dealer may have goods sent into a region outside its territory.</summary>
[Fact("region_permits", Key = [nameof(PermitId)], BusinessDate = nameof(ValidFrom), MayLieAhead = true)]
public sealed class RegionPermitFact : FactRow, IDealerOwned
{
    public required string PermitId { get; set; }

    public required string DealerId { get; set; }

    public required string RegionId { get; set; }

    public DateOnly ValidFrom { get; set; }

    public DateOnly ValidTo { get; set; }
}
