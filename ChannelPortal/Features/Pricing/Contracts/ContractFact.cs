using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Contracts;

/// <summary>A contract with a dealer.</summary>
[Fact("contracts", Key = [nameof(ContractId)], BusinessDate = nameof(StartOn), MayLieAhead = true)]
public sealed class ContractFact : FactRow, IDealerOwned
{
    public required string ContractId { get; set; }

    public required string DealerId { get; set; }

    public DateOnly StartOn { get; set; }

    public DateOnly? EndOn { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? SignedAt { get; set; }

    [Money]
    public long CommitAmount { get; set; }

    [Money]
    public long ActualAmount { get; set; }

    public bool IsExclusive { get; set; }

    /// <summary>Null while it runs.</summary>
    public bool? Renewed { get; set; }
}
