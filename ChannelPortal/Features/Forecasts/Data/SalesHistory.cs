using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Forecasts.Data;

/// <summary>A product at a dealer with its months of sell-in, minor units, the first month of the history first.</summary>
internal sealed record ItemSales(string DealerId, string ProductId, long[] Months);

/// <summary>What a forecast needs to know of a product.</summary>
/// <param name="ListPrice">Ten-thousandths of a major unit.</param>
internal sealed record ProductTrait(string Category, DateOnly LaunchedOn, long ListPrice);

/// <summary>
/// Sell-in by month, dealer and product, as the metric SAL-01 counts it: net amounts of lines that were not cancelled. All levels are sums of it, so they
/// agree to the cent.
/// </summary>
internal sealed class SalesHistory
{
    /// <summary>Ten years are as good as twenty, and bound the work.</summary>
    public const int LongestMonths = 120;

    internal SalesHistory(DateOnly firstOn, int months, IReadOnlyList<ItemSales> items, IReadOnlyDictionary<string, string> areas, IReadOnlyDictionary<string, ProductTrait> products, IReadOnlySet<string> active) =>
        (FirstOn, Months, Items, Areas, Products, Active) = (firstOn, months, items, areas, products, active);

    public DateOnly FirstOn { get; }

    public int Months { get; }

    public IReadOnlyList<ItemSales> Items { get; }

    /// <summary>Area of each dealer; empty for one that lies in none.</summary>
    public IReadOnlyDictionary<string, string> Areas { get; }

    public IReadOnlyDictionary<string, ProductTrait> Products { get; }

    /// <summary>Dealers in business.</summary>
    public IReadOnlySet<string> Active { get; }

    /// <param name="until">The running month: what was sold in it is not history yet.</param>
    public static async Task<SalesHistory> ReadAsync(IAppDbFactory factory, DateOnly until, CancellationToken cancellationToken)
    {
        var from = until.AddMonths(-LongestMonths);
        await using var db = factory.Create(DealerScope.All);
        var sold = db.Set<OrderLineMonth>().AsNoTracking().Where(m => m.Status != "cancelled" && m.OrderedOn >= from && m.OrderedOn < until);
        var first = await sold.Select(m => (DateOnly?)m.OrderedOn).MinAsync(cancellationToken) ?? until;
        first = Period.MonthOf(first).Start;
        var months = ((until.Year - first.Year) * 12) + until.Month - first.Month;
        var items = new Dictionary<(string, string), long[]>();
        await foreach (var row in sold.Select(m => new { m.DealerId, m.ProductId, m.OrderedOn, m.NetAmount }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var values = items.TryGetValue((row.DealerId, row.ProductId), out var known) ? known : items[(row.DealerId, row.ProductId)] = new long[months];
            values[((row.OrderedOn.Year - first.Year) * 12) + row.OrderedOn.Month - first.Month] += row.NetAmount;
        }

        var regions = await db.Set<RegionFact>().AsNoTracking().ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);
        var dealers = await db.Set<DealerFact>().AsNoTracking().Select(d => new { d.DealerId, d.RegionId, d.Status }).ToListAsync(cancellationToken);
        var areas = dealers.ToDictionary(d => d.DealerId, d => AreaOf(d.RegionId, regions), StringComparer.Ordinal);
        var products = await db.Set<ProductFact>().AsNoTracking().ToDictionaryAsync(p => p.ProductId, p => new ProductTrait(p.Category, p.LaunchedOn, p.ListPrice), StringComparer.Ordinal, cancellationToken);
        return new SalesHistory(
            first, months, [.. items.OrderBy(i => i.Key.Item1, StringComparer.Ordinal).ThenBy(i => i.Key.Item2, StringComparer.Ordinal).Select(i => new ItemSales(i.Key.Item1, i.Key.Item2, i.Value))],
            areas, products, dealers.Where(d => d.Status == "active").Select(d => d.DealerId).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Place of a month in the history.</summary>
    public int IndexOf(DateOnly month) => ((month.Year - FirstOn.Year) * 12) + month.Month - FirstOn.Month;

    public string AreaOf(string dealerId) => Areas.GetValueOrDefault(dealerId, string.Empty);

    public string CategoryOf(string productId) => Products.GetValueOrDefault(productId)?.Category ?? string.Empty;

    /// <summary>The area that a region lies in; empty when it lies in none.</summary>
    public static string AreaOf(string regionId, IReadOnlyDictionary<string, RegionFact> regions) =>
        regions.GetValueOrDefault(regionId)?.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(id => regions.GetValueOrDefault(id)?.Level == "area") ?? string.Empty;
}
