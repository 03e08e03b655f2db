using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Replenishment.Queries;

/// <summary>The red and amber warnings, for the workbench and the dealer's stock list.</summary>
internal sealed class OwnStockWarnings(IAppDbFactory factory) : IStockWarnings
{
    public async Task<LowStock> OfAsync(string dealerId, DealerScope scope, int most, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var rows = await (from o in db.Set<StockOutlook>().AsNoTracking()
                          where o.DealerId == dealerId
                          join product in db.Set<ProductFact>() on o.ProductId equals product.ProductId
                          select new { o.Level, o.CountedOn, o.DailyDemand, o.StockOutOn, Warning = new { o.ProductId, product.Name, product.NameEn, product.Unit, product.UnitEn, o.OnHand, o.SafetyStock } })
            .ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return new LowStock([], 0, null);
        }

        var low = rows.Where(r => r.Level is StockLevel.Red or StockLevel.Amber)
            .Select(r => (r.Warning, Days: r.DailyDemand > 0 ? r.Warning.OnHand * 1_000m / r.DailyDemand : 0))
            .OrderBy(r => r.Days).ThenBy(r => r.Warning.ProductId, StringComparer.Ordinal)
            .Select(r => new StockWarning(r.Warning.ProductId, r.Warning.Name, r.Warning.NameEn, r.Warning.Unit, r.Warning.UnitEn, r.Warning.OnHand, r.Warning.SafetyStock, r.Days)).ToList();
        return new LowStock([.. low.Take(most)], low.Count, rows.Max(r => r.CountedOn));
    }
}
