using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Settlement.Contracts;

/// <summary>What a document of a dealer goes by. Amounts in minor units.</summary>
/// <param name="OpenedOn">Documents before this day are part of the opening balance.</param>
/// <param name="Receivable">What the dealer owes now; negative when credit is left.</param>
public sealed record DealerTerms(string DealerId, string Currency, int TermDays, DateOnly? OpenedOn, long Receivable);

/// <summary>The books in which documents are posted. The feature that keeps the ledger answers.</summary>
public interface IDealerBooks
{
    /// <summary>Takes the dealer's turn until the transaction ends, so that no other command reads what this one changes. Null when he does not exist for the caller.</summary>
    Task<DealerTerms?> BeginAsync(CommandContext context, string dealerId, CancellationToken cancellationToken);

    /// <summary>Posts documents that this command records. An invoice ends what its order binds of the credit.</summary>
    Task PostAsync(CommandContext context, string dealerId, IReadOnlyList<InvoiceFact> invoices, IReadOnlyList<PaymentFact> payments, CancellationToken cancellationToken);
}
