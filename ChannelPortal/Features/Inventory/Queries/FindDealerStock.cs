using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Queries;

/// <summary>A product as a dealer looks it up.</summary>
/// <param name="Own">The dealer's own last count; null when it reports none.</param>
/// <param name="NextInbound">The next delivery to a centre that may be promised.</param>
public sealed record DealerStockRow(CatalogueProduct Product, PromisedLine Promise, long? Own, DateOnly? OwnOn, DateOnly? NextInbound);

/// <summary>A delivery to a centre.</summary>
/// <param name="Qty">Only where the dealer's tier sees figures.</param>
public sealed record InboundDay(DateOnly Eta, string LocationId, long? Qty);

/// <summary>What stands in for a short product.</summary>
public sealed record SubstituteRow(CatalogueProduct Product, SubstituteOffer Offer);

/// <summary>One product with everything that helps when it is short.</summary>
public sealed record DealerStockDetail(DealerStockRow Row, IReadOnlyList<InboundDay> Inbound, IReadOnlyList<SubstituteRow> Substitutes, NearbyOffer? Nearby);

/// <summary>The dealer's look-up: bands and dates of the centres beside his own stock.</summary>
internal sealed class FindDealerStock(
    IAppDbFactory factory, IStockPromises promises, IProductCatalogue catalogue, FindNearbyStock nearby, IStockWarnings warnings, BusinessClock clock, IOptions<InventoryOptions> options)
{
    /// <summary>More products than any dealer scrolls through.</summary>
    private const int Most = 2_000;

    /// <param name="quantity">Thousandths that are wanted, rounded up to whole packs of each product; 0 means one pack.</param>
    /// <param name="onlyShort">Only what runs low in the dealer's own stock, the shortest first.</param>
    public async Task<IReadOnlyList<DealerStockRow>> ListAsync(Caller caller, long quantity, bool onlyShort, CancellationToken cancellationToken)
    {
        if (onlyShort)
        {
            var ids = (await warnings.OfAsync(caller.DealerId!, caller.Scope, Most, cancellationToken)).Shown.Select(w => w.ProductId).ToList();
            var low = await catalogue.ByIdsAsync(ids, cancellationToken);
            return await RowsAsync(caller, [.. ids.Where(low.ContainsKey).Select(i => low[i])], quantity, cancellationToken);
        }

        var products = (await catalogue.FindAsync(null, null, 0, Most, cancellationToken)).Products;
        return await RowsAsync(caller, products, quantity, cancellationToken);
    }

    public async Task<DealerStockDetail?> GetAsync(Caller caller, string productId, long quantity, CancellationToken cancellationToken)
    {
        var products = await catalogue.ByIdsAsync([productId], cancellationToken);
        var row = (await RowsAsync(caller, [.. products.Values], quantity, cancellationToken)).SingleOrDefault();
        if (row is null)
        {
            return null;
        }

        var substitutes = await catalogue.ByIdsAsync([.. row.Promise.Substitutes.Select(s => s.ProductId)], cancellationToken);
        await using var db = factory.Create(caller.Scope);
        var inbound = await Promised(db).Where(p => p.ProductId == productId).OrderBy(p => p.Eta).ThenBy(p => p.LocationId).ToListAsync(cancellationToken);
        return new DealerStockDetail(
            row,
            [.. inbound.Select(p => new InboundDay(p.Eta, p.LocationId, row.Promise.Shown is null ? null : p.Qty))],
            [.. row.Promise.Substitutes.Where(s => substitutes.ContainsKey(s.ProductId)).Select(s => new SubstituteRow(substitutes[s.ProductId], s))],
            row.Promise.Band is PromiseBand.Date or PromiseBand.Out ? await nearby.RunAsync(caller, productId, cancellationToken) : null);
    }

    private async Task<IReadOnlyList<DealerStockRow>> RowsAsync(Caller caller, IReadOnlyList<CatalogueProduct> products, long quantity, CancellationToken cancellationToken)
    {
        var found = await promises.ReadAsync(caller, [.. products.Select(p => new StockLine(p.ProductId, Packs(p, quantity)))], cancellationToken);
        await using var db = factory.Create(caller.Scope);
        var ids = products.Select(p => p.ProductId).ToList();
        var since = clock.Today.AddDays(-SnapshotWindow.ReachDays);
        var counts = db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.HolderId == caller.DealerId && s.Location == "dealer" && s.SnapOn >= since && ids.Contains(s.ProductId));
        var own = await counts.Where(s => !counts.Any(l => l.ProductId == s.ProductId && l.SnapOn > s.SnapOn)).Select(s => new { s.ProductId, s.OnHand, s.SnapOn })
            .ToDictionaryAsync(s => s.ProductId, StringComparer.Ordinal, cancellationToken);
        var inbound = await Promised(db).Where(p => ids.Contains(p.ProductId)).GroupBy(p => p.ProductId).Select(g => new { g.Key, Eta = g.Min(p => p.Eta) })
            .ToDictionaryAsync(g => g.Key, g => (DateOnly?)g.Eta, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. products.Where(p => found.ContainsKey(p.ProductId)).Select(p => new DealerStockRow(
                p, found[p.ProductId], own.GetValueOrDefault(p.ProductId)?.OnHand, own.GetValueOrDefault(p.ProductId)?.SnapOn, inbound.GetValueOrDefault(p.ProductId))),
        ];
    }

    private IQueryable<InboundPlan> Promised(AppDbContext db)
    {
        var (today, confidence) = (clock.Today, options.Value.PromiseConfidence);
        return db.Set<InboundPlan>().AsNoTracking().Where(p => p.Eta >= today && p.Confidence >= confidence);
    }

    private static long Packs(CatalogueProduct product, long quantity) => Math.Max(1, (quantity + product.PackQty - 1) / product.PackQty) * product.PackQty;
}
