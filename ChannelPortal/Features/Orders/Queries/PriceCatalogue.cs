using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>A product with this dealer's price of one pack. Prices in ten-thousandths.</summary>
/// <param name="Breaks">The price at every quantity; null when it is the same at all.</param>
public sealed record PricedProduct(CatalogueProduct Product, long NetPrice, string Source, IReadOnlyList<PriceBreak>? Breaks = null)
{
    /// <summary>The price at a quantity, as the order will be priced.</summary>
    public PriceBreak At(long quantity) => Breaks?.LastOrDefault(b => b.FromQuantity <= quantity) ?? new PriceBreak(0, NetPrice, Source);

    /// <summary>The next larger quantity that makes a unit cheaper.</summary>
    public PriceBreak? NextAfter(long quantity)
    {
        var now = At(quantity).NetPrice;
        return Breaks?.FirstOrDefault(b => b.FromQuantity > quantity && b.NetPrice < now);
    }
}

/// <summary>One page of priced products.</summary>
public sealed record PricedPage(IReadOnlyList<PricedProduct> Products, int Total);

/// <summary>The catalogue at the caller's prices, by the same rule that the order is priced with.</summary>
public interface IPriceCatalogue
{
    Task<PricedPage> FindAsync(Caller caller, string? search, string? category, int skip, int take, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<string, PricedProduct>> ByIdsAsync(Caller caller, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IPriceCatalogue"/>
internal sealed class PriceCatalogue(IProductCatalogue catalogue, IPrices prices) : IPriceCatalogue
{
    public async Task<PricedPage> FindAsync(Caller caller, string? search, string? category, int skip, int take, CancellationToken cancellationToken)
    {
        var page = await catalogue.FindAsync(search, category, skip, take, cancellationToken);
        return new PricedPage(await PricedAsync(caller, page.Products, cancellationToken), page.Total);
    }

    public async Task<IReadOnlyDictionary<string, PricedProduct>> ByIdsAsync(Caller caller, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var products = await catalogue.ByIdsAsync(productIds, cancellationToken);
        return (await PricedAsync(caller, [.. products.Values], cancellationToken)).ToDictionary(p => p.Product.ProductId, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<PricedProduct>> PricedAsync(Caller caller, IReadOnlyList<CatalogueProduct> products, CancellationToken cancellationToken)
    {
        var sheet = caller.DealerId is { } dealerId
            ? await prices.PriceAsync(caller, dealerId, [.. products.Select(p => new PriceAsk(p.ProductId, p.PackQty))], cancellationToken)
            : null;
        var lines = sheet?.Lines.ToDictionary(l => l.ProductId, StringComparer.Ordinal) ?? [];
        return
        [
            .. products.Select(p => lines.TryGetValue(p.ProductId, out var line)
                ? new PricedProduct(p, line.NetPrice, line.Source, line.Breaks)
                : new PricedProduct(p, p.ListPrice, PriceRuleKind.List.Code())),
        ];
    }
}
