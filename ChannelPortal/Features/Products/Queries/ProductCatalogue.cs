using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Products.Queries;

/// <inheritdoc cref="IProductCatalogue"/>
internal sealed class ProductCatalogue(IAppDbFactory factory, IProductStock stock, BusinessClock clock) : IProductCatalogue
{
    public async Task<CataloguePage> FindAsync(string? search, string? category, int skip, int take, CancellationToken cancellationToken)
    {
        await using var db = OpenForManufacturerStock();
        var today = clock.Today;
        var products = db.Set<ProductFact>().AsNoTracking().Where(p => p.LaunchedOn <= today);
        if (!string.IsNullOrWhiteSpace(category))
        {
            products = products.Where(p => p.Category == category);
        }

        if (!string.IsNullOrWhiteSpace(search))
        {
            var text = search.Trim().ToLowerInvariant();
            products = products.Where(p =>
                p.Name.ToLower().Contains(text) || p.ProductId.ToLower().Contains(text)
                || (p.NameEn != null && p.NameEn.ToLower().Contains(text)) || (p.Brand != null && p.Brand.ToLower().Contains(text)));
        }

        var total = await products.CountAsync(cancellationToken);
        var page = await products.OrderBy(p => p.Name).ThenBy(p => p.ProductId).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return new CataloguePage(await WithStockAsync(db, page, cancellationToken), total);
    }

    public async Task<IReadOnlyList<CatalogueCategory>> CategoriesAsync(CancellationToken cancellationToken)
    {
        await using var db = OpenForManufacturerStock();
        var today = clock.Today;
        return await db.Set<ProductFact>().AsNoTracking().Where(p => p.LaunchedOn <= today)
            .GroupBy(p => p.Category).OrderBy(g => g.Key).Select(g => new CatalogueCategory(g.Key, g.Max(p => p.CategoryEn))).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ProductName>> NamesAsync(CancellationToken cancellationToken)
    {
        await using var db = OpenForManufacturerStock();
        var today = clock.Today;
        return await db.Set<ProductFact>().AsNoTracking().Where(p => p.LaunchedOn <= today).OrderBy(p => p.ProductId)
            .Select(p => new ProductName(p.ProductId, p.Name, p.NameEn)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, CatalogueProduct>> ByIdsAsync(IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        await using var db = OpenForManufacturerStock();
        var rows = await NamedAsync(db, productIds, cancellationToken);
        return (await WithStockAsync(db, rows, cancellationToken)).ToDictionary(p => p.ProductId, StringComparer.Ordinal);
    }

    public async Task<IReadOnlyDictionary<string, CatalogueProduct>> ByIdsAsync(
        AppDbContext db, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken) =>
        (await NamedAsync(db, productIds, cancellationToken)).ToDictionary(p => p.ProductId, p => Shown(p, StockBand.Unknown), StringComparer.Ordinal);

    private static Task<List<ProductFact>> NamedAsync(AppDbContext db, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var ids = productIds.Distinct(StringComparer.Ordinal).ToList();
        return db.Set<ProductFact>().AsNoTracking().Where(p => ids.Contains(p.ProductId)).ToListAsync(cancellationToken);
    }

    private static CatalogueProduct Shown(ProductFact product, StockBand stock) => new(
        product.ProductId, product.Name, product.NameEn, product.Category, product.Brand, product.Unit, product.PackQty, product.ListPrice, product.UnitCost,
        product.Lifecycle == "new", product.LaunchedOn, stock) { CategoryEn = product.CategoryEn, UnitEn = product.UnitEn };

    // Stock of distribution centres belongs to no dealer, so a dealer's scope cannot read it. Only its band leaves this class.
    private AppDbContext OpenForManufacturerStock() => factory.Create(DealerScope.All);

    private async Task<List<CatalogueProduct>> WithStockAsync(AppDbContext db, List<ProductFact> products, CancellationToken cancellationToken)
    {
        var levels = await stock.BandsAsync(db, [.. products.Select(p => p.ProductId)], cancellationToken);
        return [.. products.Select(p => Shown(p, levels.GetValueOrDefault(p.ProductId, StockBand.Unknown)))];
    }
}
