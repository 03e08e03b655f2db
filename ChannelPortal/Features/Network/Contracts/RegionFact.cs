using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Network.Contracts;

/// <summary>A place in the tree nation → area → province → city. Ids: <c>CN</c>, <c>CN-E</c>, GB/T 2260 two digits, four digits.</summary>
[Fact("regions", Key = [nameof(RegionId)], IsDimension = true)]
public sealed class RegionFact : FactRow
{
    public required string RegionId { get; set; }

    public string? ParentRegionId { get; set; }

    /// <summary>Ids from the nation down to this region, each followed by <c>/</c>: <c>CN/CN-E/33/3301/</c>. A prefix test finds descendants.</summary>
    [TextLength(128)]
    public required string Path { get; set; }

    [OneOf("nation", "area", "province", "city")]
    public required string Level { get; set; }

    [TextLength(100)]
    public required string Name { get; set; }

    [TextLength(100)]
    public required string NameEn { get; set; }

    [Money]
    public long PotentialAmount { get; set; }

    public long Population { get; set; }

    public int CompetitorOutlets { get; set; }

    public int ActiveDealers { get; set; }

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }
}
