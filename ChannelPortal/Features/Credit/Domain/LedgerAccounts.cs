namespace ChannelPortal.Features.Credit.Domain;

/// <summary>The books of one dealer. Debits are positive, so what the dealer owes is positive and what we owe him negative.</summary>
internal static class LedgerAccounts
{
    public const string Receivable = "receivable";
    public const string Unapplied = "unapplied_cash";
    public const string Deposit = "deposit";
    public const string Cash = "cash";
    public const string Sales = "sales";
    public const string Tax = "tax";
    public const string CreditNotes = "credit_notes";
    public const string Adjustments = "adjustments";
    public const string Opening = "opening";

    /// <summary>What the dealer was promised for later orders. It is no part of what he owes: only a use on an order brings it there.</summary>
    public const string RebateBalance = "rebate_balance";

    /// <summary>Memo accounts: orders that bind credit before they are billed, against <see cref="Commitments"/>.</summary>
    public const string Confirmed = "orders_confirmed";
    public const string Shipped = "orders_shipped";
    public const string Commitments = "commitments";
}

/// <summary>Kinds of documents that stand behind an entry.</summary>
internal static class LedgerDocuments
{
    public const string Opening = "opening";
    public const string Order = "order";
    public const string Invoice = "invoice";
    public const string Payment = "payment";
    public const string CreditNote = "credit_note";
    public const string Adjustment = "adjustment";
    public const string WriteOff = "write_off";
    public const string DepositIn = "deposit_in";
    public const string DepositOut = "deposit_out";
    public const string Correction = "correction";
    public const string Rebate = "rebate";
}
