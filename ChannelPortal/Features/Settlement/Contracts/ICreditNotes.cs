using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>What was billed for an order line, and how much of it credit notes took back. Quantities in thousandths, amounts in minor units.</summary>
/// <param name="TaxPercent">Rate at which it was billed.</param>
public sealed record BilledOrderLine(string OrderId, int LineNo, string ProductId, long Qty, long Net, int TaxPercent, long CreditedQty, long CreditedNet)
{
    /// <summary>Net value of a further quantity: shares of the line sum to the line, whatever the steps.</summary>
    public long NetOf(long qty) => Qty == 0 ? 0 : Domain.Billing.Share(Net, Qty, Math.Min(Qty, CreditedQty + qty)) - Domain.Billing.Share(Net, Qty, CreditedQty);
}

/// <summary>One line of a credit note.</summary>
/// <param name="Net">What the dealer gets back for the quantity, minor units; less than its value when a fee is kept.</param>
public sealed record CreditLine(string OrderId, int LineNo, long Qty, long Net);

/// <summary>A part of an allowance, e.g. of a rebate: money back without goods.</summary>
/// <param name="OrderId">The order whose tax rate it carries; null for the rate at which the dealer is usually billed.</param>
/// <param name="Net">Minor units.</param>
public sealed record AllowancePart(string? OrderId, long Net);

/// <summary>A credit note that was written. Amounts positive.</summary>
public sealed record CreditNote(string Number, int TaxPercent, long Net, long Tax);

/// <summary>
/// Credit notes (red-letter invoices): invoices with negative amounts that bill nothing and settle the dealer's open invoices. Everything
/// runs in the caller's command.
/// </summary>
public interface ICreditNotes
{
    /// <summary>What was billed for the lines of these orders; lines without a bill are missing.</summary>
    Task<IReadOnlyDictionary<(string OrderId, int LineNo), BilledOrderLine>> BilledAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>Writes one credit note for each tax rate among the lines. Refused as a whole when a line would give back more than was billed for it.</summary>
    Task<Result<IReadOnlyList<CreditNote>>> IssueAsync(CommandContext context, string dealerId, IReadOnlyList<CreditLine> lines, string reason, CancellationToken cancellationToken);

    /// <summary>
    /// Writes one credit note for each tax rate among the parts, without lines: no quantity comes back, so what may still be returned of the orders stays as it is.
    /// </summary>
    Task<Result<IReadOnlyList<CreditNote>>> AllowAsync(CommandContext context, string dealerId, IReadOnlyList<AllowancePart> parts, string reason, CancellationToken cancellationToken);

    /// <summary>The same notes, kept as the dealer's balance for later orders: they settle no invoice by themselves.</summary>
    Task<Result<IReadOnlyList<CreditNote>>> KeepAsync(CommandContext context, string dealerId, IReadOnlyList<AllowancePart> parts, string reason, CancellationToken cancellationToken);
}
