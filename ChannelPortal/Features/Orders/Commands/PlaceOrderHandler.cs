using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Data;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Checks, prices, reserves credit and records the order. Over the limit it is held, never lost.</summary>
internal sealed class PlaceOrderHandler(
    ICreditAccounts credit, IProductCatalogue catalogue, IPricing pricing, IRiskScreen risk, OrderStock stock, IEnumerable<IQuotedPrices> quotes, BusinessClock clock,
    IOptions<OrdersOptions> options)
    : ICommandHandler<PlaceOrder, PlacedOrder>
{
    public async Task<Result<PlacedOrder>> HandleAsync(PlaceOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId
            || await context.Db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return Error.Of("order_needs_dealer");
        }

        if (dealer.Status != "active")
        {
            return Error.Of("order_dealer_inactive");
        }

        var today = clock.DayOf(context.Now);
        var products = await catalogue.ByIdsAsync(context.Db, [.. (command.Lines ?? []).Take(options.Value.MaxLines).Select(l => l.ProductId ?? "")], cancellationToken);
        if (Check(command.Lines ?? [], products, today, options.Value) is { Count: > 0 } errors)
        {
            return Result<PlacedOrder>.Fail(errors);
        }

        if (command.ShipToId is { } shipTo && !await context.Db.Set<ShipToFact>().AnyAsync(s => s.ShipToId == shipTo && s.DealerId == dealerId, cancellationToken))
        {
            return Error.Of("order_ship_to_unknown", shipTo).On("shipToId");
        }

        // From here on this dealer's orders come one after the other.
        await credit.LockAsync(context.Db, dealerId, cancellationToken);
        var prices = await pricing.PriceAsync(context.Db, dealerId, today, [.. command.Lines!.Select(l => new PriceAsk(l.ProductId, l.Quantity))], cancellationToken);
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

        var lines = prices.Lines.Select((p, i) => Line(p, i + 1, products[p.ProductId], dealer, today, context.Now)).ToList();
        var net = lines.Sum(l => l.NetAmount);
        if (command.ExpectedNet is { } expected && expected != net)
        {
            return Result<PlacedOrder>.Fail([
                Error.Of("order_price_changed", expected / (decimal)Money.MinorPerMajor, net / (decimal)Money.MinorPerMajor), .. Moved(command.Lines!, prices)]);
        }

        var orderId = await OrderNumbers.NextAsync(context.Db, today, cancellationToken);
        var screening = await risk.ScreenAsync(context, new RiskInput(orderId, dealerId, today, context.Now, dealer.Currency, net, command.ShipToId, lines), cancellationToken);

        // An order under review takes no credit; the review's release does. A closed account refuses it all the same.
        var decision = screening.IsHeld
            ? await credit.CheckAsync(context.Db, dealerId, CreditCheckPoint.Submit, net, cancellationToken)
            : await credit.TryReserveAsync(context.Db, dealerId, orderId, net, CreditCheckPoint.Submit, cancellationToken);
        if (decision.Verdict == CreditVerdict.Block)
        {
            return Result<PlacedOrder>.Fail(decision.Errors);
        }

        var isCovered = decision.Passes && !screening.IsHeld;
        var order = new OrderFact
        {
            OrderId = orderId,
            DealerId = dealerId,
            RegionId = dealer.RegionId,
            OrderedOn = today,
            Channel = "portal",
            Status = (isCovered ? OrderStatus.Confirmed : OrderStatus.Held).Code(),
            SubmittedAt = context.Now,
            ConfirmedAt = isCovered ? context.Now : null,
            NetAmount = net,
            LineCount = lines.Count,
            AutoApproved = isCovered,
            WasHeld = !isCovered,
            HoldReason = screening.IsHeld ? "risk" : decision.HoldReason,
            ShipToId = command.ShipToId,
            RiskScore = screening.Score,
            Currency = dealer.Currency,
        };
        await stock.ReserveAsync(context, order, lines, cancellationToken);
        context.Record(order);
        foreach (var line in lines)
        {
            line.OrderId = orderId;
            context.Record(line);
        }

        pricing.Keep(context.Db, orderId, prices);
        book?.Ordered(context, command.QuoteNo!, order);
        await DropCartAsync(context, command.CartId, cancellationToken);
        context.Audit("orders.place", "order", orderId, null, new { order.Status, order.HoldReason, order.NetAmount, order.LineCount }, dealerId: dealerId);
        return new PlacedOrder(orderId, order.Status, order.HoldReason, net, order.Currency, decision.Available - (isCovered ? net : 0));
    }

    /// <summary>All refusals at once, each on its line, so that the form can be mended in one go.</summary>
    internal static List<Error> Check(
        IReadOnlyList<PlaceOrderLine> lines, IReadOnlyDictionary<string, CatalogueProduct> products, DateOnly today, OrdersOptions options)
    {
        if (lines.Count == 0)
        {
            return [Error.Of("order_empty")];
        }

        if (lines.Count > options.MaxLines)
        {
            return [Error.Of("order_too_many_lines", options.MaxLines, lines.Count)];
        }

        var errors = new List<Error>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!products.TryGetValue(line.ProductId ?? "", out var product))
            {
                Refuse(i, "order_product_unknown", line.ProductId);
            }
            else if (!seen.Add(product.ProductId))
            {
                Refuse(i, "order_product_twice", product.ProductId);
            }
            else if (OrderLineRules.Refusal(product, line.Quantity, today, options) is { } refusal)
            {
                errors.Add(refusal.On(string.Create(CultureInfo.InvariantCulture, $"lines[{i}].{refusal.Field}")));
            }
        }

        return errors;

        void Refuse(int line, string code, string? productId) =>
            errors.Add(Error.Of(code, productId).On(string.Create(CultureInfo.InvariantCulture, $"lines[{line}].productId")));
    }

    /// <summary>The lines whose price is another one than the buyer saw, each with both.</summary>
    private static IEnumerable<Error> Moved(IReadOnlyList<PlaceOrderLine> lines, PriceSheet prices) =>
        lines.Zip(prices.Lines).Select((pair, i) => (pair.First.SeenPrice, Now: pair.Second, Line: i)).Where(l => l.SeenPrice is { } seen && seen != l.Now.NetPrice)
            .Select(l => Error.Of("order_line_price_changed", l.Now.ProductId, l.SeenPrice!.Value / (decimal)Money.PriceScale, l.Now.NetPrice / (decimal)Money.PriceScale)
                .On(string.Create(CultureInfo.InvariantCulture, $"lines[{l.Line}].price")));

    private static OrderLineFact Line(PricedLine line, int number, CatalogueProduct product, DealerFact dealer, DateOnly today, DateTimeOffset now)
    {
        var list = Money.LineMinor(line.ListPrice, line.Quantity);
        return new OrderLineFact
        {
            OrderId = "",
            LineNo = number,
            DealerId = dealer.DealerId,
            ProductId = product.ProductId,
            OrderedOn = today,
            OrderedAt = now,
            OrderedQty = line.Quantity,
            ListPrice = line.ListPrice,
            NetPrice = line.NetPrice,
            UnitCost = product.UnitCost,
            ListAmount = list,
            NetAmount = line.NetAmount,
            DiscountAmount = list - line.NetAmount,
            CostAmount = Money.LineMinor(product.UnitCost, line.Quantity),
            PriceSource = line.Source,
            IsNewProduct = product.IsNew,
        };
    }

    private static Task DropCartAsync(CommandContext context, string? cartId, CancellationToken cancellationToken) =>
        VisibleCarts.Of(context.Db, context.Caller).Where(c => c.CartId == cartId && !c.IsTemplate).ExecuteDeleteAsync(cancellationToken);
}
