using System.Globalization;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Products.Contracts;

/// <summary>How well the manufacturer's distribution centres can serve a product. Dealers see bands, never the stock itself.</summary>
public enum StockBand
{
    /// <summary>No distribution centre reports the product.</summary>
    Unknown,

    /// <summary>Nothing free.</summary>
    Out,

    /// <summary>Below the safety stock.</summary>
    Low,

    /// <summary>At or above the safety stock.</summary>
    InStock,
}

/// <summary>A product as buyers see it.</summary>
/// <param name="PackQty">Orders are multiples of this, in thousandths of the unit.</param>
/// <param name="ListPrice">Ten-thousandths of a major unit, before any discount.</param>
/// <param name="UnitCost">For the writer of order lines; never shown to dealers.</param>
public sealed record CatalogueProduct(
    string ProductId, string Name, string? NameEn, string Category, string? Brand, string Unit, long PackQty, long ListPrice, long UnitCost, bool IsNew, DateOnly LaunchedOn, StockBand Stock)
{
    public string? CategoryEn { get; init; }

    public string? UnitEn { get; init; }

    /// <summary>The name in the reader's language, as the other two.</summary>
    public string NameFor(CultureInfo culture) => PortalCultures.IsChinese(culture) ? Name : NameEn ?? Name;

    public string CategoryFor(CultureInfo culture) => PortalCultures.IsChinese(culture) ? Category : CategoryEn ?? Category;

    public string UnitFor(CultureInfo culture) => PortalCultures.IsChinese(culture) ? Unit : UnitEn ?? Unit;
}

/// <summary>A category that products on sale belong to.</summary>
public sealed record CatalogueCategory(string Category, string? CategoryEn);

/// <summary>What a product is called.</summary>
public sealed record ProductName(string ProductId, string Name, string? NameEn);

/// <summary>One page of the catalogue.</summary>
/// <param name="Total">Products that fit the filter, on all pages.</param>
public sealed record CataloguePage(IReadOnlyList<CatalogueProduct> Products, int Total);

/// <summary>What may be ordered. Products are the manufacturer's and the same for every dealer.</summary>
public interface IProductCatalogue
{
    /// <summary>Products on sale by name, id or brand, ordered by name.</summary>
    Task<CataloguePage> FindAsync(string? search, string? category, int skip, int take, CancellationToken cancellationToken);

    Task<IReadOnlyList<CatalogueCategory>> CategoriesAsync(CancellationToken cancellationToken);

    /// <summary>The names of all products on sale, to recognise what buyers type.</summary>
    Task<IReadOnlyList<ProductName>> NamesAsync(CancellationToken cancellationToken);

    /// <summary>The named products that exist, on sale or not.</summary>
    Task<IReadOnlyDictionary<string, CatalogueProduct>> ByIdsAsync(IReadOnlyCollection<string> productIds, CancellationToken cancellationToken);

    /// <summary>The same inside a command, without stock: a second connection beside the transaction's could wait for one that never comes free.</summary>
    Task<IReadOnlyDictionary<string, CatalogueProduct>> ByIdsAsync(AppDbContext db, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken);
}
