using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Queries;

/// <summary>A distribution centre by the name of its city.</summary>
public sealed record CentreName(string Id, string Name, string NameEn);

/// <summary>One product at one centre, in thousandths.</summary>
/// <param name="AtpByTier">Free now for each tier, after its buffer.</param>
public sealed record CentreStockRow(
    string LocationId, string ProductId, string Name, string NameEn, string Unit, string UnitEn, long OnHand, long Reserved, long Quarantine, long Backordered, long Free, long Safety,
    DateOnly? CountedOn, DateOnly? NextInbound, IReadOnlyDictionary<string, long> AtpByTier);

/// <summary>What can be promised on a day, to the highest tier.</summary>
public sealed record AtpPoint(DateOnly Day, long Qty);

/// <summary>A line of the stock book.</summary>
public sealed record MovementRow(Guid Id, DateTimeOffset At, string Kind, string Document, long OnHand, long Reserved, long Quarantine);

/// <summary>A delivery that is expected.</summary>
public sealed record InboundRow(string LocationId, string ProductId, string Name, string NameEn, string Reference, DateOnly Eta, long Qty, int Confidence, bool IsPromised, bool IsLate);

/// <summary>Stock that is kept for an order line, or (<paramref name="IsWaiting"/>) what the line waits for.</summary>
public sealed record ReservationRow(
    string OrderId, int LineNo, string DealerName, string DealerNameEn, string ProductId, string Name, string NameEn, string LocationId, long Qty, bool IsWaiting, DateTimeOffset At, DateTimeOffset? ExpiresAt,
    DateOnly? PromisedOn);

/// <summary>A dealer's weekly cap.</summary>
public sealed record CapRow(string DealerId, string DealerName, string DealerNameEn, string ProductId, string Name, string NameEn, long WeeklyQty);

/// <summary>One product at one centre with its future and its past.</summary>
public sealed record CentreStockDetail(CentreStockRow Row, IReadOnlyList<AtpPoint> Curve, IReadOnlyList<MovementRow> Movements, IReadOnlyList<InboundRow> Inbound, IReadOnlyList<string> Substitutes);

/// <summary>The manufacturer's own view with exact figures. A dealer's people get nothing here, whatever they ask for.</summary>
internal sealed class FindCentreStock(IAppDbFactory factory, StockPromises promises, BusinessClock clock, IOptions<InventoryOptions> options)
{
    private const int CurveDays = 60;
    private const int MostMovements = 200;
    private const int MostRows = 2_000;

    public static bool MayRead(Caller caller) => caller.DealerId is null;

    public async Task<IReadOnlyList<CentreName>> CentresAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var cities = options.Value.Centres.Values.ToList();
        var names = await db.Set<RegionFact>().Where(r => cities.Contains(r.RegionId)).ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);
        var held = await db.Set<StockBalance>().Select(b => b.LocationId).Distinct().ToListAsync(cancellationToken);
        return
        [
            .. options.Value.Centres.Keys.Union(held, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id =>
                options.Value.Centres.TryGetValue(id, out var city) && names.TryGetValue(city, out var region) ? new CentreName(id, region.Name, region.NameEn) : new CentreName(id, id, id)),
        ];
    }

    public async Task<IReadOnlyList<CentreStockRow>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!MayRead(caller))
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        var ids = await db.Set<StockBalance>().Select(b => b.ProductId).Distinct().ToListAsync(cancellationToken);
        return await RowsAsync(db, ids, cancellationToken);
    }

    public async Task<CentreStockDetail?> GetAsync(Caller caller, string locationId, string productId, CancellationToken cancellationToken)
    {
        if (!MayRead(caller))
        {
            return null;
        }

        await using var db = factory.Create(caller.Scope);
        if ((await RowsAsync(db, [productId], cancellationToken)).SingleOrDefault(r => r.LocationId == locationId) is not { } row)
        {
            return null;
        }

        var position = (await promises.PositionsAsync(db, [productId], cancellationToken))[productId].Single(p => p.LocationId == locationId);
        var today = clock.Today;
        var movements = await db.Set<StockMovement>().AsNoTracking().Where(m => m.ProductId == productId && m.LocationId == locationId)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(MostMovements).ToListAsync(cancellationToken);
        var substitutes = await db.Set<Substitute>().Where(s => s.ProductId == productId).OrderBy(s => s.Rank).Select(s => s.SubstituteId).ToListAsync(cancellationToken);
        return new CentreStockDetail(
            row,
            [.. Enumerable.Range(0, CurveDays).Select(d => today.AddDays(d)).Select(day => new AtpPoint(day, position.AtpOn(day, today, 0)))],
            [.. movements.Select(m => new MovementRow(m.Id, m.At, m.Kind.ToString(), m.DocumentNo, m.OnHandChange, m.ReservedChange, m.QuarantineChange))],
            [.. (await InboundAsync(db, cancellationToken)).Where(p => p.LocationId == locationId && p.ProductId == productId)],
            substitutes);
    }

    public async Task<IReadOnlyList<InboundRow>> InboundAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        return MayRead(caller) ? await InboundAsync(db, cancellationToken) : [];
    }

    /// <summary>Reservations and waiting lines of the caller's dealers, the youngest first.</summary>
    public async Task<IReadOnlyList<ReservationRow>> ReservationsAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!MayRead(caller))
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        var kept = await (from r in db.Set<Reservation>().AsNoTracking()
                          where r.State == ReservationState.Active
                          from d in db.Set<DealerFact>().Where(d => d.DealerId == r.DealerId).DefaultIfEmpty()
                          from p in db.Set<ProductFact>().Where(p => p.ProductId == r.ProductId).DefaultIfEmpty()
                          orderby r.At descending
                          select new ReservationRow(
                              r.OrderId, r.LineNo, d == null ? r.DealerId : d.Name, d == null ? r.DealerId : d.NameEn ?? d.Name, r.ProductId, p == null ? r.ProductId : p.Name,
                              p == null ? r.ProductId : p.NameEn ?? p.Name, r.LocationId, r.Qty, false, r.At, r.ExpiresAt, null)).Take(MostRows).ToListAsync(cancellationToken);
        var waiting = await (from b in db.Set<Backorder>().AsNoTracking()
                             from d in db.Set<DealerFact>().Where(d => d.DealerId == b.DealerId).DefaultIfEmpty()
                             from p in db.Set<ProductFact>().Where(p => p.ProductId == b.ProductId).DefaultIfEmpty()
                             orderby b.At descending
                             select new ReservationRow(
                                 b.OrderId, b.LineNo, d == null ? b.DealerId : d.Name, d == null ? b.DealerId : d.NameEn ?? d.Name, b.ProductId, p == null ? b.ProductId : p.Name,
                                 p == null ? b.ProductId : p.NameEn ?? p.Name, b.LocationId, b.Qty, true, b.At, null, b.PromisedOn)).Take(MostRows).ToListAsync(cancellationToken);
        return [.. waiting.Concat(kept).OrderByDescending(r => r.At)];
    }

    public async Task<IReadOnlyList<CapRow>> CapsAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!MayRead(caller))
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        return await (from c in db.Set<AllocationCap>().AsNoTracking()
                      from d in db.Set<DealerFact>().Where(d => d.DealerId == c.DealerId).DefaultIfEmpty()
                      from p in db.Set<ProductFact>().Where(p => p.ProductId == c.ProductId).DefaultIfEmpty()
                      orderby c.DealerId, c.ProductId
                      select new CapRow(
                          c.DealerId, d == null ? c.DealerId : d.Name, d == null ? c.DealerId : d.NameEn ?? d.Name, c.ProductId, p == null ? c.ProductId : p.Name,
                          p == null ? c.ProductId : p.NameEn ?? p.Name, c.WeeklyQty)).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<CentreStockRow>> RowsAsync(AppDbContext db, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var balances = await db.Set<StockBalance>().AsNoTracking().Where(b => productIds.Contains(b.ProductId)).ToListAsync(cancellationToken);
        var products = await db.Set<ProductFact>().AsNoTracking().Where(p => productIds.Contains(p.ProductId)).ToDictionaryAsync(p => p.ProductId, StringComparer.Ordinal, cancellationToken);
        var next = await db.Set<InboundPlan>().Where(p => productIds.Contains(p.ProductId)).GroupBy(p => new { p.ProductId, p.LocationId }).Select(g => new { g.Key, Eta = g.Min(p => p.Eta) })
            .ToDictionaryAsync(g => new StockPlace(g.Key.ProductId, g.Key.LocationId), g => (DateOnly?)g.Eta, cancellationToken);
        return
        [
            .. balances.Where(b => products.ContainsKey(b.ProductId)).OrderBy(b => new StockPlace(b.ProductId, b.LocationId), StockPlace.LockOrder).Select(b =>
            {
                var product = products[b.ProductId];
                var position = new StockPosition(b.LocationId, b.ProductId, b.OnHand, b.Reserved, b.Quarantine, b.Backordered, b.SafetyStock, []);
                return new CentreStockRow(
                    b.LocationId, b.ProductId, product.Name, product.NameEn ?? product.Name, product.Unit, product.UnitEn ?? product.Unit, b.OnHand, b.Reserved, b.Quarantine, b.Backordered, position.Free,
                    b.SafetyStock, b.CountedOn, next.GetValueOrDefault(new StockPlace(b.ProductId, b.LocationId)),
                    options.Value.TierBufferPercent.ToDictionary(t => t.Key, t => position.FreeFor(t.Value), StringComparer.Ordinal));
            }),
        ];
    }

    private async Task<IReadOnlyList<InboundRow>> InboundAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var (today, confidence) = (clock.Today, options.Value.PromiseConfidence);
        return await (from i in db.Set<InboundPlan>().AsNoTracking()
                      from p in db.Set<ProductFact>().Where(p => p.ProductId == i.ProductId).DefaultIfEmpty()
                      orderby i.Eta, i.ProductId
                      select new InboundRow(
                          i.LocationId, i.ProductId, p == null ? i.ProductId : p.Name, p == null ? i.ProductId : p.NameEn ?? p.Name, i.Reference, i.Eta, i.Qty, i.Confidence, i.Confidence >= confidence,
                          i.Eta < today)).Take(MostRows).ToListAsync(cancellationToken);
    }
}
