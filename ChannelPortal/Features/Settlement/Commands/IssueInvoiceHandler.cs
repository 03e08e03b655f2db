using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Data;
using ChannelPortal.Features.Settlement.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Settlement.Commands;

internal sealed class IssueInvoiceHandler(
    IDealerBooks books, BilledLines billed, IEnumerable<IOrderPrepayments> prepayments, BusinessClock clock, IOptions<SettlementOptions> options) : ICommandHandler<IssueInvoice, IssuedInvoice>
{
    public async Task<Result<IssuedInvoice>> HandleAsync(IssueInvoice command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await billed.ReadAsync(context.Db, command.OrderId, cancellationToken) is not { } found
            || await books.BeginAsync(context, found.Order.DealerId, cancellationToken) is not { } terms)
        {
            return Error.NotFound;
        }

        // Read again in the dealer's turn: another clerk may have billed meanwhile.
        var billing = (await billed.ReadAsync(context.Db, command.OrderId, cancellationToken))!;
        if (billing.IsOutside)
        {
            return Error.Of("invoice_billed_outside", command.OrderId);
        }

        var unbilled = billing.Unbilled;
        if (unbilled.Sum(l => l.Net) == 0)
        {
            return Error.Of("invoice_nothing_unbilled", command.OrderId);
        }

        var today = clock.DayOf(context.Now);
        var number = await DocumentNumbers.NextAsync(context.Db, "INV", today, cancellationToken);
        var lines = unbilled.Select((l, i) => new InvoiceLine
        {
            InvoiceId = number, Line = i + 1, DealerId = terms.DealerId, OrderId = command.OrderId, OrderLine = l.Line.LineNo, ProductId = l.Line.ProductId, Qty = l.Qty, Net = l.Net,
            TaxPercent = billing.Lines.GetValueOrDefault(l.Line.LineNo)?.TaxPercent ?? options.Value.PercentOf(l.Line.Category),
        }).ToList();
        foreach (var (line, shipped) in lines.Zip(unbilled.Select(l => l.Line.ShippedQty)))
        {
            if (!await BillAsync(context.Db, line, shipped, cancellationToken))
            {
                return Error.Of("changed_meanwhile");
            }
        }

        context.Db.AddRange(lines);
        var net = lines.Sum(l => l.Net);
        var tax = lines.GroupBy(l => l.TaxPercent).Sum(g => Billing.Tax(g.Sum(l => l.Net), g.Key));
        var invoice = new InvoiceFact
        {
            InvoiceId = number, DealerId = terms.DealerId, OrderId = command.OrderId, InvoicedOn = today, DueOn = today.AddDays(terms.TermDays), NetAmount = net, TaxAmount = tax,
            GrossAmount = net + tax, EStatus = "issued", ERequestedAt = context.Now, EIssuedAt = context.Now,
        };
        var moves = await SettleFromOrderAsync(context, invoice, today, cancellationToken);
        foreach (var note in await SettleFromCreditAsync(context.Db, invoice, today, cancellationToken))
        {
            context.Record(note);
        }

        context.Record(invoice);
        await books.PostInvoicesAsync(context, terms.DealerId, [invoice], moves, cancellationToken);
        context.Audit("settlement.invoice", "invoice", number, null, new { command.OrderId, invoice.NetAmount, invoice.TaxAmount }, dealerId: terms.DealerId);
        return new IssuedInvoice(number, invoice.GrossAmount);
    }

    /// <summary>Never more than shipped, by the update's own condition.</summary>
    private static async Task<bool> BillAsync(AppDbContext db, InvoiceLine line, long shipped, CancellationToken cancellationToken)
    {
        var (orderId, lineNo, qty, net) = (line.OrderId, line.OrderLine, line.Qty, line.Net);
        var raised = await db.Set<BilledLine>().Where(l => l.OrderId == orderId && l.LineNo == lineNo && l.Qty + qty <= shipped)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Qty, x => x.Qty + qty).SetProperty(x => x.Net, x => x.Net + net), cancellationToken);
        if (raised == 1)
        {
            return true;
        }

        if (await db.Set<BilledLine>().AnyAsync(l => l.OrderId == orderId && l.LineNo == lineNo, cancellationToken))
        {
            return false;
        }

        db.Add(new BilledLine { OrderId = orderId, LineNo = lineNo, DealerId = line.DealerId, ProductId = line.ProductId, Qty = qty, Net = net, TaxPercent = line.TaxPercent });
        return qty <= shipped;
    }

    /// <summary>What was set aside for the order pays its invoice before anything else does.</summary>
    private async Task<IReadOnlyList<BalanceMove>> SettleFromOrderAsync(CommandContext context, InvoiceFact invoice, DateOnly today, CancellationToken cancellationToken)
    {
        var moves = new List<BalanceMove>();
        foreach (var prepayment in prepayments)
        {
            if (await prepayment.TakeAsync(context, invoice.OrderId!, invoice.GrossAmount - invoice.PaidAmount, cancellationToken) is > 0 and var taken)
            {
                Billing.Settle([invoice], taken, today);
                moves.Add(new BalanceMove(BalanceMoveKind.Apply, invoice.OrderId!, taken));
            }
        }

        return moves;
    }

    /// <summary>Credit that earlier credit notes left over pays the new invoice first. Returns the notes that it used.</summary>
    private static async Task<IReadOnlyList<InvoiceFact>> SettleFromCreditAsync(AppDbContext db, InvoiceFact invoice, DateOnly today, CancellationToken cancellationToken)
    {
        var notes = await db.Set<InvoiceFact>().AsNoTracking().Where(i => i.DealerId == invoice.DealerId && i.PaidOn == null && i.EStatus != "red" && i.GrossAmount < i.PaidAmount)
            .OrderBy(i => i.InvoicedOn).ThenBy(i => i.InvoiceId).ToListAsync(cancellationToken);
        var used = new List<InvoiceFact>();
        foreach (var note in notes)
        {
            var part = Math.Min(note.PaidAmount - note.GrossAmount, invoice.GrossAmount - invoice.PaidAmount);
            if (part > 0)
            {
                Billing.Settle([invoice], part, today);
                note.PaidAmount -= part;
                note.PaidOn = note.PaidAmount == note.GrossAmount ? today : null;
                used.Add(note);
            }
        }

        return used;
    }
}
