using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Settlement.Data;

/// <inheritdoc cref="ICreditNotes"/>
internal sealed class CreditNotes(BilledLines billed, IDealerBooks books, BusinessClock clock) : ICreditNotes
{
    public async Task<IReadOnlyDictionary<(string OrderId, int LineNo), BilledOrderLine>> BilledAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        var result = new Dictionary<(string, int), BilledOrderLine>();
        foreach (var orderId in orderIds.Distinct(StringComparer.Ordinal))
        {
            if (await billed.ReadAsync(db, orderId, cancellationToken) is { } billing)
            {
                foreach (var line in billing.Order.Lines.Select(l => LineOf(billing, l)).OfType<BilledOrderLine>())
                {
                    result[(orderId, line.LineNo)] = line;
                }
            }
        }

        return result;
    }

    public async Task<Result<IReadOnlyList<CreditNote>>> IssueAsync(
        CommandContext context, string dealerId, IReadOnlyList<CreditLine> lines, string reason, CancellationToken cancellationToken)
    {
        if (await books.BeginAsync(context, dealerId, cancellationToken) is null)
        {
            return Error.NotFound;
        }

        var known = await BilledAsync(context.Db, [.. lines.Select(l => l.OrderId)], cancellationToken);
        if (lines.FirstOrDefault(l => !known.ContainsKey((l.OrderId, l.LineNo))) is { } unbilled)
        {
            return Error.Of("credit_note_not_billed", unbilled.OrderId, unbilled.LineNo);
        }

        await EnsureAsync(context.Db, dealerId, lines, known, cancellationToken);
        foreach (var line in lines)
        {
            if (line.Qty <= 0 || line.Net < 0 || !await TakeBackAsync(context.Db, line, cancellationToken))
            {
                return Error.Of("credit_note_too_much", line.OrderId, line.LineNo);
            }
        }

        var today = clock.DayOf(context.Now);
        var notes = new List<InvoiceFact>();
        var answer = new List<CreditNote>();
        foreach (var rate in lines.GroupBy(l => known[(l.OrderId, l.LineNo)].TaxPercent).OrderByDescending(g => g.Key))
        {
            var net = rate.Sum(l => l.Net);
            if (net == 0)
            {
                continue;
            }

            var tax = Billing.Tax(net, rate.Key);
            var number = await DocumentNumbers.NextAsync(context.Db, "CN", today, cancellationToken);
            context.Db.AddRange(rate.Select((l, i) => new InvoiceLine
            {
                InvoiceId = number, Line = i + 1, DealerId = dealerId, OrderId = l.OrderId, OrderLine = l.LineNo, ProductId = known[(l.OrderId, l.LineNo)].ProductId, Qty = -l.Qty, Net = -l.Net, TaxPercent = rate.Key,
            }));

            // Without an order of its own: it takes money back, it does not bind the order's credit again.
            notes.Add(new InvoiceFact
            {
                InvoiceId = number, DealerId = dealerId, InvoicedOn = today, DueOn = today, NetAmount = -net, TaxAmount = -tax, GrossAmount = -net - tax, EStatus = "issued", ERequestedAt = context.Now,
                EIssuedAt = context.Now,
            });
            answer.Add(new CreditNote(number, rate.Key, net, tax));
            context.Audit("settlement.credit_note", "invoice", number, null, new { net, tax }, reason, dealerId);
        }

        foreach (var invoice in await OffsetAsync(context.Db, dealerId, notes, [.. lines.Select(l => l.OrderId)], today, cancellationToken))
        {
            context.Record(invoice);
        }

        notes.ForEach(context.Record);
        await books.PostAsync(context, dealerId, notes, [], cancellationToken);
        return Result<IReadOnlyList<CreditNote>>.Success(answer);
    }

    /// <summary>The notes settle the invoices of their own orders first, then the oldest. What is left pays the next invoice.</summary>
    private static async Task<IReadOnlyList<InvoiceFact>> OffsetAsync(
        AppDbContext db, string dealerId, List<InvoiceFact> notes, HashSet<string> orderIds, DateOnly today, CancellationToken cancellationToken)
    {
        var open = (await OpenInvoices.OldestFirstAsync(db, dealerId, cancellationToken)).OrderBy(i => i.OrderId is { } order && orderIds.Contains(order) ? 0 : 1).ToList();
        var left = open.Sum(i => i.GrossAmount - i.PaidAmount);
        var used = 0L;
        foreach (var note in notes)
        {
            var part = Math.Min(-note.GrossAmount, left - used);
            note.PaidAmount = -part;
            note.PaidOn = note.PaidAmount == note.GrossAmount ? today : null;
            used += part;
        }

        return Billing.Settle(open, used, today);
    }

    /// <summary>Lines that an outside system billed get their row now, with what that invoice billed for them.</summary>
    private static async Task EnsureAsync(
        AppDbContext db, string dealerId, IReadOnlyList<CreditLine> lines, IReadOnlyDictionary<(string OrderId, int LineNo), BilledOrderLine> known, CancellationToken cancellationToken)
    {
        foreach (var (orderId, lineNo) in lines.Select(l => (l.OrderId, l.LineNo)).Distinct())
        {
            if (!await db.Set<BilledLine>().AnyAsync(l => l.OrderId == orderId && l.LineNo == lineNo, cancellationToken))
            {
                var line = known[(orderId, lineNo)];
                db.Add(new BilledLine { OrderId = orderId, LineNo = lineNo, DealerId = dealerId, ProductId = line.ProductId, Qty = line.Qty, Net = line.Net, TaxPercent = line.TaxPercent });
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Never more than was billed, by the update's own condition.</summary>
    private static async Task<bool> TakeBackAsync(AppDbContext db, CreditLine line, CancellationToken cancellationToken)
    {
        var (orderId, lineNo, qty, net) = (line.OrderId, line.LineNo, line.Qty, line.Net);
        return await db.Set<BilledLine>().Where(l => l.OrderId == orderId && l.LineNo == lineNo && l.CreditedQty + qty <= l.Qty && l.CreditedNet + net <= l.Net)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.CreditedQty, x => x.CreditedQty + qty).SetProperty(x => x.CreditedNet, x => x.CreditedNet + net), cancellationToken) == 1;
    }

    private static BilledOrderLine? LineOf(OrderBilling billing, BillableLine line)
    {
        var own = billing.Lines.GetValueOrDefault(line.LineNo);
        if (own is not null)
        {
            return new BilledOrderLine(own.OrderId, own.LineNo, own.ProductId, own.Qty, own.Net, own.TaxPercent, own.CreditedQty, own.CreditedNet);
        }

        // An outside invoice names no lines: each line has its part of what it billed.
        var net = billing.Order.NetAmount == 0 ? 0 : Math.Min(line.NetAmount, Billing.Share(line.NetAmount, billing.Order.NetAmount, Math.Min(billing.OutsideNet, billing.Order.NetAmount)));
        return !billing.IsOutside || line.ShippedQty == 0 ? null
            : new BilledOrderLine(billing.Order.OrderId, line.LineNo, line.ProductId, line.ShippedQty, net, Billing.PercentOf(billing.OutsideNet, billing.OutsideTax), 0, 0);
    }
}
