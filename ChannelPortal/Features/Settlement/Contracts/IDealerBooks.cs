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

    /// <summary>The same for invoices that move the dealer's rebate balance.</summary>
    Task PostInvoicesAsync(CommandContext context, string dealerId, IReadOnlyList<InvoiceFact> invoices, IReadOnlyList<BalanceMove> moves, CancellationToken cancellationToken);

    /// <summary>Posts moves of the dealer's rebate balance in an order's command. The caller has the dealer's turn.</summary>
    Task MoveAsync(CommandContext context, string dealerId, IReadOnlyList<BalanceMove> moves, CancellationToken cancellationToken);
}

/// <summary>A move of a rebate balance in the books: between what the dealer owes, what he was promised for later orders, and what is set aside for one order.</summary>
/// <param name="Number">The rebate statement, or the order.</param>
/// <param name="Amount">Minor units.</param>
public sealed record BalanceMove(BalanceMoveKind Kind, string Number, long Amount);

/// <summary>Where a balance goes.</summary>
public enum BalanceMoveKind
{
    /// <summary>A balance from before the books.</summary>
    Open,

    /// <summary>A credit note is kept for later orders instead of settling invoices.</summary>
    Keep,

    /// <summary>Set aside for an order.</summary>
    Use,

    /// <summary>From the order to its invoice.</summary>
    Apply,

    /// <summary>From the order to the balance again.</summary>
    GiveBack,
}
