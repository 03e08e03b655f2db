using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Commands;

/// <summary>Checks that the stock commands share.</summary>
internal sealed class StockInput(IOptions<InventoryOptions> options)
{
    public const int MostLines = 2_000;

    /// <summary>A million units.</summary>
    public const long MostQuantity = 1_000_000L * Money.QuantityScale;

    private const int MostCharacters = 60;

    public static Error? CheckDocument(string document) =>
        document.Length is 0 or > MostCharacters ? Error.Of("stock_document_required", MostCharacters).On("documentNo") : null;

    /// <summary>Refuses centres and products that do not exist.</summary>
    public async Task<Error?> CheckAsync(AppDbContext db, IReadOnlyCollection<string> locations, IReadOnlyCollection<string> products, CancellationToken cancellationToken)
    {
        var centres = await CentresAsync(db, cancellationToken);
        if (locations.FirstOrDefault(l => !centres.Contains(l ?? "")) is { } location)
        {
            return Error.Of("stock_centre_unknown", location).On("locationId");
        }

        var ids = products.Distinct(StringComparer.Ordinal).ToList();
        var known = await db.Set<ProductFact>().Where(p => ids.Contains(p.ProductId)).Select(p => p.ProductId).ToListAsync(cancellationToken);
        return ids.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } product ? Error.Of("stock_product_unknown", product).On("productId") : null;
    }

    /// <summary>Configured centres and those that a count named.</summary>
    public async Task<HashSet<string>> CentresAsync(AppDbContext db, CancellationToken cancellationToken) =>
    [
        .. options.Value.Centres.Keys,
        .. await db.Set<StockBalance>().Select(b => b.LocationId).Distinct().ToListAsync(cancellationToken),
    ];
}
