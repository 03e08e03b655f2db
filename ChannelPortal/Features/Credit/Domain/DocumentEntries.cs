using ChannelPortal.Features.Settlement.Contracts;

namespace ChannelPortal.Features.Credit.Domain;

/// <summary>
/// The entry that brings the ledger from what a document has posted to what it says now: nothing when they agree, so posting again and
/// correcting are the same thing.
/// </summary>
internal static class DocumentEntries
{
    /// <summary>An order binds what is not billed. Shipping moves the binding, it does not change it.</summary>
    /// <param name="bound">What the order shall bind in all.</param>
    /// <param name="isShipped">All of it has left; otherwise the split stays as it is.</param>
    public static LedgerEntry Order(string orderId, long confirmed, long shipped, long bound, bool isShipped, DateOnly day)
    {
        var entry = new LedgerEntry(LedgerDocuments.Order, orderId, day);
        var keptShipped = isShipped ? bound : Math.Min(shipped, bound);
        return entry
            .Move(LedgerAccounts.Confirmed, LedgerAccounts.Commitments, bound - keptShipped - confirmed)
            .Move(LedgerAccounts.Shipped, LedgerAccounts.Commitments, keptShipped - shipped);
    }

    public static LedgerEntry Invoice(InvoiceFact invoice, Func<string, long> posted)
    {
        // A red invoice is void.
        var (net, gross) = invoice.EStatus == "red" ? (0, 0) : (invoice.NetAmount, invoice.GrossAmount);

        // Negative amounts are a credit note.
        var income = invoice.NetAmount < 0 ? LedgerAccounts.CreditNotes : LedgerAccounts.Sales;
        return new LedgerEntry(LedgerDocuments.Invoice, invoice.InvoiceId, invoice.InvoicedOn)
            .Move(LedgerAccounts.Receivable, income, net + posted(income))
            .Move(LedgerAccounts.Receivable, LedgerAccounts.Tax, gross - net + posted(LedgerAccounts.Tax));
    }

    /// <summary>Cash settles receivables but for what waits for its invoice; a discount taken settles without cash.</summary>
    public static LedgerEntry Payment(PaymentFact payment, Func<string, long> posted)
    {
        var entry = new LedgerEntry(LedgerDocuments.Payment, payment.PaymentId, payment.ReceivedOn);
        var unapplied = payment.UnappliedAmount + posted(LedgerAccounts.Unapplied);
        var cash = payment.Amount - posted(LedgerAccounts.Cash);
        return entry
            .Move(LedgerAccounts.Cash, LedgerAccounts.Receivable, cash)
            .Move(LedgerAccounts.Receivable, LedgerAccounts.Unapplied, unapplied)
            .Move(LedgerAccounts.Adjustments, LedgerAccounts.Receivable, payment.DiscountTaken - posted(LedgerAccounts.Adjustments));
    }

    /// <summary>
    /// A rebate that waits for orders. What an order uses lies beside the receivables like cash that waits for its invoice, so it lowers the exposure from the order on and ages nothing
    /// until the invoice is there.
    /// </summary>
    public static LedgerEntry Balance(BalanceMove move, DateOnly day)
    {
        var (debit, credit) = move.Kind switch
        {
            BalanceMoveKind.Open => (LedgerAccounts.Opening, LedgerAccounts.RebateBalance),
            BalanceMoveKind.Keep => (LedgerAccounts.Receivable, LedgerAccounts.RebateBalance),
            BalanceMoveKind.Use => (LedgerAccounts.RebateBalance, LedgerAccounts.Unapplied),
            BalanceMoveKind.Apply => (LedgerAccounts.Unapplied, LedgerAccounts.Receivable),
            BalanceMoveKind.GiveBack => (LedgerAccounts.Unapplied, LedgerAccounts.RebateBalance),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move.Kind, null),
        };
        return new LedgerEntry(LedgerDocuments.Rebate, move.Number, day).Move(debit, credit, move.Amount);
    }
}
