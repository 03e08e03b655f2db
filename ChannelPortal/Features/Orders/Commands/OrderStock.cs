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
            context.Db, order.DealerId, order.OrderId, [.. lines.Select(l => new OrderStockLine(l.LineNo, l.ProductId, l.OrderedQty))], IsForATime(order), cancellationToken);
        foreach (var (line, result) in lines.Zip(kept))
        {
            line.BackorderQty = result.BackOrdered;
        }

        var usual = order.OrderedOn.AddDays(options.Value.PromiseDays);
        var latest = kept.Max(k => k.PromisedOn) ?? usual;
        order.PromisedOn = kept.Any(k => k.PromisedOn is null) && usual > latest ? usual : latest;
    }

    /// <summary>An order that waits for somebody's word keeps its stock for a time only.</summary>
    private static bool IsForATime(OrderFact order) => OrderStatuses.Parse(order.Status) is OrderStatus.Held or OrderStatus.Submitted;

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

    /// <summary>
    /// Gives back what lines lost and takes what they gained. A held order waits for nothing and keeps stock for a time only, so it begins anew. The order is
    /// recorded already, the changed lines are still to be; other lines are recorded here when their waiting changes.
    /// </summary>
    public async Task ChangeAsync(
        CommandContext context, OrderFact order, IReadOnlyList<OrderLineFact> kept, IReadOnlyList<OrderLineFact> changed, IReadOnlyList<OrderStockLine> given, CancellationToken cancellationToken)
    {
        if (given.Count > 0 || IsForATime(order))
        {
            await stock.ReleaseAsync(context.Db, order.OrderId, IsForATime(order) ? null : given, cancellationToken);
        }

        var open = kept.Where(l => l.Status == "open").ToList();
        var before = open.ConvertAll(l => l.BackorderQty);
        if (open.Count > 0)
        {
            await ReserveAsync(context, order, open, cancellationToken);
        }

        foreach (var (line, waiting) in open.Zip(before).Where(l => l.First.BackorderQty != l.Second && !changed.Contains(l.First)))
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
