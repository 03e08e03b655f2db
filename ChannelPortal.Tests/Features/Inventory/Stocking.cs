using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Inventory.Jobs;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Inventory;

/// <summary>Short words for the stock of the ordering world. Quantities in whole units.</summary>
internal static class Stocking
{
    public const string Hangzhou = "DC:HZ";
    public const string Guangzhou = "DC:GZ";

    public static readonly Caller Warehouse = Some.HeadOffice("SVC");

    public static InventorySnapshotFact Count(string product, long units, string location = Hangzhou, DateOnly? on = null, long safety = 0) =>
        new()
        {
            HolderId = location,
            ProductId = product,
            SnapOn = on ?? Some.Day.AddDays(-1),
            Location = "dc",
            OnHand = units * Money.QuantityScale,
            SafetyStock = safety * Money.QuantityScale,
            OccurredAt = Some.Noon,
        };

    public static StockKeeper Keeper(this Ordering ordering) => ordering.Portal.Get<StockKeeper>();

    /// <summary>Reports counts and takes them into the book.</summary>
    public static async Task CountAsync(this Ordering ordering, string prefix, params InventorySnapshotFact[] counts)
    {
        await ordering.Portal.RecordAsync(prefix, counts);
        await ordering.Keeper().TakeCountsAsync(CancellationToken.None);
    }

    public static async Task<(long OnHand, long Reserved, long Quarantine, long Backordered)> BalanceAsync(this Ordering ordering, string product = "P0001", string location = Hangzhou)
    {
        await using var db = ordering.Database.Open();
        var balance = await db.Set<StockBalance>().AsNoTracking().SingleAsync(b => b.ProductId == product && b.LocationId == location);
        return (balance.OnHand / 1_000, balance.Reserved / 1_000, balance.Quarantine / 1_000, balance.Backordered / 1_000);
    }

    public static async Task<PromisedLine> PromiseAsync(this Ordering ordering, long units, string product = "P0001", string dealer = "D0001")
    {
        await using var db = ordering.Database.Factory.Create(DealerScope.Of(dealer));
        var lines = new[] { new StockLine(product, units * Money.QuantityScale) };
        return Assert.Single(await ordering.Portal.Get<IStock>().PromiseAsync(db, dealer, Some.Day, lines, CancellationToken.None));
    }

    /// <summary>Every balance is what its movements sum to, and neither it nor its parts are negative; reservations and waiting lines add up to it.</summary>
    /// <param name="product">Null checks all.</param>
    public static async Task CheckBookAsync(AppDbContext db, string? product = null)
    {
        var movements = (await db.Set<StockMovement>().AsNoTracking().Where(m => product == null || m.ProductId == product).ToListAsync()).ToLookup(m => new StockPlace(m.ProductId, m.LocationId));
        var reservations = (await db.Set<Reservation>().AsNoTracking().Where(r => product == null || r.ProductId == product).ToListAsync()).ToLookup(r => new StockPlace(r.ProductId, r.LocationId), r => r.Qty);
        var waiting = (await db.Set<Backorder>().AsNoTracking().Where(b => product == null || b.ProductId == product).ToListAsync()).ToLookup(b => new StockPlace(b.ProductId, b.LocationId), b => b.Qty);
        foreach (var balance in await db.Set<StockBalance>().AsNoTracking().Where(b => product == null || b.ProductId == product).ToListAsync())
        {
            var place = new StockPlace(balance.ProductId, balance.LocationId);
            Assert.Equal(
                (movements[place].Sum(m => m.OnHandChange), movements[place].Sum(m => m.ReservedChange), movements[place].Sum(m => m.QuarantineChange)),
                (balance.OnHand, balance.Reserved, balance.Quarantine));
            Assert.True(balance is { OnHand: >= 0, Reserved: >= 0, Quarantine: >= 0, Backordered: >= 0 } && balance.OnHand >= balance.Reserved + balance.Quarantine, place.ToString());
            Assert.Equal(reservations[place].Sum(), balance.Reserved);
            Assert.Equal(waiting[place].Sum(), balance.Backordered);
        }
    }
}
