using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Products.Contracts;

/// <summary>How well products can be served. The feature that owns stock answers.</summary>
public interface IProductStock
{
    /// <summary>Bands over all distribution centres; a product that none keeps is missing.</summary>
    Task<IReadOnlyDictionary<string, StockBand>> BandsAsync(AppDbContext db, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken);
}
