using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Stores.Contracts;

/// <summary>A customer in the loyalty programme of a dealer.</summary>
[Fact("members", Key = [nameof(MemberId)], BusinessDate = nameof(JoinedOn))]
public sealed class MemberFact : FactRow, IDealerOwned
{
    public required string MemberId { get; set; }

    public required string DealerId { get; set; }

    public string? StoreId { get; set; }

    public DateOnly JoinedOn { get; set; }

    public DateOnly? LastPurchaseOn { get; set; }

    public long PointsEarned { get; set; }

    public long PointsRedeemed { get; set; }
}
