using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Dealers.Contracts;

/// <summary>Something about a dealer's account changed. What it was and what it became is not kept here.</summary>
[Fact("dealer_changes", Key = [nameof(ChangeId)], BusinessDate = nameof(ChangedOn))]
public sealed class DealerChangeFact : FactRow, IDealerOwned
{
    public required string ChangeId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly ChangedOn { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>A sign-in from a device that was never used before, another bank account, or another address.</summary>
    [OneOf("device", "bank", "address")]
    public string Kind { get; set; } = "device";
}
