using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Settlement.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Settlement.Data;

/// <inheritdoc cref="ICreditNotes"/>
internal sealed class CreditNotes(BilledLines billed, IDealerBooks books, BusinessClock clock, IOptions<SettlementOptions> options) : ICreditNotes
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

        var notes = new List<CreditNote>();
        foreach (var rate in lines.GroupBy(l => known[(l.OrderId, l.LineNo)].TaxPercent).OrderByDescending(g => g.Key))
        {
            if (await WriteAsync(context, dealerId, rate.Key, rate.Sum(l => l.Net), reason, cancellationToken) is { } note)
            {
                notes.Add(note);
                context.Db.AddRange(rate.Select((l, i) => new InvoiceLine
                {
                    InvoiceId = note.Number, Line = i + 1, DealerId = dealerId, OrderId = l.OrderId, OrderLine = l.LineNo, ProductId = known[(l.OrderId, l.LineNo)].ProductId, Qty = -l.Qty, Net = -l.Net,
                    TaxPercent = rate.Key,
                }));
            }
        }

        return await PostAsync(context, dealerId, notes, [.. lines.Select(l => l.OrderId)], cancellationToken);
    }

    public Task<Result<IReadOnlyList<CreditNote>>> AllowAsync(
        CommandContext context, string dealerId, IReadOnlyList<AllowancePart> parts, string reason, CancellationToken cancellationToken) =>
        AllowAsync(context, dealerId, parts, reason, isKept: false, cancellationToken);

    public Task<Result<IReadOnlyList<CreditNote>>> KeepAsync(
        CommandContext context, string dealerId, IReadOnlyList<AllowancePart> parts, string reason, CancellationToken cancellationToken) =>
        AllowAsync(context, dealerId, parts, reason, isKept: true, cancellationToken);

    private async Task<Result<IReadOnlyList<CreditNote>>> AllowAsync(
        CommandContext context, string dealerId, IReadOnlyList<AllowancePart> parts, string reason, bool isKept, CancellationToken cancellationToken)
    {
        if (await books.BeginAsync(context, dealerId, cancellationToken) is null)
        {
            return Error.NotFound;
        }

        var rates = await RatesAsync(context.Db, dealerId, [.. parts.Select(p => p.OrderId).OfType<string>()], cancellationToken);
        var usual = rates.GroupBy(r => r.Value).OrderByDescending(g => g.Count()).Select(g => (int?)g.Key).FirstOrDefault() ?? options.Value.TaxPercent;
        var notes = new List<CreditNote>();
        foreach (var rate in parts.GroupBy(p => p.OrderId is { } order ? rates.GetValueOrDefault(order, usual) : usual).OrderByDescending(g => g.Key))
        {
            if (await WriteAsync(context, dealerId, rate.Key, rate.Sum(p => p.Net), reason, cancellationToken) is { } note)
            {
                notes.Add(note);
            }
        }

        return isKept
            ? await KeepAsync(context, dealerId, notes, reason, cancellationToken)
            : await PostAsync(context, dealerId, notes, [.. rates.Keys], cancellationToken);
    }

    /// <summary>Numbers and names the note; nothing for a net of zero.</summary>
    private async Task<CreditNote?> WriteAsync(CommandContext context, string dealerId, int percent, long net, string reason, CancellationToken cancellationToken)
    {
        if (net == 0)
        {
            return null;
        }

        var note = new CreditNote(await DocumentNumbers.NextAsync(context.Db, "CN", clock.DayOf(context.Now), cancellationToken), percent, net, Billing.Tax(net, percent));
        context.Audit("settlement.credit_note", "invoice", note.Number, null, new { net, tax = note.Tax }, reason, dealerId);
        return note;
    }

    private async Task<Result<IReadOnlyList<CreditNote>>> PostAsync(CommandContext context, string dealerId, IReadOnlyList<CreditNote> notes, HashSet<string> orderIds, CancellationToken cancellationToken)
    {
        var (today, facts) = (clock.DayOf(context.Now), Facts(context, dealerId, notes));
        foreach (var invoice in await OffsetAsync(context.Db, dealerId, facts, orderIds, today, cancellationToken))
        {
            context.Record(invoice);
        }

        facts.ForEach(context.Record);
        await books.PostAsync(context, dealerId, facts, [], cancellationToken);
        return Result<IReadOnlyList<CreditNote>>.Success(notes);
    }

    private async Task<Result<IReadOnlyList<CreditNote>>> KeepAsync(CommandContext context, string dealerId, IReadOnlyList<CreditNote> notes, string reason, CancellationToken cancellationToken)
    {
        var facts = Facts(context, dealerId, notes);
        foreach (var note in facts)
        {
            (note.PaidAmount, note.PaidOn) = (note.GrossAmount, note.InvoicedOn);
            context.Record(note);
        }

        await books.PostInvoicesAsync(context, dealerId, facts, [new BalanceMove(BalanceMoveKind.Keep, reason, notes.Sum(n => n.Net + n.Tax))], cancellationToken);
        return Result<IReadOnlyList<CreditNote>>.Success(notes);
    }

    /// <summary>Without an order of its own: a note takes money back, it does not bind the order's credit again.</summary>
    private List<InvoiceFact> Facts(CommandContext context, string dealerId, IReadOnlyList<CreditNote> notes)
    {
        var today = clock.DayOf(context.Now);
        return
        [
            .. notes.Select(n => new InvoiceFact
            {
                InvoiceId = n.Number, DealerId = dealerId, InvoicedOn = today, DueOn = today, NetAmount = -n.Net, TaxAmount = -n.Tax, GrossAmount = -n.Net - n.Tax, EStatus = "issued",
                ERequestedAt = context.Now, EIssuedAt = context.Now,
            }),
        ];
    }

    /// <summary>At which rate orders were billed; for no order, those of the dealer's last invoices.</summary>
    private static async Task<Dictionary<string, int>> RatesAsync(AppDbContext db, string dealerId, HashSet<string> orderIds, CancellationToken cancellationToken)
    {
        const int Newest = 50;
        var billed = db.Set<InvoiceFact>().AsNoTracking().Where(i => i.DealerId == dealerId && i.EStatus != "red" && i.NetAmount > 0);
        var invoices = orderIds.Count == 0
            ? billed.OrderByDescending(i => i.InvoicedOn).ThenByDescending(i => i.InvoiceId).Take(Newest)
            : billed.Where(i => orderIds.Contains(i.OrderId!));
        return (await invoices.Select(i => new { Key = i.OrderId ?? i.InvoiceId, i.NetAmount, i.TaxAmount }).ToListAsync(cancellationToken))
            .GroupBy(i => i.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Billing.PercentOf(g.Sum(i => i.NetAmount), g.Sum(i => i.TaxAmount)), StringComparer.Ordinal);
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
