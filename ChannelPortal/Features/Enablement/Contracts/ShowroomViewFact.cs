using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Enablement.Contracts;

/// <summary>A look at a product in the 3D showroom.</summary>
[Fact("showroom_views", Key = [nameof(ViewId)], BusinessDate = nameof(ViewedOn))]
public sealed class ShowroomViewFact : FactRow, IDealerOwned
{
    public required string ViewId { get; set; }

    public required string DealerId { get; set; }

    public required string UserId { get; set; }

    public required string ProductId { get; set; }

    public DateOnly ViewedOn { get; set; }

    public int Seconds { get; set; }

    public bool UsedAr { get; set; }

    /// <summary>The dealer ordered the product within 30 days.</summary>
    public bool Ordered30d { get; set; }
}
