using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Data;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Commands;

internal sealed class PayInvoicesHandler(IDealerBooks books, IPaymentGateway gateway, BusinessClock clock) : ICommandHandler<PayInvoices, PaidOnline>
{
    public async Task<Result<PaidOnline>> HandleAsync(PayInvoices command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId || await books.BeginAsync(context, dealerId, cancellationToken) is not { } terms)
        {
            return Error.NotFound;
        }

        var chosen = command.InvoiceIds.Distinct(StringComparer.Ordinal).ToList();
        var open = (await OpenInvoices.OldestFirstAsync(context.Db, dealerId, cancellationToken)).FindAll(i => chosen.Contains(i.InvoiceId));
        if (chosen.Count == 0 || open.Count < chosen.Count)
        {
            return Error.Of("payment_invoice_not_open").On("invoiceIds");
        }

        var amount = open.Sum(i => i.GrossAmount - i.PaidAmount);
        var charged = await gateway.ChargeAsync(new Charge($"{context.Caller.UserId}:{context.CommandId}", dealerId, new Money(amount, terms.Currency)), cancellationToken);
        if (!charged.IsPaid)
        {
            return Error.Of("payment_declined", charged.Receipt);
        }

        // An invoice that says open although the balance is smaller: what is too much waits as cash on account.
        var applied = Math.Min(amount, Math.Max(0, terms.Receivable));
        var number = await Payments.TakeAsync(books, context, terms, open, amount, applied, clock.DayOf(context.Now), "online", null, cancellationToken);
        context.Audit("settlement.pay_online", "payment", number, null, new { charged.Receipt, gateway.IsSimulator }, dealerId: dealerId);
        return new PaidOnline(number, amount);
    }
}
