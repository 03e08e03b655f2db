using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Inventory.Queries;

/// <inheritdoc cref="IStockWarnings"/>
internal sealed class StockWarnings(IAppDbFactory factory, BusinessClock clock) : IStockWarnings
{
    public async Task<LowStock> OfAsync(string dealerId, DealerScope scope, int most, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var since = clock.Today.AddDays(-SnapshotWindow.ReachDays);
        var own = db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId == dealerId && s.Location == "dealer" && s.SnapOn >= since);
        if (await own.MaxAsync(s => (DateOnly?)s.SnapOn, cancellationToken) is not { } day)
        {
            return new LowStock([], 0, null);
        }

        var rows = await (from stock in own
                          where !own.Any(s => s.ProductId == stock.ProductId && s.SnapOn > stock.SnapOn) && stock.AvgDailyDemand > 0
                          join product in db.Set<ProductFact>() on stock.ProductId equals product.ProductId
                          select new { stock.ProductId, product.Name, product.NameEn, product.Unit, product.UnitEn, stock.OnHand, stock.SafetyStock, stock.AvgDailyDemand, stock.LeadTimeDays })
            .ToListAsync(cancellationToken);
        var endangered = rows
            .Select(r => (Row: r, Days: r.OnHand / (decimal)r.AvgDailyDemand))
            .Where(r => r.Row.OnHand < r.Row.SafetyStock || (double)r.Days < r.Row.LeadTimeDays)
            .OrderBy(r => r.Days).ThenBy(r => r.Row.ProductId, StringComparer.Ordinal)
            .Select(r => new StockWarning(r.Row.ProductId, r.Row.Name, r.Row.NameEn, r.Row.Unit, r.Row.UnitEn, r.Row.OnHand, r.Row.SafetyStock, r.Days))
            .ToList();
        return new LowStock([.. endangered.Take(most)], endangered.Count, day);
    }
}
