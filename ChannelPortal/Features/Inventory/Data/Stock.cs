using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Data;

/// <inheritdoc cref="IStock"/>
internal sealed class Stock(StockPromises promises, Reservations reservations, StockBook book, BusinessClock clock, IOptions<InventoryOptions> options) : IStock
{
    public async Task<IReadOnlyList<PromisedLine>> PromiseAsync(
        AppDbContext db, string dealerId, DateOnly day, IReadOnlyList<StockLine> lines, CancellationToken cancellationToken)
    {
        var view = await promises.ReadAsync(db, dealerId, day, lines.Select(l => l.ProductId), cancellationToken);
        return [.. lines.Select(view.Promise)];
    }

    public async Task<IReadOnlyDictionary<string, long>> CapLeftAsync(
        AppDbContext db, string dealerId, DateOnly day, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var left = await promises.CapLeftAsync(db, dealerId, day, productIds, cancellationToken);
        if (left.Count == 0)
        {
            return left;
        }

        var (capped, monday) = (left.Keys.ToList(), clock.StartOf(day.AddDays(-(((int)day.DayOfWeek + 6) % 7))));
        var waiting = await db.Set<Backorder>().Where(b => b.DealerId == dealerId && b.At >= monday && capped.Contains(b.ProductId))
            .GroupBy(b => b.ProductId).Select(g => new { g.Key, Qty = g.Sum(b => b.Qty) }).ToDictionaryAsync(g => g.Key, g => g.Qty, StringComparer.Ordinal, cancellationToken);
        return left.ToDictionary(l => l.Key, l => Math.Max(0, l.Value - waiting.GetValueOrDefault(l.Key)), StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<ReservedLine>> ReserveAsync(
        AppDbContext db, string dealerId, string orderId, IReadOnlyList<OrderStockLine> lines, bool isHeld, CancellationToken cancellationToken)
    {
        await Reservations.LockAsync(db, orderId, cancellationToken);
        var view = await promises.ReadAsync(db, dealerId, clock.Today, lines.Select(l => l.ProductId), cancellationToken);
        var kept = await Reservations.OfOrderAsync(db, orderId, cancellationToken);
        var waiting = await db.Set<Backorder>().AsNoTracking().Where(b => b.OrderId == orderId).ToDictionaryAsync(b => b.LineNo, cancellationToken);
        var packs = await Reservations.PacksAsync(db, [.. view.Positions.Keys], cancellationToken);
        DateTimeOffset? expiresAt = isHeld ? clock.Now.AddHours(options.Value.HoldHours) : null;
        if (kept.Count > 0)
        {
            await Reservations.KeepUntilAsync(db, orderId, expiresAt, cancellationToken);
        }

        var capLeft = view.CapLeft.ToDictionary(StringComparer.Ordinal);
        var results = new Dictionary<int, ReservedLine>(lines.Count);
        foreach (var line in lines.OrderBy(l => l.ProductId, StringComparer.Ordinal).ThenBy(l => l.LineNo))
        {
            var key = new OrderLineKey(orderId, line.LineNo, dealerId);
            var own = kept.Where(r => r.LineNo == line.LineNo).ToList();
            var held = own.Sum(r => r.Qty + r.ShippedQty);
            var places = own.Where(r => r.Qty > 0).Select(r => r.LocationId).ToHashSet(StringComparer.Ordinal);
            var wanted = Math.Min(Math.Max(0, line.Qty - held), capLeft.GetValueOrDefault(line.ProductId, long.MaxValue));
            var taken = 0L;
            foreach (var (location, qty) in Plan(view, line.ProductId, wanted, packs.GetValueOrDefault(line.ProductId, 1)))
            {
                var got = await reservations.TakeAsync(
                    db, key, new StockPlace(line.ProductId, location), qty, packs.GetValueOrDefault(line.ProductId, 1), view.Share, expiresAt, own.Find(r => r.LocationId == location), cancellationToken);
                taken += got;
                if (got > 0)
                {
                    places.Add(location);
                }
            }

            if (capLeft.ContainsKey(line.ProductId))
            {
                capLeft[line.ProductId] -= taken;
            }

            var missing = view.Of(line.ProductId).Count == 0 ? 0 : Math.Max(0, line.Qty - held - taken);
            var promise = PromiseOf(view, line, places, missing);
            results[line.LineNo] = new ReservedLine(line.LineNo, line.ProductId, own.Sum(r => r.Qty) + taken, missing, promise);
            if (!isHeld && view.Nearest(line.ProductId).FirstOrDefault() is { } centre)
            {
                await reservations.WaitAsync(db, key, new StockPlace(line.ProductId, centre.LocationId), missing, promise, waiting.GetValueOrDefault(line.LineNo), cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return [.. lines.Select(l => results[l.LineNo])];
    }

    public async Task ReleaseAsync(AppDbContext db, string orderId, IReadOnlyList<OrderStockLine>? lines, CancellationToken cancellationToken)
    {
        await Reservations.LockAsync(db, orderId, cancellationToken);
        var kept = await Reservations.OfOrderAsync(db, orderId, cancellationToken);
        var waiting = await db.Set<Backorder>().AsNoTracking().Where(b => b.OrderId == orderId).ToListAsync(cancellationToken);
        var give = lines?.GroupBy(l => l.LineNo).ToDictionary(g => g.Key, g => g.Sum(l => l.Qty));
        foreach (var row in waiting.OrderBy(b => new StockPlace(b.ProductId, b.LocationId), StockPlace.LockOrder))
        {
            var qty = Part(give, row.LineNo, row.Qty);
            await reservations.WaitAsync(
                db, new OrderLineKey(orderId, row.LineNo, row.DealerId), new StockPlace(row.ProductId, row.LocationId), row.Qty - qty, row.PromisedOn, row, cancellationToken);
        }

        if (give is null)
        {
            await reservations.EndAsync(db, orderId, kept, null, cancellationToken);
        }

        foreach (var row in give is null ? [] : kept)
        {
            await reservations.ReduceAsync(db, row, Part(give, row.LineNo, row.Qty), MovementKind.Release, ReservationState.Released, null, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<int, long>> MoveAsync(
        AppDbContext db, string fromOrderId, string toOrderId, IReadOnlyList<MovedStockLine> lines, CancellationToken cancellationToken)
    {
        await Reservations.LockAsync(db, fromOrderId, cancellationToken);
        var kept = await Reservations.OfOrderAsync(db, fromOrderId, cancellationToken);
        var waiting = await db.Set<Backorder>().AsNoTracking().Where(b => b.OrderId == fromOrderId).ToDictionaryAsync(b => b.LineNo, cancellationToken);
        var moved = new Dictionary<int, long>();
        foreach (var line in lines)
        {
            var left = line.Qty;
            if (waiting.GetValueOrDefault(line.FromLineNo) is { } row)
            {
                var part = Math.Min(left, row.Qty);
                await Reservations.HandOverAsync(db, row, new OrderLineKey(toOrderId, line.ToLineNo, row.DealerId), part, cancellationToken);
                (moved[line.ToLineNo], left) = (part, left - part);
            }

            foreach (var reservation in kept.Where(r => r.LineNo == line.FromLineNo && r.Qty > 0).OrderByDescending(r => r.LocationId, StringComparer.Ordinal))
            {
                var part = Math.Min(left, reservation.Qty);
                await Reservations.HandOverAsync(db, reservation, new OrderLineKey(toOrderId, line.ToLineNo, reservation.DealerId), part, cancellationToken);
                left -= part;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return moved;
    }

    public async Task<IReadOnlyList<KeptLine>> TakeOrderAsync(AppDbContext db, string orderId, CancellationToken cancellationToken)
    {
        await Reservations.LockAsync(db, orderId, cancellationToken);
        return [.. (await KeptAsync(db, [orderId], cancellationToken))[orderId]];
    }

    public async Task<ILookup<string, KeptLine>> KeptAsync(AppDbContext db, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        var kept = await db.Set<Reservation>().AsNoTracking().Where(r => orderIds.Contains(r.OrderId))
            .Select(r => new { r.OrderId, r.LineNo, r.ProductId, r.LocationId, r.Qty, Waiting = 0L }).ToListAsync(cancellationToken);
        var waiting = await db.Set<Backorder>().AsNoTracking().Where(b => orderIds.Contains(b.OrderId))
            .Select(b => new { b.OrderId, b.LineNo, b.ProductId, b.LocationId, Qty = 0L, Waiting = b.Qty }).ToListAsync(cancellationToken);
        return kept.Concat(waiting).GroupBy(r => (r.OrderId, r.LineNo)).OrderBy(g => g.Key.LineNo)
            .ToLookup(g => g.Key.OrderId, g => new KeptLine(
                g.Key.LineNo, g.First().ProductId, g.Sum(r => r.Qty), g.Sum(r => r.Waiting),
                [.. g.Where(r => r.Qty > 0).OrderBy(r => r.LocationId, StringComparer.Ordinal).Select(r => new KeptPart(r.LocationId, r.Qty))]), StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<OrderStockLine>> ShipAsync(
        AppDbContext db, string orderId, string shipmentId, IReadOnlyList<OrderStockLine>? lines, CancellationToken cancellationToken)
    {
        await Reservations.LockAsync(db, orderId, cancellationToken);
        var kept = await Reservations.OfOrderAsync(db, orderId, cancellationToken);
        if (kept.Count == 0 || await StockBook.IsBookedAsync(db, MovementDocument.Shipment, shipmentId, cancellationToken))
        {
            return [];
        }

        var shipped = new List<OrderStockLine>();
        if (lines is null)
        {
            await reservations.EndAsync(db, orderId, kept, shipmentId, cancellationToken);
            shipped.AddRange(kept.Select(r => new OrderStockLine(r.LineNo, r.ProductId, r.Qty)));
            await ReleaseAsync(db, orderId, null, cancellationToken);
        }
        else
        {
            var asked = lines.GroupBy(l => l.LineNo).ToDictionary(g => g.Key, g => g.Sum(l => l.Qty));
            foreach (var row in kept)
            {
                var document = new MovementDocument(MovementDocument.Shipment, shipmentId, row.LineNo);
                var qty = await reservations.ReduceAsync(db, row, Part(asked, row.LineNo, row.Qty), MovementKind.Ship, ReservationState.Shipped, document, cancellationToken);
                shipped.Add(new OrderStockLine(row.LineNo, row.ProductId, qty));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return [.. shipped.Where(l => l.Qty > 0).GroupBy(l => (l.LineNo, l.ProductId)).Select(g => new OrderStockLine(g.Key.LineNo, g.Key.ProductId, g.Sum(l => l.Qty))).OrderBy(l => l.LineNo)];
    }

    public async Task ReturnAsync(AppDbContext db, string dealerId, string returnNo, IReadOnlyList<ReturnedLine> lines, CancellationToken cancellationToken)
    {
        if (await StockBook.IsBookedAsync(db, MovementDocument.Return, returnNo, cancellationToken))
        {
            return;
        }

        var view = await promises.ReadAsync(db, dealerId, clock.Today, lines.Select(l => l.ProductId), cancellationToken);
        foreach (var line in lines.OrderBy(l => l.ProductId, StringComparer.Ordinal).ThenBy(l => l.LineNo))
        {
            // A product that no centre keeps has no book to enter.
            if (view.Nearest(line.ProductId).FirstOrDefault() is { } centre)
            {
                await book.MoveAsync(
                    db, new StockPlace(line.ProductId, centre.LocationId), MovementKind.Return, new StockChange(line.Qty, 0, line.IsSellable ? 0 : line.Qty),
                    new MovementDocument(MovementDocument.Return, returnNo, line.LineNo), cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<bool> QuarantineAsync(
        AppDbContext db, string locationId, string productId, long qty, string documentNo, CancellationToken cancellationToken)
    {
        var moved = await book.TryMoveAsync(
            db, new StockPlace(productId, locationId), MovementKind.Quarantine, StockChange.SetAside(qty), new MovementDocument(MovementDocument.Quarantine, documentNo, 0), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return moved;
    }

    /// <summary>How much of the row a request still asks for; null asks for all of it.</summary>
    private static long Part(Dictionary<int, long>? asked, int lineNo, long qty)
    {
        if (asked is null)
        {
            return qty;
        }

        var part = Math.Min(qty, asked.GetValueOrDefault(lineNo));
        asked[lineNo] = asked.GetValueOrDefault(lineNo) - part;
        return part;
    }

    /// <summary>
    /// Which centre gives how much: the nearest that has it all, else from the nearest on; in the order of their locks. What a centre cannot
    /// give after all waits, and the next look for waiting lines finds it another one.
    /// </summary>
    private static IEnumerable<(string LocationId, long Qty)> Plan(StockView view, string productId, long wanted, long pack)
    {
        if (wanted <= 0)
        {
            return [];
        }

        var nearest = view.Nearest(productId).ToList();
        var single = nearest.Find(p => p.FreeFor(view.Share) >= wanted);
        var left = wanted;
        var plan = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var position in single is null ? nearest : [single])
        {
            var free = position.FreeFor(view.Share);
            var part = free >= left ? left : free / pack * pack;
            plan[position.LocationId] = part;
            left -= part;
        }

        return plan.Where(p => p.Value > 0).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value));
    }

    private static DateOnly? PromiseOf(StockView view, OrderStockLine line, HashSet<string> places, long missing)
    {
        var transit = places.Select(p => view.LaneOf(p).P80).DefaultIfEmpty(0).Max();
        return view.Of(line.ProductId).Count == 0 ? null
            : missing == 0 ? view.Day.AddDays(transit)
            : view.Promise(new StockLine(line.ProductId, line.Qty)).PromisedOn;
    }
}
