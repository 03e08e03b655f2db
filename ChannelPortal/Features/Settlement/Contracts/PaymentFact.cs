using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>Cash received from a dealer.</summary>
[Fact("payments", Key = [nameof(PaymentId)], BusinessDate = nameof(ReceivedOn))]
public sealed class PaymentFact : FactRow, IDealerOwned
{
    public required string PaymentId { get; set; }

    public required string DealerId { get; set; }

    /// <summary>Account holder as the bank names it; null when the bank said nothing.</summary>
    [TextLength(200)]
    public string? PayerName { get; set; }

    public DateOnly ReceivedOn { get; set; }

    [Money]
    public long Amount { get; set; }

    [Money]
    public long UnappliedAmount { get; set; }

    [Money]
    public long DiscountTaken { get; set; }

    public bool AutoMatched { get; set; }

    [OneOf("bank", "online", "scf")]
    public string Method { get; set; } = "bank";
}
