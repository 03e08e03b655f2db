namespace ChannelPortal.Features.Credit.Domain;

/// <summary>An invoice that is not paid in full.</summary>
internal sealed record OpenInvoice(string DealerId, string InvoiceId, DateOnly InvoicedOn, DateOnly DueOn, long Open);

/// <summary>Receivables by days past due; the parts sum to the ledger's balance.</summary>
internal sealed record Ageing(long NotDue, long Days30, long Days60, long Days90, long Older, int OldestDays)
{
    public static readonly Ageing None = new(0, 0, 0, 0, 0, 0);

    public long Overdue => Days30 + Days60 + Days90 + Older;

    /// <summary>
    /// Spreads the balance over the open invoices. Credit that belongs to no invoice (a credit note, a payment whose invoice was not marked yet)
    /// settles the oldest first; a balance without an invoice is not due.
    /// </summary>
    public static Ageing Of(IEnumerable<OpenInvoice> invoices, long balance, DateOnly today)
    {
        var ordered = invoices.OrderBy(i => i.DueOn).ThenBy(i => i.InvoiceId, StringComparer.Ordinal).ToList();
        var settled = ordered.Sum(i => i.Open) - balance;
        Span<long> parts = stackalloc long[5];
        var oldest = 0;
        foreach (var invoice in ordered)
        {
            var covered = Math.Clamp(settled, 0, invoice.Open);
            settled -= covered;
            var open = invoice.Open - covered;
            var days = today.DayNumber - invoice.DueOn.DayNumber;
            parts[days <= 0 ? 0 : Math.Min(4, ((days - 1) / 30) + 1)] += open;
            oldest = open > 0 ? Math.Max(oldest, days) : oldest;
        }

        // Beyond what the invoices explain: an opening balance without details, or credit beyond all invoices.
        return new Ageing(parts[0] - settled, parts[1], parts[2], parts[3], parts[4], oldest);
    }
}
