using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Data;
using ChannelPortal.Features.Settlement.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement.Commands;

internal sealed class RecordPaymentHandler(IDealerBooks books, BusinessClock clock) : ICommandHandler<RecordPayment, string>
{
    private const int LongestPayer = 200;
    private static readonly string[] s_methods = ["bank", "online", "scf"];

    public async Task<Result<string>> HandleAsync(RecordPayment command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Amount <= 0)
        {
            return Error.Of("payment_amount_positive").On("amount");
        }

        if (!s_methods.Contains(command.Method))
        {
            return Error.Of("payment_method_unknown").On("method");
        }

        if (command.Payer is { Length: > LongestPayer })
        {
            return Error.Of("payment_payer_too_long", LongestPayer).On("payer");
        }

        if (await books.BeginAsync(context, command.DealerId, cancellationToken) is not { } terms)
        {
            return Error.NotFound;
        }

        if (command.ReceivedOn > clock.DayOf(context.Now) || command.ReceivedOn < terms.OpenedOn)
        {
            return Error.Of("payment_day_out_of_range", terms.OpenedOn).On("receivedOn");
        }

        var open = await OpenInvoices.OldestFirstAsync(context.Db, terms.DealerId, cancellationToken);
        var applied = Math.Min(command.Amount, Math.Max(0, terms.Receivable));
        if (command.InvoiceIds is { Count: > 0 } chosen)
        {
            open = open.FindAll(i => chosen.Contains(i.InvoiceId));
            if (open.Count < chosen.Distinct(StringComparer.Ordinal).Count())
            {
                return Error.Of("payment_invoice_not_open").On("invoiceIds");
            }

            applied = Math.Min(applied, open.Sum(i => i.GrossAmount - i.PaidAmount));
        }

        return await Payments.TakeAsync(books, context, terms, open, command.Amount, applied, command.ReceivedOn, command.Method, command.Payer?.Trim(), cancellationToken);
    }
}

/// <summary>What every payment does, however it came.</summary>
internal static class Payments
{
    /// <param name="open">Invoices to settle, in this order.</param>
    /// <param name="applied">Part of the amount that settles what is owed; the rest waits as cash on account.</param>
    public static async Task<string> TakeAsync(
        IDealerBooks books, CommandContext context, DealerTerms terms, IReadOnlyList<InvoiceFact> open, long amount, long applied, DateOnly day, string method, string? payer,
        CancellationToken cancellationToken)
    {
        var payment = new PaymentFact
        {
            PaymentId = await DocumentNumbers.NextAsync(context.Db, "PY", day, cancellationToken), DealerId = terms.DealerId, PayerName = string.IsNullOrEmpty(payer) ? null : payer, ReceivedOn = day,
            Amount = amount, UnappliedAmount = amount - applied, Method = method,
        };
        context.Record(payment);
        foreach (var invoice in Billing.Settle(open, applied, day))
        {
            context.Record(invoice);
        }

        await books.PostAsync(context, terms.DealerId, [], [payment], cancellationToken);
        context.Audit("settlement.payment", "payment", payment.PaymentId, null, new { payment.Amount, payment.UnappliedAmount, payment.Method }, dealerId: terms.DealerId);
        return payment.PaymentId;
    }
}
