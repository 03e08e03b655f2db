using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Inventory.Data;

/// <inheritdoc cref="IProductStock"/>
internal sealed class ProductStock : IProductStock
{
    public async Task<IReadOnlyDictionary<string, StockBand>> BandsAsync(AppDbContext db, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken) =>
        await db.Set<StockBalance>().Where(b => productIds.Contains(b.ProductId)).GroupBy(b => b.ProductId)
            .Select(g => new { g.Key, Free = g.Sum(b => b.OnHand - b.Reserved - b.Quarantine), Safety = g.Sum(b => b.SafetyStock) })
            .ToDictionaryAsync(g => g.Key, g => g.Free <= 0 ? StockBand.Out : g.Free < g.Safety ? StockBand.Low : StockBand.InStock, StringComparer.Ordinal, cancellationToken);
}
