using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Data;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Checks, prices, reserves credit and records the order. Over the limit it is held, never lost.</summary>
internal sealed class PlaceOrderHandler(
    ICreditAccounts credit, IProductCatalogue catalogue, OrderStock stock, BusinessClock clock, IOptions<OrdersOptions> options) : ICommandHandler<PlaceOrder, PlacedOrder>
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

        // From here on this dealer's orders come one after the other.
        await credit.LockAsync(context.Db, dealerId, cancellationToken);
        var lines = command.Lines!.Select((l, i) => Line(l, i + 1, products[l.ProductId], dealer, today, context.Now)).ToList();
        var net = lines.Sum(l => l.NetAmount);
        if (command.ExpectedNet is { } expected && expected != net)
        {
            return Error.Of("order_price_changed", expected / (decimal)Money.MinorPerMajor, net / (decimal)Money.MinorPerMajor);
        }

        var isCovered = await credit.TryReserveAsync(context.Db, dealerId, net, cancellationToken);
        var standing = await credit.ReadAsync(context.Db, dealerId, cancellationToken);
        var orderId = await OrderNumbers.NextAsync(context.Db, today, cancellationToken);
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
            HoldReason = isCovered ? null : standing.Cover == 0 ? "no_limit" : "over_limit",
            Currency = dealer.Currency,
        };
        await stock.ReserveAsync(context, order, lines, cancellationToken);
        context.Record(order);
        foreach (var line in lines)
        {
            line.OrderId = orderId;
            context.Record(line);
        }

        await DropCartAsync(context, command.CartId, cancellationToken);
        context.Audit("orders.place", "order", orderId, null, new { order.Status, order.HoldReason, order.NetAmount, order.LineCount }, dealerId: dealerId);
        return new PlacedOrder(orderId, order.Status, order.HoldReason, net, order.Currency, standing.Available);
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

    private OrderLineFact Line(PlaceOrderLine line, int number, CatalogueProduct product, DealerFact dealer, DateOnly today, DateTimeOffset now)
    {
        var price = TierPrice.Of(product.ListPrice, dealer.Tier, options.Value);
        var list = Money.LineMinor(product.ListPrice, line.Quantity);
        var net = TierPrice.Amount(price, line.Quantity);
        return new OrderLineFact
        {
            OrderId = "",
            LineNo = number,
            DealerId = dealer.DealerId,
            ProductId = product.ProductId,
            OrderedOn = today,
            OrderedAt = now,
            OrderedQty = line.Quantity,
            ListPrice = product.ListPrice,
            NetPrice = price.Price,
            UnitCost = product.UnitCost,
            ListAmount = list,
            NetAmount = net,
            DiscountAmount = list - net,
            CostAmount = Money.LineMinor(product.UnitCost, line.Quantity),
            PriceSource = price.Source,
            IsNewProduct = product.IsNew,
        };
    }

    private static Task DropCartAsync(CommandContext context, string? cartId, CancellationToken cancellationToken) =>
        VisibleCarts.Of(context.Db, context.Caller).Where(c => c.CartId == cartId && !c.IsTemplate).ExecuteDeleteAsync(cancellationToken);
}
