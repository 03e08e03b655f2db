using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>Credit of a dealer after the last entry that no order made: what tells the screens to read again.</summary>
[Fact("credit_standings", Key = [nameof(DealerId)])]
public sealed class CreditStandingFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    /// <summary>Number of the last entry of the dealer's ledger.</summary>
    public long EntryNo { get; set; }

    [Money]
    public long Cover { get; set; }

    [Money]
    public long Exposure { get; set; }
}
