using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Contracts;

/// <summary>A dealer's step up or down a tier.</summary>
[Fact("tier_moves", Key = [nameof(DealerId), nameof(MovedOn)], BusinessDate = nameof(MovedOn))]
public sealed class TierMoveFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public DateOnly MovedOn { get; set; }

    [OneOf("up", "down")]
    public string Direction { get; set; } = "up";

    /// <summary>A person decided otherwise than the rules.</summary>
    public bool Overridden { get; set; }
}
