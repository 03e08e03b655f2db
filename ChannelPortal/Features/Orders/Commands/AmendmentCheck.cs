using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>A change of a line that may be made.</summary>
/// <param name="LineNo">Null for an added product.</param>
internal sealed record CheckedChange(int? LineNo, CatalogueProduct Product, long Quantity);

/// <param name="LastLineNo">Highest number that the order has used, cancelled lines included.</param>
internal sealed record CheckedChanges(IReadOnlyList<CheckedChange> Lines, int LastLineNo, DateOnly Today);

/// <summary>What is asked of an amendment before anything moves; each refusal stands on its line.</summary>
internal sealed class AmendmentCheck(SubmitGuards guards, BuyerConsent consent, BusinessClock clock, IOptions<OrdersOptions> options)
{
    public async Task<Result<CheckedChanges>> LinesAsync(CommandContext context, OrderInWork work, IReadOnlyList<OrderLineChange> changes, CancellationToken cancellationToken)
    {
        var (db, today) = (context.Db, clock.DayOf(context.Now));
        var products = await guards.ProductsAsync(db, changes.Select(c => LineOf(work, c)?.ProductId ?? c.ProductId), cancellationToken);
        var (errors, lines) = (new List<Error>(), new List<CheckedChange>());
        var seen = work.Lines.Where(l => changes.All(c => c.LineNo != l.LineNo)).Select(l => l.ProductId).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            var line = LineOf(work, change);
            if (line is not null && change.Quantity == line.OrderedQty)
            {
                continue;
            }

            var product = products.GetValueOrDefault(line?.ProductId ?? change.ProductId ?? "");
            var refusal = Refusal(change, line, product, seen, today);
            var more = change.Quantity - (line?.OrderedQty ?? 0);
            if (refusal is null && more > 0)
            {
                refusal = await guards.MoreAsync(db, work.Order.DealerId, today, product!, more, cancellationToken);
            }

            if (refusal is not null)
            {
                errors.Add(refusal.On(string.Create(CultureInfo.InvariantCulture, $"lines[{i}].{refusal.Field}")));
                continue;
            }

            lines.Add(new CheckedChange(change.LineNo, product!, change.Quantity));
        }

        if (errors.Count > 0)
        {
            return Result<CheckedChanges>.Fail(errors);
        }

        var dropped = lines.Count(l => l is { Quantity: 0 });
        var added = lines.Count(l => l.LineNo is null);
        if (lines.Count == 0)
        {
            return Error.Of("order_change_empty");
        }

        if (work.Lines.Count + added - dropped is var count && (count == 0 || count > options.Value.MaxLines))
        {
            return count == 0 ? Error.Of("order_change_drops_all", work.Order.OrderId) : Error.Of("order_too_many_lines", options.Value.MaxLines, count);
        }

        var last = await db.Set<OrderLineFact>().Where(l => l.OrderId == work.Order.OrderId).MaxAsync(l => l.LineNo, cancellationToken);
        return new CheckedChanges(lines, last, today);
    }

    /// <summary>The new total against what the person saw, the smallest order, and what the person may order alone.</summary>
    public async Task<Error?> TotalAsync(CommandContext context, OrderFact order, long before, long after, long? expected, CancellationToken cancellationToken)
    {
        if (expected is { } seen && seen != after)
        {
            return Error.Of("order_price_changed", seen / (decimal)Money.MinorPerMajor, after / (decimal)Money.MinorPerMajor);
        }

        if (after < before)
        {
            var tier = await context.Db.Set<DealerFact>().Where(d => d.DealerId == order.DealerId).Select(d => d.Tier).SingleAsync(cancellationToken);
            return guards.Minimum(tier, after);
        }

        // More than one's own limit is an order of its own, which a colleague consents to.
        return after > before && context.Caller.DealerId is not null
            && await consent.ExceededAsync(context.Db, context.Caller, after, clock.DayOf(context.Now), cancellationToken) is { } limit
            && (limit.Kind != "monthly" || limit.Used + after - before > limit.Limit)
            ? Error.Of("order_amend_over_limit", limit.Limit / (decimal)Money.MinorPerMajor)
            : null;
    }

    private static OrderLineFact? LineOf(OrderInWork work, OrderLineChange change) => change.LineNo is { } number ? work.Lines.FirstOrDefault(l => l.LineNo == number) : null;

    private Error? Refusal(OrderLineChange change, OrderLineFact? line, CatalogueProduct? product, HashSet<string> seen, DateOnly today) =>
        change.LineNo is { } number && line is null ? Error.Of("order_line_unknown", number).On("lineNo")
        : product is null ? Error.Of("order_product_unknown", change.ProductId).On("productId")
        : !seen.Add(product.ProductId) ? Error.Of("order_product_twice", product.ProductId).On("productId")
        : line is { Status: "shipped" } || (line is not null && change.Quantity >= 0 && change.Quantity < line.ShippedQty)
            ? Error.Of("order_line_shipped_already", product.ProductId, line.ShippedQty / (decimal)Money.QuantityScale, product.UnitFor(CultureInfo.CurrentUICulture)).On("quantity")
        : line is not null && change.Quantity == 0 ? null
        : line?.PriceSource == OrderLineFact.Rebate ? Error.Of("order_line_goods", product.ProductId).On("quantity")
        : line?.PriceSource == PriceRuleKind.Quote.Code() ? Error.Of("order_line_quoted", product.ProductId).On("quantity")
        : OrderLineRules.Refusal(product, change.Quantity, today, options.Value);
}
