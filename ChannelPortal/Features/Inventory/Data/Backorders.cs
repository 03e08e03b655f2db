using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Inventory.Data;

/// <summary>Gives stock to the lines that wait for it: earliest promise first, then by the dealers' allocation policy (without one the higher tier), then who waits longest.</summary>
internal sealed class Backorders(
    StockPromises promises, Reservations reservations, IBackorderedLines orders, IPolicies policies, BusinessClock clock, IOptions<InventoryOptions> options)
{
    /// <summary>Serves what waits for the products. Returns how many lines got something. Only for callers that see every dealer: lines of others would not be served.</summary>
    public async Task<int> FillAsync(CommandContext context, IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var rows = db.Set<Backorder>().Where(b => productIds.Contains(b.ProductId));
        if (await rows.ExecuteUpdateAsync(u => u.SetProperty(b => b.Qty, b => b.Qty), cancellationToken) == 0)
        {
            return 0;
        }

        var waiting = await (from b in rows.AsNoTracking()
                             from d in db.Set<DealerFact>().Where(d => d.DealerId == b.DealerId).DefaultIfEmpty()
                             select new { Row = b, Tier = d == null ? "bronze" : d.Tier }).ToListAsync(cancellationToken);
        var ranks = await policies.ResolveAsync(db, PolicyKeys.AllocationPriority, clock.Today, [.. waiting.Select(w => w.Row.DealerId).Distinct(StringComparer.Ordinal)], cancellationToken);
        var products = waiting.Select(w => w.Row.ProductId).Distinct().ToList();
        var positions = await promises.PositionsAsync(db, products, cancellationToken);
        var packs = await Reservations.PacksAsync(db, products, cancellationToken);
        var orderIds = waiting.Select(w => w.Row.OrderId).Distinct().ToList();
        var kept = (await db.Set<Reservation>().AsNoTracking().Where(r => orderIds.Contains(r.OrderId)).ToListAsync(cancellationToken))
            .ToDictionary(r => (r.OrderId, r.LineNo, r.LocationId));
        var left = waiting.ToDictionary(w => w.Row, w => w.Row.Qty);
        var caps = new Dictionary<(string, string), long>();
        foreach (var dealer in waiting.Select(w => w.Row.DealerId).Distinct(StringComparer.Ordinal))
        {
            foreach (var (product, cap) in await promises.CapLeftAsync(db, dealer, clock.Today, products, cancellationToken))
            {
                caps[(dealer, product)] = cap;
            }
        }

        var given = new List<(Backorder Row, string LocationId)>();
        foreach (var product in products.Order(StringComparer.Ordinal))
        {
            var queue = waiting.Where(w => w.Row.ProductId == product)
                .OrderBy(w => w.Row.PromisedOn ?? DateOnly.MaxValue).ThenBy(w => ranks.GetValueOrDefault(w.Row.DealerId)?.Value ?? long.MaxValue).ThenBy(w => w.Row.At).ThenBy(w => w.Row.OrderId, StringComparer.Ordinal).ToList();
            foreach (var position in positions.GetValueOrDefault(product, []))
            {
                var (place, used) = (new StockPlace(product, position.LocationId), 0L);
                foreach (var (row, tier) in queue.Select(w => (w.Row, w.Tier)))
                {
                    var (share, pack) = (options.Value.TierBufferPercent.GetValueOrDefault(tier), packs.GetValueOrDefault(product, 1));
                    var qty = Math.Min(left[row], caps.GetValueOrDefault((row.DealerId, product), long.MaxValue));
                    var free = position.FreeFor(share) - used;
                    qty = qty <= free ? qty : Math.Max(0, free / pack * pack);
                    if (qty <= 0)
                    {
                        continue;
                    }

                    var got = await reservations.TakeAsync(
                        db, new OrderLineKey(row.OrderId, row.LineNo, row.DealerId), place, qty, pack, share, null, kept.GetValueOrDefault((row.OrderId, row.LineNo, position.LocationId)), cancellationToken);
                    (left[row], used) = (left[row] - got, used + got);
                    if (caps.TryGetValue((row.DealerId, product), out var cap))
                    {
                        caps[(row.DealerId, product)] = cap - got;
                    }

                    if (got > 0)
                    {
                        given.Add((row, position.LocationId));
                    }
                }
            }
        }

        return await EndAsync(context, given, left, cancellationToken);
    }

    /// <summary>Takes reserved stock away again because a count did not find it, from the youngest order on. Its lines wait from now on.</summary>
    /// <returns>What could be taken.</returns>
    public async Task<long> TakeBackAsync(CommandContext context, StockPlace place, long qty, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var rows = await db.Set<Reservation>().AsNoTracking()
            .Where(r => r.ProductId == place.ProductId && r.LocationId == place.LocationId && r.Qty > 0).OrderByDescending(r => r.At).ToListAsync(cancellationToken);
        var taken = 0L;
        foreach (var row in rows.TakeWhile(_ => taken < qty))
        {
            var part = await reservations.ReduceAsync(db, row, qty - taken, MovementKind.Release, ReservationState.Released, null, cancellationToken);
            taken += part;
            if (part == 0 || row.ExpiresAt is not null)
            {
                continue;
            }

            var waiting = await db.Set<Backorder>().AsNoTracking().SingleOrDefaultAsync(b => b.OrderId == row.OrderId && b.LineNo == row.LineNo, cancellationToken);
            var missing = (waiting?.Qty ?? 0) + part;
            await reservations.WaitAsync(db, new OrderLineKey(row.OrderId, row.LineNo, row.DealerId), place, missing, waiting?.PromisedOn, waiting, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await orders.ChangedAsync(context, [new BackorderedLine(row.OrderId, row.LineNo, missing, null)], cancellationToken);
        }

        return taken;
    }

    /// <summary>Gives up what held orders kept too long. Returns the number of orders.</summary>
    public async Task<int> ExpireAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var now = context.Now;
        var rows = (await db.Set<Reservation>().AsNoTracking().Where(r => r.State == ReservationState.Active && r.ExpiresAt <= now).ToListAsync(cancellationToken))
            .OrderBy(r => new StockPlace(r.ProductId, r.LocationId), StockPlace.LockOrder).ThenBy(r => r.OrderId, StringComparer.Ordinal).ToList();
        foreach (var row in rows)
        {
            await reservations.ReduceAsync(db, row, row.Qty, MovementKind.Release, ReservationState.Expired, null, cancellationToken);
            context.Audit("inventory.reservation.expire", "order", row.OrderId, new { row.LineNo, row.LocationId, row.Qty }, null, dealerId: row.DealerId);
        }

        await StockBook.TellAsync(context, rows.Select(r => new StockPlace(r.ProductId, r.LocationId)), cancellationToken);
        return rows.Select(r => r.OrderId).Distinct().Count();
    }

    private async Task<int> EndAsync(
        CommandContext context, List<(Backorder Row, string LocationId)> given, Dictionary<Backorder, long> left, CancellationToken cancellationToken)
    {
        var changed = new List<BackorderedLine>();
        var views = new Dictionary<string, StockView>(StringComparer.Ordinal);
        foreach (var group in given.GroupBy(g => g.Row).OrderBy(g => new StockPlace(g.Key.ProductId, g.Key.LocationId), StockPlace.LockOrder))
        {
            var row = group.Key;
            if (!views.TryGetValue(row.DealerId, out var view))
            {
                view = views[row.DealerId] = await promises.ReadAsync(context.Db, row.DealerId, clock.Today, [], cancellationToken);
            }

            var promised = left[row] > 0 ? row.PromisedOn : view.Day.AddDays(group.Max(g => view.LaneOf(g.LocationId).P80));
            await reservations.WaitAsync(
                context.Db, new OrderLineKey(row.OrderId, row.LineNo, row.DealerId), new StockPlace(row.ProductId, row.LocationId), left[row], promised, row, cancellationToken);
            changed.Add(new BackorderedLine(row.OrderId, row.LineNo, left[row], promised));
            context.Audit("inventory.backorder.fill", "order", row.OrderId, new { row.LineNo, row.Qty }, new { Qty = left[row] }, dealerId: row.DealerId);
        }

        await context.Db.SaveChangesAsync(cancellationToken);
        await orders.ChangedAsync(context, changed, cancellationToken);
        return changed.Count;
    }
}
