using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Data;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>
/// Moves what is not shipped to an order of its own at the same prices. Credit, reservations and waiting move along: both orders together are what the
/// one was. What waits for stock moves first, so that the rest can leave.
/// </summary>
internal sealed class SplitOrderHandler(IOrderMoves moves, ICreditAccounts credit, IPricing pricing, IStock stock, RebateUse rebates, OrderChanges changes, BusinessClock clock) : ICommandHandler<SplitOrder, ChangedOrder>
{
    public async Task<Result<ChangedOrder>> HandleAsync(SplitOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        if (OrderChanges.CheckReason(command.Reason) is { } wrong)
        {
            return wrong;
        }

        var begun = await changes.BeginAsync(context, command.OrderId, OrderTrigger.Split, command.Revision, cancellationToken);
        if (!begun.Ok)
        {
            return Result<ChangedOrder>.Fail(begun.Errors);
        }

        var work = begun.Value;
        if (Check(work, command.Lines ?? []) is { Count: > 0 } errors)
        {
            return Result<ChangedOrder>.Fail(errors);
        }

        var parts = command.Lines!.Where(l => l.Quantity > 0).Select(l => (Line: work.Lines.First(o => o.LineNo == l.LineNo), l.Quantity)).OrderBy(p => p.Line.LineNo).ToList();
        var before = parts.ConvertAll(p => OrderChanges.Shown(p.Line));
        var netBefore = work.Order.NetAmount;
        var newId = await OrderNumbers.NextAsync(context.Db, clock.DayOf(context.Now), cancellationToken);
        var taken = parts.Select((p, i) => Take(p.Line, newId, i + 1, p.Quantity)).ToList();
        var movedNet = taken.Sum(l => l.NetAmount);
        var moved = await moves.MoveAsync(context, command.OrderId, OrderTrigger.Split, Shrink, command.Reason, cancellationToken);
        if (!moved.Ok)
        {
            return Result<ChangedOrder>.Fail(moved.Errors);
        }

        var order = moved.Value;
        var billed = (await credit.BilledAsync(context.Db, [order.OrderId], cancellationToken)).GetValueOrDefault(order.OrderId);
        await credit.AmendAsync(context.Db, order.DealerId, order.OrderId, Math.Max(0, order.NetAmount - billed), true, cancellationToken);
        await credit.ReleaseAsync(context.Db, order.DealerId, newId, movedNet, cancellationToken);
        await MoveWaitingAsync(context, order.OrderId, newId, parts, taken, cancellationToken);
        await pricing.CopyKeptAsync(context.Db, order.OrderId, newId, [.. parts.Select(p => p.Line.LineNo)], cancellationToken);
        var other = Offspring(order, newId, movedNet, taken.Count);
        await rebates.SplitAsync(context, order, netBefore, other, taken, cancellationToken);
        context.Record(other);
        parts.ForEach(p => context.Record(p.Line));
        taken.ForEach(context.Record);
        context.Audit("orders.split_off", "order", newId, null, new { From = order.OrderId, other.NetAmount, other.LineCount }, command.Reason, order.DealerId);
        var number = changes.Keep(context, work, new RevisionDraft(
            OrderRevision.Split, command.Reason, netBefore, order.NetAmount, before, [.. parts.Where(p => p.Line.Status != "cancelled").Select(p => OrderChanges.Shown(p.Line))], newId));
        changes.Keep(context, new OrderInWork(other, taken, 0), new RevisionDraft(OrderRevision.SplitOff, command.Reason, 0, movedNet, [], [.. taken.Select(OrderChanges.Shown)], order.OrderId));
        return new ChangedOrder(order.OrderId, order.Status, number, order.NetAmount, newId);

        void Shrink(OrderFact changed) =>
            (changed.NetAmount, changed.LineCount) = (changed.NetAmount - movedNet, changed.LineCount - parts.Count(p => p.Line.Status == "cancelled"));
    }

    private static List<Error> Check(OrderInWork work, IReadOnlyList<OrderLineChange> lines)
    {
        var errors = new List<Error>();
        var left = work.Lines.ToDictionary(l => l.LineNo, l => l.OrderedQty - l.ShippedQty);
        for (var i = 0; i < lines.Count; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"lines[{i}].");
            if (lines[i].LineNo is not { } number || !left.TryGetValue(number, out var open))
            {
                errors.Add(Error.Of("order_line_unknown", lines[i].LineNo).On(place + "lineNo"));
            }
            else if (lines[i].Quantity < 0 || lines[i].Quantity > open || lines.Take(i).Any(l => l.LineNo == number))
            {
                errors.Add(Error.Of("order_split_too_much", number, open / (decimal)Money.QuantityScale).On(place + "quantity"));
            }
        }

        var total = lines.Sum(l => l.Quantity);
        return errors.Count > 0 ? errors
            : total == 0 ? [Error.Of("order_change_empty")]
            : total == work.Lines.Sum(l => l.OrderedQty) ? [Error.Of("order_split_all", work.Order.OrderId)]
            : [];
    }

    /// <summary>Cuts the part out of the line. What is rounded away from one is on the other.</summary>
    private static OrderLineFact Take(OrderLineFact line, string orderId, int number, long quantity)
    {
        var part = new OrderLineFact
        {
            OrderId = orderId, LineNo = number, DealerId = line.DealerId, ProductId = line.ProductId, OrderedOn = line.OrderedOn, OrderedAt = line.OrderedAt,
            ListPrice = line.ListPrice, NetPrice = line.NetPrice, UnitCost = line.UnitCost, PriceSource = line.PriceSource, IsNewProduct = line.IsNewProduct,
        };
        if (quantity == line.OrderedQty)
        {
            (part.OrderedQty, part.ListAmount, part.NetAmount, part.DiscountAmount, part.CostAmount) = (quantity, line.ListAmount, line.NetAmount, line.DiscountAmount, line.CostAmount);
        }
        else
        {
            OrderLinePricing.Resize(part, quantity);
        }

        line.OrderedQty -= quantity;
        line.ListAmount -= part.ListAmount;
        line.NetAmount -= part.NetAmount;
        line.DiscountAmount -= part.DiscountAmount;
        line.CostAmount -= part.CostAmount;
        line.Status = line.OrderedQty == 0 ? "cancelled" : line.OrderedQty == line.ShippedQty ? "shipped" : "open";
        return part;
    }

    private async Task MoveWaitingAsync(
        CommandContext context, string orderId, string newId, List<(OrderLineFact Line, long Quantity)> parts, List<OrderLineFact> taken, CancellationToken cancellationToken)
    {
        var waiting = await stock.MoveAsync(
            context.Db, orderId, newId, [.. parts.Zip(taken).Select(p => new MovedStockLine(p.First.Line.LineNo, p.Second.LineNo, p.First.Quantity))], cancellationToken);
        foreach (var ((line, _), part) in parts.Zip(taken))
        {
            part.BackorderQty = waiting.GetValueOrDefault(part.LineNo);
            line.BackorderQty = Math.Max(0, line.BackorderQty - part.BackorderQty);
        }
    }

    private static OrderFact Offspring(OrderFact order, string orderId, long net, int lines) => new()
    {
        OrderId = orderId, DealerId = order.DealerId, RegionId = order.RegionId, ShipToId = order.ShipToId, OrderedOn = order.OrderedOn, Channel = order.Channel,
        Status = OrderStatus.Confirmed.Code(), SubmittedAt = order.SubmittedAt, ConfirmedAt = order.ConfirmedAt, PromisedOn = order.PromisedOn, NetAmount = net, LineCount = lines,
        IsRush = order.IsRush, AutoApproved = order.AutoApproved, WasHeld = order.WasHeld, HoldHours = order.HoldHours, RiskScore = order.RiskScore, Currency = order.Currency,
    };
}
