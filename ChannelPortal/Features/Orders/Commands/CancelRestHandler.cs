using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Lowers an order that is shipped in part to what has left. Credit and stock of the rest are free again in the same transaction.</summary>
internal sealed class CancelRestHandler(IOrderMoves moves, ICreditAccounts credit, IStock stock, RebateUse rebates, OrderChanges changes) : ICommandHandler<CancelRest, ChangedOrder>
{
    public async Task<Result<ChangedOrder>> HandleAsync(CancelRest command, CommandContext context, CancellationToken cancellationToken)
    {
        if (OrderChanges.CheckReason(command.Reason) is { } wrong)
        {
            return wrong;
        }

        var begun = await changes.BeginAsync(context, command.OrderId, OrderTrigger.CancelRest, command.Revision, cancellationToken);
        if (!begun.Ok)
        {
            return Result<ChangedOrder>.Fail(begun.Errors);
        }

        var work = begun.Value;
        var rest = work.Lines.Where(l => l.ShippedQty < l.OrderedQty).ToList();
        if (rest.Count == 0)
        {
            return Error.Of("order_nothing_open", command.OrderId);
        }

        var before = rest.ConvertAll(OrderChanges.Shown);
        var netBefore = work.Order.NetAmount;
        foreach (var line in rest)
        {
            End(line);
        }

        var kept = work.Lines.Where(l => l.Status != "cancelled").ToList();
        var moved = await moves.MoveAsync(context, command.OrderId, OrderTrigger.CancelRest, Shrink, command.Reason, cancellationToken);
        if (!moved.Ok)
        {
            return Result<ChangedOrder>.Fail(moved.Errors);
        }

        var order = moved.Value;
        var billed = (await credit.BilledAsync(context.Db, [order.OrderId], cancellationToken)).GetValueOrDefault(order.OrderId);
        await credit.AmendAsync(context.Db, order.DealerId, order.OrderId, Math.Max(0, order.NetAmount - billed), true, cancellationToken);
        await stock.ReleaseAsync(context.Db, order.OrderId, null, cancellationToken);
        await rebates.FollowAsync(context, order, kept, cancellationToken);
        rest.ForEach(context.Record);
        var number = changes.Keep(context, work, new RevisionDraft(
            OrderRevision.RestCancelled, command.Reason, netBefore, order.NetAmount, before, [.. rest.Where(l => l.Status != "cancelled").Select(OrderChanges.Shown)]));
        return new ChangedOrder(order.OrderId, order.Status, number, order.NetAmount);

        void Shrink(OrderFact changed)
        {
            (changed.NetAmount, changed.LineCount) = (kept.Sum(l => l.NetAmount), kept.Count);
            changed.InFull = false;
        }
    }

    /// <summary>A line of which nothing left is cancelled as it was ordered; the others end at what left.</summary>
    private static void End(OrderLineFact line)
    {
        line.BackorderQty = 0;
        if (line.ShippedQty == 0)
        {
            line.Status = "cancelled";
            return;
        }

        // The parts that left have their part of the amount already.
        var net = line.NetOf(line.ShippedQty);
        OrderLinePricing.Resize(line, line.ShippedQty);
        (line.NetAmount, line.DiscountAmount, line.Status) = (net, line.ListAmount - net, "shipped");
    }
}
