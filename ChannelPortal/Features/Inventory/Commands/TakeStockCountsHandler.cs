using System.Globalization;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Inventory.Commands;

/// <summary>
/// Brings the book to the centres' counts. A count is of the day's end, so what moved since then stays on top of it. What a count does not find
/// is taken from orders, youngest first, and then from quarantine: never below zero.
/// </summary>
internal sealed class TakeStockCountsHandler(StockBook book, Backorders backorders, BusinessClock clock) : ICommandHandler<TakeStockCounts, int>
{
    public const int Portion = 500;

    public async Task<Result<int>> HandleAsync(TakeStockCounts command, CommandContext context, CancellationToken cancellationToken)
    {
        var counts = await Missing(context.Db, clock.Today).Take(Portion).ToListAsync(cancellationToken);
        if (counts.Count == 0)
        {
            return Error.Of("stock_counts_taken");
        }

        foreach (var day in counts.GroupBy(c => c.SnapOn).OrderBy(g => g.Key))
        {
            await TakeDayAsync(context, day.Key, [.. day.OrderBy(c => new StockPlace(c.ProductId, c.HolderId), StockPlace.LockOrder)], cancellationToken);
        }

        await context.Db.SaveChangesAsync(cancellationToken);
        await StockBook.TellAsync(context, counts.Select(c => new StockPlace(c.ProductId, c.HolderId)), cancellationToken);
        return counts.Count;
    }

    /// <summary>The latest count of each centre and product, where the book does not have it.</summary>
    public static IQueryable<InventorySnapshotFact> Missing(AppDbContext db, DateOnly today)
    {
        var since = today.AddDays(-SnapshotWindow.ReachDays);
        var counts = db.Set<InventorySnapshotFact>().AsNoTracking().Where(s => s.Location == "dc" && s.DealerId == null && s.SnapOn >= since);
        return counts
            .Where(s => !counts.Any(l => l.HolderId == s.HolderId && l.ProductId == s.ProductId && l.SnapOn > s.SnapOn))
            .Where(s => !db.Set<StockBalance>().Any(b => b.ProductId == s.ProductId && b.LocationId == s.HolderId && b.CountedSeq >= s.FactSeq))
            .OrderBy(s => s.FactSeq);
    }

    private async Task TakeDayAsync(CommandContext context, DateOnly day, List<InventorySnapshotFact> counts, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var products = counts.Select(c => c.ProductId).Distinct().ToList();
        var end = clock.StartOf(day.AddDays(1));
        var at = end < context.Now ? end.AddMilliseconds(-1) : context.Now;

        // Both figures in one statement: what moves while this runs changes both alike.
        var known = await db.Set<StockBalance>().Where(b => products.Contains(b.ProductId)).Select(b => new
        {
            b.ProductId,
            b.LocationId,
            AtEnd = b.OnHand - (db.Set<StockMovement>().Where(m => m.ProductId == b.ProductId && m.LocationId == b.LocationId && m.At >= end).Sum(m => (long?)m.OnHandChange) ?? 0),
        }).ToDictionaryAsync(b => new StockPlace(b.ProductId, b.LocationId), b => b.AtEnd, cancellationToken);
        foreach (var count in counts)
        {
            var place = new StockPlace(count.ProductId, count.HolderId);
            var document = new MovementDocument(MovementDocument.Count, count.FactSeq.ToString(CultureInfo.InvariantCulture), 0);
            if (!known.TryGetValue(place, out var atEnd))
            {
                book.Open(db, place, count, document, at);
                continue;
            }

            if (atEnd != count.OnHand)
            {
                await CorrectAsync(context, place, count.OnHand - atEnd, document, at, cancellationToken);
            }

            var (product, location) = place;
            var (seq, safety) = (count.FactSeq, count.SafetyStock);
            await db.Set<StockBalance>().Where(b => b.ProductId == product && b.LocationId == location && b.CountedSeq < seq).ExecuteUpdateAsync(
                u => u.SetProperty(b => b.CountedSeq, seq).SetProperty(b => b.CountedOn, day).SetProperty(b => b.SafetyStock, safety), cancellationToken);
        }
    }

    private async Task CorrectAsync(CommandContext context, StockPlace place, long difference, MovementDocument document, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var isBooked = await book.TryMoveAsync(context.Db, place, MovementKind.Count, StockChange.Arrive(difference), document, cancellationToken, at: at);
        while (!isBooked)
        {
            // What left since the count and was not in it cannot leave twice.
            var balance = (await StockBook.FindAsync(context.Db, place, cancellationToken))!;
            var change = Math.Max(-balance.OnHand, difference);
            var lacking = -change - (balance.OnHand - balance.Reserved - balance.Quarantine);
            if (lacking > 0)
            {
                lacking -= await backorders.TakeBackAsync(context, place, lacking, cancellationToken);
            }

            var correction = new StockChange(change, 0, -Math.Max(0, lacking));
            isBooked = correction == default || await book.TryMoveAsync(context.Db, place, MovementKind.Count, correction, document, cancellationToken, at: at);
        }
    }
}
