using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Inventory.Data;

/// <summary>A product at a centre.</summary>
internal readonly record struct StockPlace(string ProductId, string LocationId)
{
    /// <summary>Rows are touched in this order, so that transactions never wait for each other in a ring.</summary>
    public static readonly Comparer<StockPlace> LockOrder = Comparer<StockPlace>.Create(
        (a, b) => string.CompareOrdinal(a.ProductId, b.ProductId) is var product and not 0 ? product : string.CompareOrdinal(a.LocationId, b.LocationId));
}

/// <summary>What a movement changes.</summary>
internal readonly record struct StockChange(long OnHand, long Reserved, long Quarantine)
{
    public static StockChange Take(long qty) => new(0, qty, 0);

    public static StockChange Release(long qty) => new(0, -qty, 0);

    public static StockChange Ship(long qty) => new(-qty, -qty, 0);

    public static StockChange Arrive(long qty) => new(qty, 0, 0);

    public static StockChange SetAside(long qty) => new(0, 0, qty);
}

/// <summary>The stock book: the one place where balances change, each time together with its movement.</summary>
internal sealed class StockBook(TimeProvider time)
{
    /// <summary>Books the change if afterwards nothing is negative and the tier's buffer is untouched; otherwise changes nothing.</summary>
    /// <param name="share">Percent of the good stock that must stay free.</param>
    public async Task<bool> TryMoveAsync(
        AppDbContext db, StockPlace place, MovementKind kind, StockChange change, MovementDocument document, CancellationToken cancellationToken, int share = 0, DateTimeOffset? at = null)
    {
        var (product, location) = place;
        var (onHand, reserved, quarantine) = (change.OnHand, change.Reserved, change.Quarantine);
        long percent = share;
        var moved = await db.Set<StockBalance>()
            .Where(b => b.ProductId == product && b.LocationId == location
                && b.OnHand + onHand >= 0 && b.Reserved + reserved >= 0 && b.Quarantine + quarantine >= 0
                && b.OnHand + onHand - b.Reserved - reserved - b.Quarantine - quarantine >= (b.OnHand + onHand - b.Quarantine - quarantine) * percent / 100)
            .ExecuteUpdateAsync(
                u => u.SetProperty(b => b.OnHand, b => b.OnHand + onHand).SetProperty(b => b.Reserved, b => b.Reserved + reserved).SetProperty(b => b.Quarantine, b => b.Quarantine + quarantine),
                cancellationToken);
        if (moved == 0)
        {
            return false;
        }

        db.Add(Movement(place, kind, change, document, at ?? time.GetUtcNow()));
        return true;
    }

    /// <summary>Begins the book of a product at a centre with its first count.</summary>
    public void Open(AppDbContext db, StockPlace place, InventorySnapshotFact count, MovementDocument document, DateTimeOffset at)
    {
        db.Add(new StockBalance
        {
            ProductId = place.ProductId,
            LocationId = place.LocationId,
            OnHand = count.OnHand,
            SafetyStock = count.SafetyStock,
            CountedSeq = count.FactSeq,
            CountedOn = count.SnapOn,
        });
        db.Add(Movement(place, MovementKind.Count, StockChange.Arrive(count.OnHand), document, at));
    }

    /// <summary>A move that the caller's own rows make possible; that it is not is a broken book.</summary>
    public async Task MoveAsync(
        AppDbContext db, StockPlace place, MovementKind kind, StockChange change, MovementDocument document, CancellationToken cancellationToken, DateTimeOffset? at = null)
    {
        if (!await TryMoveAsync(db, place, kind, change, document, cancellationToken, at: at))
        {
            throw new InvalidOperationException($"The balance of {place.ProductId} at {place.LocationId} does not hold what {document.Kind} {document.No} moves.");
        }
    }

    /// <summary>True when the document moved something already.</summary>
    public static Task<bool> IsBookedAsync(AppDbContext db, string documentKind, string documentNo, CancellationToken cancellationToken) =>
        db.Set<StockMovement>().AnyAsync(m => m.DocumentKind == documentKind && m.DocumentNo == documentNo, cancellationToken);

    public static Task<StockBalance?> FindAsync(AppDbContext db, StockPlace place, CancellationToken cancellationToken) =>
        db.Set<StockBalance>().AsNoTracking().SingleOrDefaultAsync(b => b.ProductId == place.ProductId && b.LocationId == place.LocationId, cancellationToken);

    /// <summary>Makes the balance where it is missing. Two may at once: the loser's insert rolls back to EF's savepoint and it uses the winner's row.</summary>
    public static async Task OpenAsync(AppDbContext db, StockPlace place, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, place, cancellationToken) is not null)
        {
            return;
        }

        var balance = db.Add(new StockBalance { ProductId = place.ProductId, LocationId = place.LocationId });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            if (await FindAsync(db, place, cancellationToken) is null)
            {
                throw;
            }
        }
        finally
        {
            balance.State = EntityState.Detached;
        }
    }

    /// <summary>Changes what waits for the centre's next deliveries.</summary>
    public static Task<int> WaitAsync(AppDbContext db, StockPlace place, long change, CancellationToken cancellationToken)
    {
        var (product, location) = place;
        return db.Set<StockBalance>().Where(b => b.ProductId == product && b.LocationId == location && b.Backordered + change >= 0)
            .ExecuteUpdateAsync(u => u.SetProperty(b => b.Backordered, b => b.Backordered + change), cancellationToken);
    }

    /// <summary>Tells live pages and other systems the new levels.</summary>
    public static async Task TellAsync(CommandContext context, IEnumerable<StockPlace> places, CancellationToken cancellationToken)
    {
        var touched = places.Distinct().Order(StockPlace.LockOrder).ToList();
        var products = touched.Select(p => p.ProductId).Distinct().ToList();
        var balances = await context.Db.Set<StockBalance>().AsNoTracking().Where(b => products.Contains(b.ProductId)).ToListAsync(cancellationToken);
        foreach (var balance in balances.Where(b => touched.Contains(new StockPlace(b.ProductId, b.LocationId))))
        {
            context.Record(new StockLevelFact
            {
                LocationId = balance.LocationId,
                ProductId = balance.ProductId,
                OnHand = balance.OnHand,
                Reserved = balance.Reserved,
                Quarantine = balance.Quarantine,
            });
        }
    }

    private StockMovement Movement(StockPlace place, MovementKind kind, StockChange change, MovementDocument document, DateTimeOffset at) => new()
    {
        Id = SequentialId.New(time),
        LocationId = place.LocationId,
        ProductId = place.ProductId,
        Kind = kind,
        DocumentKind = document.Kind,
        DocumentNo = document.No,
        DocumentLine = document.Line,
        Step = document.Step,
        OnHandChange = change.OnHand,
        ReservedChange = change.Reserved,
        QuarantineChange = change.Quarantine,
        At = at,
    };
}
