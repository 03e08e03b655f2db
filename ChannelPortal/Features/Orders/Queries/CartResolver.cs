using System.Globalization;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>A line of a cart after the catalogue was asked.</summary>
/// <param name="Typed">What the buyer gave; of lines that were put together, the first.</param>
/// <param name="Quantity">Thousandths of the unit; 0 when it could not be read.</param>
/// <param name="Error">Why it cannot be ordered as it is; null when it can.</param>
public sealed record ResolvedLine(CartLine Typed, PricedProduct? Product, long Quantity, Error? Error);

/// <summary>
/// Finds the product of each line by code, by name or by the first letters of its pinyin, reads quantity and unit, and puts repeated products
/// together. A line that cannot be ordered stays, with its reason.
/// </summary>
internal sealed class CartResolver(IPriceCatalogue prices, IProductCatalogue products, BusinessClock clock, IOptions<OrdersOptions> options)
{
    public async Task<IReadOnlyList<ResolvedLine>> ResolveAsync(IReadOnlyList<CartLine> lines, Caller caller, CancellationToken cancellationToken)
    {
        var known = await prices.ByIdsAsync(caller, [.. lines.Select(l => l.Code).Concat(lines.Select(l => l.Code.ToUpperInvariant())).Distinct(StringComparer.Ordinal)], cancellationToken);
        var strangers = lines.Where(l => Find(known, l.Code) is null && l.Code.Length > 0).Select(l => l.Code).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var found = strangers.Count == 0 ? new Dictionary<string, NameMatch>(StringComparer.OrdinalIgnoreCase) : Match(strangers, await products.NamesAsync(cancellationToken));
        var byName = found.Count == 0 ? known : await prices.ByIdsAsync(caller, [.. found.Values.Where(f => f.ProductId is not null).Select(f => f.ProductId!)], cancellationToken);
        var resolved = new List<ResolvedLine>(lines.Count);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var next = Resolve(line, Find(known, line.Code) ?? (found.GetValueOrDefault(line.Code)?.ProductId is { } id ? byName.GetValueOrDefault(id) : null), found.GetValueOrDefault(line.Code)?.Count ?? 0);
            if (next is { Product: { } product, Error: null } && places.TryGetValue(product.Product.ProductId, out var place))
            {
                resolved[place] = resolved[place] with { Quantity = resolved[place].Quantity + next.Quantity };
                continue;
            }

            if (next is { Product: not null, Error: null })
            {
                places[next.Product.Product.ProductId] = resolved.Count;
            }

            resolved.Add(next);
        }

        return [.. resolved.Select(Checked)];
    }

    private static PricedProduct? Find(IReadOnlyDictionary<string, PricedProduct> known, string code) => known.GetValueOrDefault(code) ?? known.GetValueOrDefault(code.ToUpperInvariant());

    private static ResolvedLine Resolve(CartLine line, PricedProduct? product, int matches)
    {
        if (product is null)
        {
            return new ResolvedLine(line, null, 0, line.Code.Length == 0 ? Error.Of("order_line_without_product")
                : matches > 1 ? Error.Of("order_product_ambiguous", line.Code, matches) : Error.Of("order_product_unknown", line.Code));
        }

        var goods = product.Product;
        if (line.Unit is { Length: > 0 } unit && !Same(unit, goods.Unit) && !Same(unit, goods.UnitEn))
        {
            return new ResolvedLine(line, product, 0, Error.Of("order_unit_wrong", goods.ProductId, unit, goods.UnitFor(CultureInfo.CurrentUICulture)));
        }

        return string.IsNullOrEmpty(line.Quantity) ? new ResolvedLine(line, product, goods.PackQty, null)
            : CartLine.ReadQuantity(line.Quantity) is { } quantity ? new ResolvedLine(line, product, quantity, null)
            : new ResolvedLine(line, product, 0, Error.Of("order_quantity_not_a_number", line.Quantity));
    }

    private static bool Same(string unit, string? other) => string.Equals(unit, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The whole name wins over first letters, and only one product may fit.</summary>
    private static Dictionary<string, NameMatch> Match(IReadOnlyList<string> codes, IReadOnlyList<ProductName> names)
    {
        var byName = names.SelectMany(n => new[] { (Name: n.Name, n.ProductId), (Name: n.NameEn ?? n.Name, n.ProductId) }).Distinct().ToLookup(n => n.Name, n => n.ProductId, StringComparer.OrdinalIgnoreCase);
        var byLetters = names.ToLookup(n => PinyinInitials.Of(n.Name), n => n.ProductId, StringComparer.Ordinal);
        var found = new Dictionary<string, NameMatch>(StringComparer.OrdinalIgnoreCase);
        foreach (var code in codes)
        {
            var ids = byName[code].Distinct(StringComparer.Ordinal).ToList();
            ids = ids.Count > 0 ? ids : [.. byLetters[code.ToLowerInvariant()]];
            if (ids.Count > 0)
            {
                found[code] = new NameMatch(ids.Count == 1 ? ids[0] : null, ids.Count);
            }
        }

        return found;
    }

    /// <summary>The same rules as the server's at the submit, told while the line can still be mended.</summary>
    private ResolvedLine Checked(ResolvedLine line) => line is { Product: { } product, Error: null }
        ? line with { Error = OrderLineRules.Refusal(product.Product, line.Quantity, clock.Today, options.Value) }
        : line;

    private sealed record NameMatch(string? ProductId, int Count);
}
