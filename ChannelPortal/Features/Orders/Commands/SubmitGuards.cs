using System.Globalization;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>What is asked of an order before it is priced and taken. Read in the dealer's turn, so what it says still holds at the commit.</summary>
internal sealed class SubmitGuards(IProductCatalogue catalogue, IStock stock, IEnumerable<ITerritories> territories, IOptions<OrdersOptions> options)
{
    private static readonly string[] s_gone = ["cancelled", "rejected"];

    public Task<IReadOnlyDictionary<string, CatalogueProduct>> ProductsAsync(AppDbContext db, IEnumerable<string?> productIds, CancellationToken cancellationToken) =>
        catalogue.ByIdsAsync(db, [.. productIds.Take(options.Value.MaxLines).Select(p => p ?? "")], cancellationToken);

    /// <summary>All refusals at once, each on its line, so that the form can be mended in one go.</summary>
    public async Task<IReadOnlyList<Error>> LinesAsync(
        AppDbContext db, string dealerId, DateOnly today, IReadOnlyList<PlaceOrderLine> lines, IReadOnlyDictionary<string, CatalogueProduct> products, CancellationToken cancellationToken)
    {
        var errors = Check(lines, products, today, options.Value);
        if (lines.Count == 0 || lines.Count > options.Value.MaxLines)
        {
            return errors;
        }

        var known = products.Keys.ToList();
        var left = await stock.CapLeftAsync(db, dealerId, today, known, cancellationToken);
        var refused = await RefusedAsync(db, dealerId, today, known, cancellationToken);
        var faulty = errors.Select(e => e.Field![..(e.Field!.IndexOf(']', StringComparison.Ordinal) + 1)]).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, place) = (lines[i], string.Create(CultureInfo.InvariantCulture, $"lines[{i}]"));
            if (!faulty.Contains(place) && NotHere(refused, left, products[line.ProductId], line.Quantity) is { } refusal)
            {
                errors.Add(refusal.On($"{place}.{refusal.Field}"));
            }
        }

        return [.. errors.OrderBy(e => LineOf(e.Field!))];

        static int LineOf(string field) => int.Parse(field.AsSpan(6, field.IndexOf(']', StringComparison.Ordinal) - 6), CultureInfo.InvariantCulture);
    }

    /// <summary>The same for quantities that an amendment adds; the field of each refusal is the one of the whole order's line.</summary>
    public async Task<Error?> MoreAsync(AppDbContext db, string dealerId, DateOnly today, CatalogueProduct product, long more, CancellationToken cancellationToken) =>
        NotHere(
            await RefusedAsync(db, dealerId, today, [product.ProductId], cancellationToken),
            await stock.CapLeftAsync(db, dealerId, today, [product.ProductId], cancellationToken), product, more);

    /// <summary>Null when the order is large enough for the dealer's tier.</summary>
    public Error? Minimum(string tier, long net)
    {
        var minimum = Money.ToMinor(options.Value.MinimumByTier.GetValueOrDefault(tier, options.Value.Minimum));
        return net < minimum
            ? Error.Of("order_below_minimum", minimum / (decimal)Money.MinorPerMajor, (minimum - net) / (decimal)Money.MinorPerMajor)
            : null;
    }

    /// <summary>The company's order of the same products and quantities a moment ago; null when there is none.</summary>
    public async Task<Error?> DuplicateAsync(AppDbContext db, string dealerId, IReadOnlyList<PlaceOrderLine> lines, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now.AddMinutes(-options.Value.DuplicateMinutes);
        var from = DateOnly.FromDateTime(since.UtcDateTime);
        var orders = await db.Set<OrderFact>().AsNoTracking()
            .Where(o => o.DealerId == dealerId && o.OrderedOn >= from && o.SubmittedAt > since && o.LineCount == lines.Count && !s_gone.Contains(o.Status))
            .OrderByDescending(o => o.SubmittedAt).Select(o => o.OrderId).ToListAsync(cancellationToken);
        if (orders.Count == 0)
        {
            return null;
        }

        var placed = (await db.Set<OrderLineFact>().AsNoTracking().Where(l => orders.Contains(l.OrderId) && l.Status != "cancelled")
            .Select(l => new { l.OrderId, l.ProductId, l.OrderedQty }).ToListAsync(cancellationToken)).ToLookup(l => l.OrderId, StringComparer.Ordinal);
        var wanted = lines.Select(l => (l.ProductId, l.Quantity)).ToHashSet();
        var same = orders.Find(o => wanted.SetEquals(placed[o].Select(l => (l.ProductId, l.OrderedQty))));
        return same is null ? null : Error.Of("order_duplicate", same, options.Value.DuplicateMinutes).On("isIntended");
    }

    /// <summary>What each line must be by itself.</summary>
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
            if (!products.TryGetValue(line?.ProductId ?? "", out var product))
            {
                Refuse(i, "order_product_unknown", line?.ProductId);
            }
            else if (!seen.Add(product.ProductId))
            {
                Refuse(i, "order_product_twice", product.ProductId);
            }
            else if (OrderLineRules.Refusal(product, line!.Quantity, today, options) is { } refusal)
            {
                errors.Add(refusal.On(string.Create(CultureInfo.InvariantCulture, $"lines[{i}].{refusal.Field}")));
            }
        }

        return errors;

        void Refuse(int line, string code, string? productId) =>
            errors.Add(Error.Of(code, productId).On(string.Create(CultureInfo.InvariantCulture, $"lines[{line}].productId")));
    }

    private static Error? NotHere(IReadOnlySet<string> refused, IReadOnlyDictionary<string, long> left, CatalogueProduct product, long quantity) =>
        refused.Contains(product.ProductId) ? Error.Of("order_product_not_in_territory", product.ProductId).On("productId")
        : left.TryGetValue(product.ProductId, out var rest) && quantity > rest
            ? Error.Of("order_over_allocation", product.ProductId, rest / (decimal)Money.QuantityScale, product.UnitFor(CultureInfo.CurrentUICulture)).On("quantity")
        : null;

    private async Task<IReadOnlySet<string>> RefusedAsync(
        AppDbContext db, string dealerId, DateOnly today, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var refused = new HashSet<string>(StringComparer.Ordinal);
        foreach (var territory in territories)
        {
            refused.UnionWith(await territory.RefusedAsync(db, dealerId, today, productIds, cancellationToken));
        }

        return refused;
    }
}
