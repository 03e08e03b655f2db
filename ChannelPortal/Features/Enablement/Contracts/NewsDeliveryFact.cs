using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Enablement.Contracts;

/// <summary>A piece of news as it reached one user of a dealer.</summary>
[Fact("news_deliveries", Key = [nameof(NewsId), nameof(UserId)], BusinessDate = nameof(PublishedOn))]
public sealed class NewsDeliveryFact : FactRow, IDealerOwned
{
    public required string NewsId { get; set; }

    public required string DealerId { get; set; }

    public required string UserId { get; set; }

    public DateOnly PublishedOn { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public DateTimeOffset? OpenedAt { get; set; }

    public DateTimeOffset? AckAt { get; set; }

    public bool IsProductNews { get; set; }
}
