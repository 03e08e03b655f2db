using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Queries;

/// <summary>A product with this dealer's price. Prices in ten-thousandths.</summary>
public sealed record PricedProduct(CatalogueProduct Product, long NetPrice, string Source);

/// <summary>One page of priced products.</summary>
public sealed record PricedPage(IReadOnlyList<PricedProduct> Products, int Total);

/// <summary>The catalogue at the caller's prices, by the same rule that the order is priced with.</summary>
public interface IPriceCatalogue
{
    Task<PricedPage> FindAsync(Caller caller, string? search, string? category, int skip, int take, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<string, PricedProduct>> ByIdsAsync(Caller caller, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IPriceCatalogue"/>
internal sealed class PriceCatalogue(IProductCatalogue catalogue, IAppDbFactory factory, IOptions<OrdersOptions> options) : IPriceCatalogue
{
    public async Task<PricedPage> FindAsync(Caller caller, string? search, string? category, int skip, int take, CancellationToken cancellationToken)
    {
        var tier = await TierOfAsync(caller, cancellationToken);
        var page = await catalogue.FindAsync(search, category, skip, take, cancellationToken);
        return new PricedPage([.. page.Products.Select(p => Priced(p, tier))], page.Total);
    }

    public async Task<IReadOnlyDictionary<string, PricedProduct>> ByIdsAsync(Caller caller, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var tier = await TierOfAsync(caller, cancellationToken);
        var products = await catalogue.ByIdsAsync(productIds, cancellationToken);
        return products.Values.ToDictionary(p => p.ProductId, p => Priced(p, tier), StringComparer.Ordinal);
    }

    private async Task<string> TierOfAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        return await db.Set<DealerFact>().AsNoTracking().Where(d => d.DealerId == caller.DealerId).Select(d => d.Tier).SingleOrDefaultAsync(cancellationToken) ?? "";
    }

    private PricedProduct Priced(CatalogueProduct product, string tier)
    {
        var price = TierPrice.Of(product.ListPrice, tier, options.Value);
        return new PricedProduct(product, price.Price, price.Source);
    }
}
