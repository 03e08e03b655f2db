using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Data;

/// <summary>
/// Loads <see cref="Surroundings"/> past the caller's scope: who else uses an address is exactly what the dealer must not be able to hide or to see.
/// </summary>
internal sealed class RiskSurroundings(IEnumerable<IRebateGaps> gaps, IEnumerable<IReturnRates> returns)
{
    private const int LookBack = 45;
    private static readonly string[] s_scope = [ScopeFilter.Name];

    public bool HasRebateGaps { get; } = gaps.Any();

    public bool HasReturnRates { get; } = returns.Any();

    /// <param name="dealers">Null means all; then receivables are read too, which a single order takes from the account itself.</param>
    /// <param name="products">Null means all.</param>
    /// <param name="shipToId">The address of the single order; null means those of all orders of the period.</param>
    public async Task<Surroundings> LoadAsync(
        AppDbContext db, IReadOnlyList<string>? dealers, DateOnly from, DateOnly to, IReadOnlyList<string>? products, string? shipToId, CancellationToken cancellationToken)
    {
        var isOne = dealers is not null;
        var since = from.AddDays(-LookBack);
        var companies = await Of<DealerFact>().ToListAsync(cancellationToken);
        var shipTos = await Of<ShipToFact>().ToListAsync(cancellationToken);
        var permits = await Of<RegionPermitFact>().Where(p => p.ValidTo >= since && p.ValidFrom <= to).ToListAsync(cancellationToken);
        var regionIds = companies.Select(c => c.RegionId).Concat(shipTos.Select(s => s.RegionId)).Concat(permits.Select(p => p.RegionId)).Distinct(StringComparer.Ordinal).ToList();
        var places = db.Set<RegionFact>().AsNoTracking();
        var regions = await (isOne ? places.Where(r => regionIds.Contains(r.RegionId)) : places).ToListAsync(cancellationToken);
        var catalogue = db.Set<ProductFact>().AsNoTracking();
        var goods = await (products is null ? catalogue : catalogue.Where(p => products.Contains(p.ProductId)))
            .Select(p => new { p.ProductId, p.Name, p.NameEn, p.Category, p.CategoryEn }).ToListAsync(cancellationToken);
        var payments = await Of<PaymentFact>().Where(p => p.PayerName != null && p.ReceivedOn > since && p.ReceivedOn <= to)
            .Select(p => new { p.DealerId, p.ReceivedOn, Payer = p.PayerName! }).ToListAsync(cancellationToken);
        var changes = await Of<DealerChangeFact>().Where(c => c.ChangedOn >= from.AddDays(-4) && c.ChangedOn <= to).ToListAsync(cancellationToken);
        return new Surroundings
        {
            Dealers = companies.ToDictionary(c => c.DealerId, StringComparer.Ordinal),
            Regions = regions.ToDictionary(r => r.RegionId, StringComparer.Ordinal),
            ShipTos = shipTos.ToDictionary(s => s.ShipToId, StringComparer.Ordinal),
            Products = goods.ToDictionary(p => p.ProductId, p => new AroundProduct(p.Name, p.NameEn, p.Category, p.CategoryEn), StringComparer.Ordinal),
            Permits = permits.ToLookup(p => p.DealerId, StringComparer.Ordinal),
            Addresses = isOne && shipToId is null ? Nothing<AddressUse>() : await AddressesAsync(db, isOne ? shipTos.Find(s => s.ShipToId == shipToId)?.AddressKey : null, from, to, cancellationToken),
            Payers = payments.ToLookup(p => p.DealerId, p => (p.ReceivedOn, p.Payer), StringComparer.Ordinal),
            Changes = changes.ToLookup(c => c.DealerId, StringComparer.Ordinal),
            Stock = await StockAsync(Of<InventorySnapshotFact>(), from, to, cancellationToken),
            Receivables = isOne
                ? Nothing<ArSnapshotFact>()
                : (await Of<ArSnapshotFact>().Where(r => r.SnapOn >= since && r.SnapOn <= to).ToListAsync(cancellationToken)).ToLookup(r => r.DealerId, StringComparer.Ordinal),
            RebateGaps = gaps.FirstOrDefault() is { } known ? await known.ReadAsync(db, [.. companies.Select(c => c.DealerId)], from, to, cancellationToken) : new Dictionary<string, IReadOnlyList<RebateGap>>(StringComparer.Ordinal),
            ReturnRates = returns.FirstOrDefault() is { } rates ? await rates.ReadAsync(db, [.. companies.Select(c => c.DealerId)], to, cancellationToken) : new Dictionary<(string, string), double>(),
        };

        IQueryable<T> Of<T>()
            where T : class, IDealerOwned
        {
            var rows = db.Set<T>().IgnoreQueryFilters(s_scope).AsNoTracking();
            return isOne ? rows.Where(r => dealers!.Contains(r.DealerId)) : rows;
        }
    }

    private static async Task<ILookup<string, AddressUse>> AddressesAsync(AppDbContext db, string? addressKey, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var since = from.AddDays(-LookBack);
        var places = db.Set<ShipToFact>().IgnoreQueryFilters(s_scope);
        var uses = await (from place in addressKey is null ? places : places.Where(p => p.AddressKey == addressKey)
                          join order in db.Set<OrderFact>().IgnoreQueryFilters(s_scope) on place.ShipToId equals order.ShipToId
                          where order.OrderedOn > since && order.OrderedOn <= to
                          select new { place.AddressKey, order.DealerId, order.OrderedOn }).AsNoTracking().ToListAsync(cancellationToken);
        return uses.ToLookup(u => u.AddressKey, u => new AddressUse(u.DealerId, u.OrderedOn), StringComparer.Ordinal);
    }

    private static async Task<ILookup<string, AroundStock>> StockAsync(IQueryable<InventorySnapshotFact> counts, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var since = from.AddDays(-LookBack);
        var rows = await counts.Where(s => s.DealerId != null && s.SnapOn >= since && s.SnapOn < to)
            .Select(s => new { s.DealerId, s.ProductId, s.SnapOn, s.OnHand, s.UnitCost, s.AvgDailyDemand }).ToListAsync(cancellationToken);
        return rows.ToLookup(r => r.DealerId!, r => new AroundStock(r.ProductId, r.SnapOn, r.OnHand * (double)r.UnitCost, r.AvgDailyDemand * (double)r.UnitCost), StringComparer.Ordinal);
    }

    private static ILookup<string, T> Nothing<T>() => Array.Empty<T>().ToLookup(_ => "", StringComparer.Ordinal);
}
