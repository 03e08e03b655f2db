using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Enablement.Contracts;

/// <summary>A use of a piece of sales material.</summary>
[Fact("asset_uses", Key = [nameof(UseId)], BusinessDate = nameof(UsedOn))]
public sealed class AssetUseFact : FactRow, IDealerOwned
{
    public required string UseId { get; set; }

    public required string DealerId { get; set; }

    public required string UserId { get; set; }

    public required string AssetId { get; set; }

    public DateOnly UsedOn { get; set; }

    [OneOf("view", "download", "share")]
    public string Action { get; set; } = "view";
}
