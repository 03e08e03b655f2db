using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Network.Contracts;

/// <summary>What a dealer holds changed, or will on a day.</summary>
[Fact("territory_changes", Key = [nameof(ChangeId)], BusinessDate = nameof(ChangedOn))]
public sealed class TerritoryChangeFact : FactRow, IDealerOwned
{
    public required string ChangeId { get; set; }

    public string? DealerId { get; set; }

    [TextLength(100)]
    public string? Category { get; set; }

    public DateOnly ChangedOn { get; set; }

    [OneOf("given", "taken")]
    public string Kind { get; set; } = "given";
}
