using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Stock of orders: what is kept for their lines, what waits, and the promise that follows from it.</summary>
internal sealed class OrderStock(IStock stock, IOptions<OrdersOptions> options) : IBackorderedLines
{
    /// <summary>Takes stock for the lines and sets back-ordered quantities and the order's promise on rows that are still to be recorded.</summary>
    public async Task ReserveAsync(CommandContext context, OrderFact order, IReadOnlyList<OrderLineFact> lines, CancellationToken cancellationToken)
    {
        var kept = await stock.ReserveAsync(
            context.Db, order.DealerId, order.OrderId, [.. lines.Select(l => new OrderStockLine(l.LineNo, l.ProductId, l.OrderedQty))], order.Status == OrderStatus.Held.Code(), cancellationToken);
        foreach (var (line, result) in lines.Zip(kept))
        {
            line.BackorderQty = result.BackOrdered;
        }

        var usual = order.OrderedOn.AddDays(options.Value.PromiseDays);
        var latest = kept.Max(k => k.PromisedOn) ?? usual;
        order.PromisedOn = kept.Any(k => k.PromisedOn is null) && usual > latest ? usual : latest;
    }

    /// <summary>The same for an order that was confirmed just now: changed lines are recorded, and the order with its new promise is already.</summary>
    public async Task ConfirmAsync(CommandContext context, OrderFact order, CancellationToken cancellationToken)
    {
        var lines = await context.Db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderId == order.OrderId && l.Status == "open").OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        if (lines.Count == 0)
        {
            return;
        }

        var before = lines.ConvertAll(l => l.BackorderQty);
        await ReserveAsync(context, order, lines, cancellationToken);
        foreach (var (line, waiting) in lines.Zip(before).Where(l => l.First.BackorderQty != l.Second))
        {
            context.Record(line);
        }
    }

    public async Task ChangedAsync(CommandContext context, IReadOnlyList<BackorderedLine> lines, CancellationToken cancellationToken)
    {
        var ids = lines.Select(l => l.OrderId).Distinct().ToList();
        var known = await context.Db.Set<OrderLineFact>().AsNoTracking().Where(l => ids.Contains(l.OrderId)).ToDictionaryAsync(l => (l.OrderId, l.LineNo), cancellationToken);
        foreach (var change in lines)
        {
            if (known.TryGetValue((change.OrderId, change.LineNo), out var line) && line.BackorderQty != change.Qty)
            {
                line.BackorderQty = change.Qty;
                context.Record(line);
            }
        }
    }
}
