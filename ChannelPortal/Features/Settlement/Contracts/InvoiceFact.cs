using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>A VAT invoice to a dealer.</summary>
[Fact("invoices", Key = [nameof(InvoiceId)], BusinessDate = nameof(InvoicedOn))]
public sealed class InvoiceFact : FactRow, IDealerOwned
{
    public required string InvoiceId { get; set; }

    public required string DealerId { get; set; }

    /// <summary>The order that it bills, when it bills one.</summary>
    public string? OrderId { get; set; }

    public DateOnly InvoicedOn { get; set; }

    public DateOnly DueOn { get; set; }

    public DateOnly? PaidOn { get; set; }

    [Money]
    public long NetAmount { get; set; }

    [Money]
    public long TaxAmount { get; set; }

    [Money]
    public long GrossAmount { get; set; }

    [Money]
    public long PaidAmount { get; set; }

    [Money]
    public long DisputedAmount { get; set; }

    [OneOf("pending", "issued", "failed", "red")]
    public string EStatus { get; set; } = "pending";

    public DateTimeOffset? ERequestedAt { get; set; }

    public DateTimeOffset? EIssuedAt { get; set; }
}
