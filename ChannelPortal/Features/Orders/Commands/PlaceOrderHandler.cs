using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Data;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Checks, prices, reserves credit and records the order. Over the limit it is held, never lost.</summary>
internal sealed class PlaceOrderHandler(
    ICreditAccounts credit, IPricing pricing, SubmitGuards guards, OrderAcceptance acceptance, BuyerConsent consent, OrderStock stock, VisibleCarts carts, IEnumerable<IQuotedPrices> quotes,
    RebateUse rebates, BusinessClock clock)
    : ICommandHandler<PlaceOrder, PlacedOrder>
{
    public async Task<Result<PlacedOrder>> HandleAsync(PlaceOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (context.Caller.DealerId is not { } dealerId
            || await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return Error.Of("order_needs_dealer");
        }

        if (dealer.Status != "active")
        {
            return Error.Of("order_dealer_inactive");
        }

        if (command.ShipToId is { } shipTo && !await db.Set<ShipToFact>().AnyAsync(s => s.ShipToId == shipTo && s.DealerId == dealerId, cancellationToken))
        {
            return Error.Of("order_ship_to_unknown", shipTo).On("shipToId");
        }

        // From here on this dealer's orders come one after the other.
        await credit.LockAsync(db, dealerId, cancellationToken);
        var today = clock.DayOf(context.Now);
        IReadOnlyList<PlaceOrderLine> ordered = command.Lines ?? [];
        var products = await guards.ProductsAsync(db, ordered.Select(l => l?.ProductId), cancellationToken);
        if (await guards.LinesAsync(db, dealerId, today, ordered, products, cancellationToken) is { Count: > 0 } errors)
        {
            return Result<PlacedOrder>.Fail(errors);
        }

        if (!command.IsIntended && command.QuoteNo is null && await guards.DuplicateAsync(db, dealerId, ordered, context.Now, cancellationToken) is { } duplicate)
        {
            return duplicate;
        }

        var prices = await pricing.PriceAsync(db, dealerId, today, [.. ordered.Select(l => new PriceAsk(l.ProductId, l.Quantity))], cancellationToken);
        var book = command.QuoteNo is null ? null : quotes.FirstOrDefault();
        if (command.QuoteNo is { } quoteNo)
        {
            var quoted = book is null ? Error.NotFound : await book.TakeAsync(context, quoteNo, prices, cancellationToken);
            if (!quoted.Ok)
            {
                return Result<PlacedOrder>.Fail(quoted.Errors);
            }

            prices = quoted.Value;
        }

        var lines = prices.Lines.Select((p, i) => OrderLinePricing.Line("", i + 1, p, products[p.ProductId], dealerId, today, context.Now)).ToList();
        var net = lines.Sum(l => l.NetAmount);
        if (command.ExpectedNet is { } expected && expected != net)
        {
            return Result<PlacedOrder>.Fail([
                Error.Of("order_price_changed", expected / (decimal)Money.MinorPerMajor, net / (decimal)Money.MinorPerMajor), .. Moved(ordered, prices)]);
        }

        if (!command.TakesGoods && guards.Minimum(dealer.Tier, net) is { } tooSmall)
        {
            return tooSmall;
        }

        var value = net;
        if (command.TakesGoods)
        {
            lines.ForEach(OrderLinePricing.Free);
            net = 0;
        }

        var order = new OrderFact
        {
            OrderId = await OrderNumbers.NextAsync(db, today, cancellationToken),
            DealerId = dealerId,
            RegionId = dealer.RegionId,
            OrderedOn = today,
            Channel = "portal",
            SubmittedAt = context.Now,
            NetAmount = net,
            LineCount = lines.Count,
            ShipToId = command.ShipToId,
            Currency = dealer.Currency,
        };
        lines.ForEach(l => l.OrderId = order.OrderId);
        var paid = await rebates.PayAsync(context, order, command, value, cancellationToken);
        if (!paid.Ok)
        {
            return Result<PlacedOrder>.Fail(paid.Errors);
        }

        var available = await AcceptAsync(context, order, lines, cancellationToken);
        if (!available.Ok)
        {
            return Result<PlacedOrder>.Fail(available.Errors);
        }

        await stock.ReserveAsync(context, order, lines, cancellationToken);
        context.Record(order);
        lines.ForEach(context.Record);
        pricing.Keep(db, order.OrderId, prices);
        book?.Ordered(context, command.QuoteNo!, order);
        await DropCartAsync(context, command.CartId, cancellationToken);
        context.Audit("orders.place", "order", order.OrderId, null, new { order.Status, order.HoldReason, order.NetAmount, order.LineCount, command.IsIntended, Rebate = paid.Value }, dealerId: dealerId);
        return new PlacedOrder(order.OrderId, order.Status, order.HoldReason, net, order.Currency, available.Value);
    }

    /// <summary>Sets where the new order stands. Beyond the buyer's own limit it waits for a colleague and takes no credit; risk and credit look when he consents.</summary>
    /// <returns>The credit that is left.</returns>
    private async Task<Result<long>> AcceptAsync(CommandContext context, OrderFact order, List<OrderLineFact> lines, CancellationToken cancellationToken)
    {
        if (await consent.ExceededAsync(context.Db, context.Caller, order.NetAmount, order.OrderedOn, cancellationToken) is { } limit)
        {
            var standing = await credit.CheckAsync(context.Db, order.DealerId, CreditCheckPoint.Submit, order.NetAmount, cancellationToken);
            (order.Status, order.HoldReason) = (OrderStatus.Submitted.Code(), OrderStatuses.AwaitsApproval);
            await consent.AskAsync(context, order, limit, cancellationToken);
            return standing.Available;
        }

        var input = new RiskInput(order.OrderId, order.DealerId, order.OrderedOn, context.Now, order.Currency, order.NetAmount, order.ShipToId, lines);
        var accepted = await acceptance.DecideAsync(context, input, cancellationToken);
        if (accepted.IsBlocked)
        {
            return Result<long>.Fail(accepted.Credit.Errors);
        }

        order.Status = (accepted.IsCovered ? OrderStatus.Confirmed : OrderStatus.Held).Code();
        order.ConfirmedAt = accepted.IsCovered ? context.Now : null;
        (order.AutoApproved, order.WasHeld, order.HoldReason, order.RiskScore) = (accepted.IsCovered, !accepted.IsCovered, accepted.HoldReason, accepted.Screening.Score);
        return accepted.Credit.Available - (accepted.IsCovered ? order.NetAmount : 0);
    }

    /// <summary>The lines whose price is another one than the buyer saw, each with both.</summary>
    private static IEnumerable<Error> Moved(IReadOnlyList<PlaceOrderLine> lines, PriceSheet prices) =>
        lines.Zip(prices.Lines).Select((pair, i) => (pair.First.SeenPrice, Now: pair.Second, Line: i)).Where(l => l.SeenPrice is { } seen && seen != l.Now.NetPrice)
            .Select(l => Error.Of("order_line_price_changed", l.Now.ProductId, l.SeenPrice!.Value / (decimal)Money.PriceScale, l.Now.NetPrice / (decimal)Money.PriceScale)
                .On(string.Create(CultureInfo.InvariantCulture, $"lines[{l.Line}].price")));

    private async Task DropCartAsync(CommandContext context, string? cartId, CancellationToken cancellationToken) =>
        await (await carts.OfAsync(context.Db, context.Caller, cancellationToken)).Where(c => c.CartId == cartId && !c.IsTemplate).ExecuteDeleteAsync(cancellationToken);
}
