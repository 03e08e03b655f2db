using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>A loan of a dealer in supply-chain finance.</summary>
[Fact("scf_loans", Key = [nameof(LoanId)], BusinessDate = nameof(AppliedOn))]
public sealed class SupplyChainLoanFact : FactRow, IDealerOwned
{
    public required string LoanId { get; set; }

    public required string DealerId { get; set; }

    [OneOf("order", "receivable", "stock")]
    public string Kind { get; set; } = "order";

    public DateOnly AppliedOn { get; set; }

    public DateTimeOffset? AppliedAt { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public DateOnly? DrawnOn { get; set; }

    public DateOnly? DueOn { get; set; }

    public DateOnly? RepaidOn { get; set; }

    [Money]
    public long Amount { get; set; }

    [Money]
    public long RepaidAmount { get; set; }

    [Money]
    public long InterestAmount { get; set; }

    [OneOf("applied", "approved", "rejected", "drawn", "repaid", "overdue")]
    public string Status { get; set; } = "applied";
}
