using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Workbench.Queries;

/// <summary>Something that waits for the dealer, with the list that holds exactly these.</summary>
/// <param name="Kind">held, late, overdue, stock, contracts_behind or contracts_ending: also the text key.</param>
public sealed record TodoItem(string Kind, int Count, string Href);

/// <summary>Stock of one product that will not last.</summary>
/// <param name="Days">Days that it lasts at the present demand.</param>
public sealed record StockWarning(string ProductId, string Name, string? NameEn, string Unit, string? UnitEn, long OnHand, long SafetyStock, decimal Days);

/// <summary>Products in danger: the first few, and how many there are.</summary>
public sealed record StockPosition(IReadOnlyList<StockWarning> Shown, int Count, DateOnly? On);

/// <summary>Everything on a dealer's workbench (domain.md R13). Amounts in minor units, metric values as the catalogue gives them.</summary>
public sealed record WorkbenchView(
    DealerFact Dealer,
    IReadOnlyList<TodoItem> Todo,
    CreditStanding Credit,
    long DueSoon,
    int DueSoonCount,
    IReadOnlyDictionary<string, int> InMotion,
    int ArrivingToday,
    StockPosition Stock,
    decimal? DaysOfSupply,
    decimal? SellIn,
    decimal? Attainment,
    long Target,
    DateOnly Month,
    IReadOnlyList<MetricPoint> SellInYear,
    IReadOnlyList<OrderRow> Latest);

/// <summary>Reads the five bands. Figures of the catalogue come from the metric reader, so that they are the same number everywhere.</summary>
internal sealed class GetWorkbench(IAppDbFactory factory, IOrderReader orders, ICreditAccounts credit, IMetricReader metrics, IContractWatch contracts, BusinessClock clock)
{
    private const int StockShown = 5;
    private const int LatestShown = 6;
    private const int YearMonths = 12;

    /// <summary>Null for a dealer outside the scope, as for one that does not exist.</summary>
    public async Task<WorkbenchView?> RunAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        if (await credit.FindAsync(dealerId, scope, cancellationToken) is not { } standing)
        {
            return null;
        }

        var own = DealerScope.Of(dealerId);
        await using var db = factory.Create(own);
        if (await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return null;
        }

        var today = clock.Today;
        var month = Period.MonthOf(today);
        var motion = await db.Set<OrderFact>().AsNoTracking()
            .Where(o => o.DealerId == dealerId && OrderStatuses.InMotion.Contains(o.Status))
            .Select(o => new { o.Status, o.PromisedOn }).ToListAsync(cancellationToken);
        var soon = today.AddDays(7);
        var due = await db.Set<InvoiceFact>().AsNoTracking()
            .Where(i => i.DealerId == dealerId && i.PaidOn == null && i.DueOn >= today && i.DueOn < soon)
            .Select(i => i.GrossAmount - i.PaidAmount).ToListAsync(cancellationToken);
        var stock = await StockAsync(db, dealerId, cancellationToken);
        var values = await metrics.ValuesAsync(["SAL-01", "SAL-05", "INV-02"], MetricSlice.Of(MetricDimensions.Dealer, dealerId), month, own, cancellationToken);
        var year = await metrics.SeriesAsync("SAL-01", MetricSlice.Of(MetricDimensions.Dealer, dealerId), today, YearMonths, own, cancellationToken);
        var target = await db.Set<TargetFact>().AsNoTracking()
            .Where(t => t.DealerId == dealerId && t.Kind == "sell_in" && t.MonthOn == month.Start).SumAsync(t => t.TargetAmount, cancellationToken);
        var latest = await orders.FindAsync(new OrderFilter(), own, 0, LatestShown, cancellationToken);
        var watch = await contracts.OfAsync(dealerId, own, cancellationToken);
        TodoItem[] todo =
        [
            new("held", motion.Count(o => o.Status == "held"), "orders?status=held"),
            new("late", motion.Count(o => o.Status is "confirmed" or "shipped" && o.PromisedOn < today), "orders?status=late"),
            new("overdue", standing.OverdueAr > 0 ? 1 : 0, "workbench#money"),
            new("stock", stock.Count, "workbench#goods"),
            new("contracts_behind", watch.Behind, "contracts?show=behind"),
            new("contracts_ending", watch.Ending, "contracts?show=ending"),
        ];
        return new WorkbenchView(
            dealer,
            [.. todo.Where(t => t.Count > 0)],
            standing,
            due.Sum(),
            due.Count,
            motion.GroupBy(o => o.Status).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            motion.Count(o => o.Status == "shipped" && o.PromisedOn <= today),
            stock,
            values[2].Value,
            values[0].Value,
            values[1].Value,
            target,
            month.Start,
            year,
            latest.Rows);
    }

    /// <summary>Products below their safety stock, or that run out before a new delivery could be there, shortest first.</summary>
    private async Task<StockPosition> StockAsync(AppDbContext db, string dealerId, CancellationToken cancellationToken)
    {
        var since = clock.Today.AddDays(-SnapshotWindow.ReachDays);
        var own = db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.DealerId == dealerId && s.Location == "dealer" && s.SnapOn >= since);
        if (await own.MaxAsync(s => (DateOnly?)s.SnapOn, cancellationToken) is not { } day)
        {
            return new StockPosition([], 0, null);
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
        return new StockPosition([.. endangered.Take(StockShown)], endangered.Count, day);
    }
}
