using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Credit.Commands;

/// <summary>
/// Posts documents in the command that writes them, so that the dealer's credit moves with them. The follower, which hears of them afterwards, then
/// finds nothing to do.
/// </summary>
internal sealed class DealerBooks(AccountWork work, ICreditOrders orders, ICreditTerms terms, BusinessClock clock) : IDealerBooks
{
    public async Task<DealerTerms?> BeginAsync(CommandContext context, string dealerId, CancellationToken cancellationToken) =>
        await work.BeginAsync(context, dealerId, cancellationToken) is { } account
            ? new DealerTerms(account.DealerId, account.Currency, (await terms.OfAsync(context.Db, [dealerId], clock.DayOf(context.Now), cancellationToken))[dealerId].Days, account.OpenedOn, account.Receivable)
            : null;

    public Task PostAsync(
        CommandContext context, string dealerId, IReadOnlyList<InvoiceFact> invoices, IReadOnlyList<PaymentFact> payments, CancellationToken cancellationToken) =>
        PostAsync(context, dealerId, invoices, payments, [], cancellationToken);

    public Task PostInvoicesAsync(CommandContext context, string dealerId, IReadOnlyList<InvoiceFact> invoices, IReadOnlyList<BalanceMove> moves, CancellationToken cancellationToken) =>
        PostAsync(context, dealerId, invoices, [], moves, cancellationToken);

    public async Task MoveAsync(CommandContext context, string dealerId, IReadOnlyList<BalanceMove> moves, CancellationToken cancellationToken) =>
        await work.PostAsync(context, await CreditAccounts.CurrentAsync(context.Db, dealerId, cancellationToken), await MovesAsync(context, moves, cancellationToken), cancellationToken);

    private async Task PostAsync(
        CommandContext context, string dealerId, IReadOnlyList<InvoiceFact> invoices, IReadOnlyList<PaymentFact> payments, IReadOnlyList<BalanceMove> moves, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var account = await CreditAccounts.CurrentAsync(db, dealerId, cancellationToken);
        var entries = new List<(LedgerEntry Entry, int Step)>();
        var posted = await Ledger.PostedAsync(db, LedgerDocuments.Invoice, [.. invoices.Select(i => i.InvoiceId)], cancellationToken);
        foreach (var invoice in invoices)
        {
            var before = posted.GetValueOrDefault(invoice.InvoiceId, PostedDocument.Nothing);
            entries.Add((DocumentEntries.Invoice(invoice, before.Of), before.Step + 1));
        }

        posted = await Ledger.PostedAsync(db, LedgerDocuments.Payment, [.. payments.Select(p => p.PaymentId)], cancellationToken);
        foreach (var payment in payments)
        {
            var before = posted.GetValueOrDefault(payment.PaymentId, PostedDocument.Nothing);
            entries.Add((DocumentEntries.Payment(payment, before.Of), before.Step + 1));
        }

        // What earlier invoices bill stands in the database, what these bill does not yet.
        var orderIds = invoices.Select(i => i.OrderId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var billed = await AccountOpening.BilledAsync(db, orderIds, cancellationToken);
        posted = await Ledger.PostedAsync(db, LedgerDocuments.Order, orderIds, cancellationToken);
        foreach (var order in await orders.ByIdsAsync(db, orderIds, cancellationToken))
        {
            var own = invoices.Where(i => i.OrderId == order.OrderId).ToList();
            var bound = order.IsBinding ? Math.Max(0, order.NetAmount - billed.GetValueOrDefault(order.OrderId) - own.Sum(i => i.NetAmount)) : 0;
            var before = posted.GetValueOrDefault(order.OrderId, PostedDocument.Nothing);
            entries.Add((DocumentEntries.Order(order.OrderId, before.Of(LedgerAccounts.Confirmed), before.Of(LedgerAccounts.Shipped), bound, order.IsShipped, own[0].InvoicedOn), before.Step + 1));
        }

        entries.AddRange(await MovesAsync(context, moves, cancellationToken));
        await work.PostAsync(context, account, entries, cancellationToken);
        work.Tell(context, account);
    }

    private async Task<IReadOnlyList<(LedgerEntry Entry, int Step)>> MovesAsync(CommandContext context, IReadOnlyList<BalanceMove> moves, CancellationToken cancellationToken)
    {
        if (moves.Count == 0)
        {
            return [];
        }

        var posted = await Ledger.PostedAsync(context.Db, LedgerDocuments.Rebate, [.. moves.Select(m => m.Number)], cancellationToken);
        var today = clock.DayOf(context.Now);
        return [.. moves.GroupBy(m => m.Number, StringComparer.Ordinal).SelectMany(g => g.Select((m, i) =>
            (DocumentEntries.Balance(m, today), posted.GetValueOrDefault(g.Key, PostedDocument.Nothing).Step + 1 + i)))];
    }
}
