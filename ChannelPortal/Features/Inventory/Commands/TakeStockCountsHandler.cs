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

        foreach (var count in counts.OrderBy(c => new StockPlace(c.ProductId, c.HolderId)))
        {
            await TakeAsync(context, count, cancellationToken);
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

    private async Task TakeAsync(CommandContext context, InventorySnapshotFact count, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var place = new StockPlace(count.ProductId, count.HolderId);
        await StockBook.OpenAsync(db, place, cancellationToken);
        var end = clock.StartOf(count.SnapOn.AddDays(1));
        var at = end < context.Now ? end.AddMilliseconds(-1) : context.Now;
        var document = new MovementDocument(MovementDocument.Count, count.FactSeq.ToString(CultureInfo.InvariantCulture), 0);
        while (true)
        {
            var balance = (await StockBook.FindAsync(db, place, cancellationToken))!;
            var since = await db.Set<StockMovement>().Where(m => m.ProductId == place.ProductId && m.LocationId == place.LocationId && m.At >= end)
                .SumAsync(m => m.OnHandChange, cancellationToken);

            // What left since the count and was not in it cannot leave twice.
            var change = Math.Max(-balance.OnHand, count.OnHand + since - balance.OnHand);
            var lacking = -change - (balance.OnHand - balance.Reserved - balance.Quarantine);
            if (lacking > 0)
            {
                lacking -= await backorders.TakeBackAsync(context, place, lacking, cancellationToken);
            }

            var aside = Math.Max(0, lacking);
            if ((change == 0 && aside == 0)
                || await book.TryMoveAsync(db, place, MovementKind.Count, new StockChange(change, 0, -aside), document, cancellationToken, at: at))
            {
                break;
            }
        }

        var (product, location) = place;
        var (seq, day, safety) = (count.FactSeq, count.SnapOn, count.SafetyStock);
        await db.Set<StockBalance>().Where(b => b.ProductId == product && b.LocationId == location && b.CountedSeq < seq).ExecuteUpdateAsync(
            u => u.SetProperty(b => b.CountedSeq, seq).SetProperty(b => b.CountedOn, day).SetProperty(b => b.SafetyStock, safety), cancellationToken);
    }
}
