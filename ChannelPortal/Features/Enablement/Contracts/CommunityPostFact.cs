using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Enablement.Contracts;

/// <summary>A post in the dealer community.</summary>
[Fact("community_posts", Key = [nameof(PostId)], BusinessDate = nameof(PostedOn))]
public sealed class CommunityPostFact : FactRow, IDealerOwned
{
    public required string PostId { get; set; }

    public required string DealerId { get; set; }

    public required string UserId { get; set; }

    public DateOnly PostedOn { get; set; }

    public bool IsQuestion { get; set; }

    /// <summary>Null while nobody has answered.</summary>
    public double? FirstReplyHours { get; set; }
}
