using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>
/// Changes what is not shipped. Changed and added lines get today's price; a quoted line stays as it is or goes. Credit that is not there refuses the change and leaves the order as it was;
/// a risk that wants a review holds the whole order, or refuses when goods have left already.
/// </summary>
internal sealed class AmendOrderHandler(
    IOrderMoves moves, ICreditAccounts credit, IPricing pricing, IRiskScreen risk, OrderStock stock, RebateUse rebates, OrderChanges changes, AmendmentCheck check) : ICommandHandler<AmendOrder, ChangedOrder>
{
    public async Task<Result<ChangedOrder>> HandleAsync(AmendOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        if (OrderChanges.CheckReason(command.Reason) is { } wrong)
        {
            return wrong;
        }

        var begun = await changes.BeginAsync(context, command.OrderId, OrderTrigger.Amend, command.Revision, cancellationToken);
        if (!begun.Ok)
        {
            return Result<ChangedOrder>.Fail(begun.Errors);
        }

        var work = begun.Value;
        var (db, order) = (context.Db, work.Order);
        var checkedLines = await check.LinesAsync(context, work, command.Lines ?? [], cancellationToken);
        if (!checkedLines.Ok)
        {
            return Result<ChangedOrder>.Fail(checkedLines.Errors);
        }

        var amended = await PriceAsync(context, work, checkedLines.Value, cancellationToken);
        var (before, after) = (order.NetAmount, amended.Kept.Sum(l => l.NetAmount));
        if (await check.TotalAsync(context, order, before, after, command.ExpectedNet, cancellationToken) is { } refused)
        {
            return refused;
        }

        var billed = (await credit.BilledAsync(db, [order.OrderId], cancellationToken)).GetValueOrDefault(order.OrderId);
        var input = new RiskInput(order.OrderId, order.DealerId, order.OrderedOn, order.SubmittedAt ?? context.Now, order.Currency, after, order.ShipToId, amended.Kept, Math.Max(0, before - billed));
        var screening = await risk.ScreenAsync(context, input, cancellationToken);
        if (screening.IsHeld && order.Status != OrderStatus.Confirmed.Code())
        {
            return Error.Of("order_amend_needs_review", order.OrderId);
        }

        if (screening.IsHeld)
        {
            await credit.CancelAsync(db, order.DealerId, order.OrderId, cancellationToken);
        }
        else if (await credit.AmendAsync(db, order.DealerId, order.OrderId, Math.Max(0, after - billed), false, cancellationToken) is { Passes: false } decision)
        {
            return Result<ChangedOrder>.Fail(decision.Errors);
        }

        var moved = await moves.MoveAsync(context, order.OrderId, screening.IsHeld ? OrderTrigger.AmendHeld : OrderTrigger.Amend, Apply, command.Reason, cancellationToken);
        if (!moved.Ok)
        {
            return Result<ChangedOrder>.Fail(moved.Errors);
        }

        await rebates.FollowAsync(context, moved.Value, amended.Kept, cancellationToken);
        await stock.ChangeAsync(context, moved.Value, amended.Kept, amended.Changed, amended.Given, cancellationToken);
        amended.Changed.ForEach(context.Record);
        var number = changes.Keep(context, work, new RevisionDraft(OrderRevision.Amended, command.Reason, before, after, amended.Before, amended.After));
        return new ChangedOrder(order.OrderId, moved.Value.Status, number, after);

        void Apply(OrderFact changed)
        {
            (changed.NetAmount, changed.LineCount, changed.RiskScore) = (after, amended.Kept.Count, screening.Score);
            changed.AmendedCount++;
            if (changed.Status == OrderStatus.Held.Code())
            {
                (changed.HoldReason, changed.WasHeld, changed.ConfirmedAt) = ("risk", true, null);
            }

            // What was picked is not what is wanted any more.
            changed.PickedAt = changed.FirstShipAt is null ? null : changed.PickedAt;
        }
    }

    private async Task<Amended> PriceAsync(CommandContext context, OrderInWork work, CheckedChanges wanted, CancellationToken cancellationToken)
    {
        var (order, next) = (work.Order, wanted.LastLineNo + 1);
        var amended = new Amended();
        var asks = wanted.Lines.Where(w => w.Quantity > 0).Select(w => new PriceAsk(w.Product.ProductId, w.Quantity)).ToList();
        var sheet = asks.Count == 0 ? null : await pricing.PriceAsync(context.Db, order.DealerId, wanted.Today, asks, cancellationToken);
        var prices = sheet?.Lines.ToDictionary(l => l.ProductId, StringComparer.Ordinal) ?? [];
        var traces = new Dictionary<int, PriceTrace>();
        foreach (var change in wanted.Lines)
        {
            var line = work.Lines.FirstOrDefault(l => l.LineNo == change.LineNo);
            if (line is not null)
            {
                amended.Before.Add(OrderChanges.Shown(line));
            }

            if (change.Quantity == 0)
            {
                (line!.Status, line.BackorderQty) = ("cancelled", 0);
                amended.Give(line, line.OrderedQty);
                amended.Changed.Add(line);
                continue;
            }

            var price = prices[change.Product.ProductId];
            if (line is null)
            {
                line = OrderLinePricing.Line(order.OrderId, next++, price, change.Product, order.DealerId, order.OrderedOn, order.SubmittedAt);
            }
            else
            {
                amended.Give(line, line.OrderedQty - change.Quantity);
                OrderLinePricing.Price(line, price);
                line.Status = line.ShippedQty == line.OrderedQty ? "shipped" : "open";
            }

            traces[line.LineNo] = price.Trace;
            amended.Changed.Add(line);
            amended.After.Add(OrderChanges.Shown(line));
        }

        await pricing.RekeepAsync(context.Db, order.OrderId, traces, cancellationToken);
        amended.Kept.AddRange(work.Lines.Concat(amended.Changed).Where(l => l.Status != "cancelled").DistinctBy(l => l.LineNo).OrderBy(l => l.LineNo));
        return amended;
    }

    private sealed class Amended
    {
        public List<OrderLineFact> Kept { get; } = [];

        public List<OrderLineFact> Changed { get; } = [];

        public List<OrderStockLine> Given { get; } = [];

        public List<RevisedLine> Before { get; } = [];

        public List<RevisedLine> After { get; } = [];

        public void Give(OrderLineFact line, long quantity)
        {
            if (quantity > 0)
            {
                Given.Add(new OrderStockLine(line.LineNo, line.ProductId, quantity));
            }
        }
    }
}
