using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Inventory.Data;

/// <summary>Whose order line stock is kept for.</summary>
internal readonly record struct OrderLineKey(string OrderId, int LineNo, string DealerId);

/// <summary>Keeps stock for order lines and gives it back; each change of a reservation is one movement in the book.</summary>
internal sealed class Reservations(StockBook book, TimeProvider time)
{
    /// <summary>All of an order, in the order in which rows are touched.</summary>
    public static async Task<List<Reservation>> OfOrderAsync(AppDbContext db, string orderId, CancellationToken cancellationToken) =>
    [
        .. (await db.Set<Reservation>().AsNoTracking().Where(r => r.OrderId == orderId).ToListAsync(cancellationToken))
            .OrderBy(r => new StockPlace(r.ProductId, r.LocationId), StockPlace.LockOrder).ThenBy(r => r.LineNo),
    ];

    /// <summary>Packs of products, for the parts of a quantity that can be taken.</summary>
    public static Task<Dictionary<string, long>> PacksAsync(AppDbContext db, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken) =>
        db.Set<ProductFact>().Where(p => productIds.Contains(p.ProductId)).ToDictionaryAsync(p => p.ProductId, p => Math.Max(1, p.PackQty), StringComparer.Ordinal, cancellationToken);

    /// <summary>Takes the quantity, or whole packs of what is left of it. Returns what was taken.</summary>
    /// <param name="existing">The line's reservation at this centre, when it has one.</param>
    public async Task<long> TakeAsync(
        AppDbContext db, OrderLineKey line, StockPlace place, long qty, long pack, int share, DateTimeOffset? expiresAt, Reservation? existing, CancellationToken cancellationToken)
    {
        var step = (existing?.Steps ?? 0) + 1;
        var document = new MovementDocument(MovementDocument.Order, line.OrderId, line.LineNo, step);
        while (qty > 0 && !await book.TryMoveAsync(db, place, MovementKind.Reserve, StockChange.Take(qty), document, cancellationToken, share))
        {
            // Others were quicker since the balance was read: whole packs of what they left.
            var left = await StockBook.FindAsync(db, place, cancellationToken) is { } balance
                ? new StockPosition(place.LocationId, place.ProductId, balance.OnHand, balance.Reserved, balance.Quarantine, 0, 0, []).FreeFor(share) : 0;
            qty = Math.Min(qty - 1, left) / pack * pack;
        }

        if (qty <= 0)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        if (existing is null)
        {
            db.Add(new Reservation
            {
                OrderId = line.OrderId, LineNo = line.LineNo, LocationId = place.LocationId, DealerId = line.DealerId, ProductId = place.ProductId, Qty = qty, At = now, ExpiresAt = expiresAt, Steps = step,
            });
            return qty;
        }

        var since = existing.Qty > 0 ? existing.At : now;
        await ChangedAsync(db.Set<Reservation>()
            .Where(r => r.OrderId == line.OrderId && r.LineNo == line.LineNo && r.LocationId == place.LocationId && r.Steps == existing.Steps)
            .ExecuteUpdateAsync(
                u => u.SetProperty(r => r.Qty, r => r.Qty + qty).SetProperty(r => r.Steps, step).SetProperty(r => r.State, ReservationState.Active)
                    .SetProperty(r => r.At, since).SetProperty(r => r.ExpiresAt, expiresAt),
                cancellationToken));
        return qty;
    }

    /// <summary>Gives a part back or ships it, as far as it is still kept. Returns what was moved.</summary>
    /// <param name="document">Null books it as the order line's next step.</param>
    public async Task<long> ReduceAsync(
        AppDbContext db, Reservation row, long qty, MovementKind kind, ReservationState end, MovementDocument? document, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (part, step) = (Math.Min(qty, row.Qty), row.Steps + 1);
            if (part <= 0)
            {
                return 0;
            }

            var shipped = kind == MovementKind.Ship ? part : 0;
            var state = part == row.Qty ? end : ReservationState.Active;
            var own = db.Set<Reservation>().Where(r => r.OrderId == row.OrderId && r.LineNo == row.LineNo && r.LocationId == row.LocationId);
            var changed = await own.Where(r => r.Steps == row.Steps).ExecuteUpdateAsync(
                u => u.SetProperty(r => r.Qty, r => r.Qty - part).SetProperty(r => r.ShippedQty, r => r.ShippedQty + shipped).SetProperty(r => r.Steps, step).SetProperty(r => r.State, state),
                cancellationToken);
            if (changed == 1)
            {
                await book.MoveAsync(
                    db, new StockPlace(row.ProductId, row.LocationId), kind, kind == MovementKind.Ship ? StockChange.Ship(part) : StockChange.Release(part),
                    document ?? new MovementDocument(MovementDocument.Order, row.OrderId, row.LineNo, step), cancellationToken);
                return part;
            }

            // Somebody changed it since it was read.
            row = await own.AsNoTracking().SingleAsync(cancellationToken);
        }
    }

    /// <summary>The same for all that a locked order still has, with one statement for its rows.</summary>
    /// <param name="shipmentId">Null gives everything back.</param>
    public async Task EndAsync(AppDbContext db, string orderId, IEnumerable<Reservation> rows, string? shipmentId, CancellationToken cancellationToken)
    {
        var (state, part) = shipmentId is null ? (ReservationState.Released, 0) : (ReservationState.Shipped, 1);
        await db.Set<Reservation>().Where(r => r.OrderId == orderId && r.Qty > 0).ExecuteUpdateAsync(
            u => u.SetProperty(r => r.ShippedQty, r => r.ShippedQty + (r.Qty * part)).SetProperty(r => r.Qty, 0).SetProperty(r => r.Steps, r => r.Steps + 1).SetProperty(r => r.State, state),
            cancellationToken);
        foreach (var row in rows.Where(r => r.Qty > 0))
        {
            await book.MoveAsync(
                db, new StockPlace(row.ProductId, row.LocationId), shipmentId is null ? MovementKind.Release : MovementKind.Ship, shipmentId is null ? StockChange.Release(row.Qty) : StockChange.Ship(row.Qty),
                shipmentId is null ? new MovementDocument(MovementDocument.Order, orderId, row.LineNo, row.Steps + 1) : new MovementDocument(MovementDocument.Shipment, shipmentId, row.LineNo), cancellationToken);
        }
    }

    /// <summary>Hands a part of a locked order's reservation to a line of another order; the centre's balance stays as it is.</summary>
    public static async Task HandOverAsync(AppDbContext db, Reservation from, OrderLineKey to, long qty, CancellationToken cancellationToken)
    {
        if (qty <= 0)
        {
            return;
        }

        // One that never shipped anything and is empty now says nothing any more.
        var state = qty < from.Qty ? ReservationState.Active : from.ShippedQty > 0 ? ReservationState.Shipped : ReservationState.Released;
        await ChangedAsync(db.Set<Reservation>().Where(r => r.OrderId == from.OrderId && r.LineNo == from.LineNo && r.LocationId == from.LocationId && r.Qty == from.Qty)
            .ExecuteUpdateAsync(u => u.SetProperty(r => r.Qty, r => r.Qty - qty).SetProperty(r => r.Steps, r => r.Steps + 1).SetProperty(r => r.State, state), cancellationToken));
        db.Add(new Reservation
        {
            OrderId = to.OrderId, LineNo = to.LineNo, LocationId = from.LocationId, DealerId = to.DealerId, ProductId = from.ProductId, Qty = qty, At = from.At, ExpiresAt = from.ExpiresAt, Steps = 1,
        });
    }

    /// <summary>The same for what waits.</summary>
    public static async Task HandOverAsync(AppDbContext db, Backorder from, OrderLineKey to, long qty, CancellationToken cancellationToken)
    {
        if (qty <= 0)
        {
            return;
        }

        var row = db.Set<Backorder>().Where(b => b.OrderId == from.OrderId && b.LineNo == from.LineNo && b.Qty == from.Qty);
        await ChangedAsync(qty == from.Qty ? row.ExecuteDeleteAsync(cancellationToken) : row.ExecuteUpdateAsync(u => u.SetProperty(b => b.Qty, b => b.Qty - qty), cancellationToken));
        db.Add(new Backorder
        {
            OrderId = to.OrderId, LineNo = to.LineNo, DealerId = to.DealerId, ProductId = from.ProductId, LocationId = from.LocationId, Qty = qty, PromisedOn = from.PromisedOn, At = from.At,
        });
    }

    /// <summary>Takes the order's rows until the transaction ends: waiting ones first, then reservations, and balances only after them.</summary>
    public static async Task LockAsync(AppDbContext db, string orderId, CancellationToken cancellationToken)
    {
        await db.Set<Backorder>().Where(b => b.OrderId == orderId).ExecuteUpdateAsync(u => u.SetProperty(b => b.Qty, b => b.Qty), cancellationToken);
        await db.Set<Reservation>().Where(r => r.OrderId == orderId).ExecuteUpdateAsync(u => u.SetProperty(r => r.Steps, r => r.Steps + 1), cancellationToken);
    }

    /// <summary>Sets how long the order's stock is kept; null keeps it for good.</summary>
    public static Task<int> KeepUntilAsync(AppDbContext db, string orderId, DateTimeOffset? expiresAt, CancellationToken cancellationToken) =>
        db.Set<Reservation>().Where(r => r.OrderId == orderId && r.State == ReservationState.Active)
            .ExecuteUpdateAsync(u => u.SetProperty(r => r.ExpiresAt, expiresAt), cancellationToken);

    /// <summary>Sets how much of a line waits, and at which centre; 0 ends it.</summary>
    public async Task WaitAsync(
        AppDbContext db, OrderLineKey line, StockPlace place, long qty, DateOnly? promisedOn, Backorder? existing, CancellationToken cancellationToken)
    {
        if (existing is null && qty > 0)
        {
            db.Add(new Backorder
            {
                OrderId = line.OrderId, LineNo = line.LineNo, DealerId = line.DealerId, ProductId = place.ProductId, LocationId = place.LocationId, Qty = qty, PromisedOn = promisedOn, At = time.GetUtcNow(),
            });
            await StockBook.WaitAsync(db, place, qty, cancellationToken);
        }
        else if (existing is not null && existing.Qty != qty)
        {
            var row = db.Set<Backorder>().Where(b => b.OrderId == line.OrderId && b.LineNo == line.LineNo && b.Qty == existing.Qty);
            await ChangedAsync(qty == 0
                ? row.ExecuteDeleteAsync(cancellationToken)
                : row.ExecuteUpdateAsync(u => u.SetProperty(b => b.Qty, qty).SetProperty(b => b.PromisedOn, promisedOn), cancellationToken));
            await StockBook.WaitAsync(db, new StockPlace(existing.ProductId, existing.LocationId), qty - existing.Qty, cancellationToken);
        }
    }

    private static async Task ChangedAsync(Task<int> change)
    {
        if (await change != 1)
        {
            throw new InvalidOperationException("An order line's stock changed although its order was locked.");
        }
    }
}
