using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Domain;

/// <summary>How much of an order line is billed and credited. Changed only by conditional updates, so no two clerks bill or credit the same piece.</summary>
internal sealed class BilledLine : IDealerOwned
{
    public required string OrderId { get; init; }

    public int LineNo { get; init; }

    public required string DealerId { get; init; }

    public required string ProductId { get; init; }

    public long Qty { get; set; }

    /// <summary>Minor units.</summary>
    public long Net { get; set; }

    public int TaxPercent { get; init; }

    public long CreditedQty { get; set; }

    public long CreditedNet { get; set; }
}

/// <summary>A line of an invoice or, with negative figures, of a credit note.</summary>
internal sealed class InvoiceLine : IDealerOwned, IWrittenOnce
{
    public required string InvoiceId { get; init; }

    public int Line { get; init; }

    public required string DealerId { get; init; }

    public required string OrderId { get; init; }

    public int OrderLine { get; init; }

    public required string ProductId { get; init; }

    public long Qty { get; init; }

    /// <summary>Minor units.</summary>
    public long Net { get; init; }

    public int TaxPercent { get; init; }
}
