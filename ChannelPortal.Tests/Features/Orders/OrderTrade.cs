using System.Globalization;
using ChannelPortal.Features.Credit.Jobs;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>The ordering world with a little stock, and what happens to orders after they were placed.</summary>
internal static class OrderTrade
{
    private static int s_shipments;

    /// <summary>Twenty of P0001 and fifty of P0002 at one centre.</summary>
    public static async Task<Ordering> StartAsync(TestDatabase database, long limit = 100_000_00, Action<IServiceCollection>? add = null)
    {
        var ordering = await Ordering.StartAsync(database, limit, add);
        await ordering.CountAsync("stock", Stocking.Count("P0001", 20), Stocking.Count("P0002", 50));
        return ordering;
    }

    public static async Task ShipAsync(this Ordering ordering, string orderId, params OrderLineQty[] lines)
    {
        await ordering.SendAsync(new PickOrder(orderId), Stocking.Warehouse);
        var shipped = await ordering.SendAsync(new ShipOrder(orderId, "德邦", "DB" + Interlocked.Increment(ref s_shipments).ToString(CultureInfo.InvariantCulture), lines), Stocking.Warehouse);
        Assert.True(shipped.Ok, string.Join(", ", shipped.Errors.Select(e => e.Code)));
    }

    /// <summary>Everything that is on the way arrives in good order.</summary>
    public static async Task DeliverAsync(this Ordering ordering, string orderId, Caller? by = null)
    {
        await using var db = ordering.Database.Open();
        foreach (var shipment in await db.Set<ShipmentFact>().AsNoTracking().Where(s => s.OrderId == orderId && s.Status != "delivered").OrderBy(s => s.ShipmentId).ToListAsync())
        {
            var received = await ordering.SendAsync(new ConfirmReceipt(shipment.ShipmentId, "李工", []), by ?? Stocking.Warehouse);
            Assert.True(received.Ok, string.Join(", ", received.Errors.Select(e => e.Code)));
        }
    }

    /// <summary>An invoice from outside, with the ledger following it.</summary>
    public static async Task InvoiceAsync(this Ordering ordering, string invoiceId, string orderId, long net, string state = "issued")
    {
        var order = await ordering.OrderAsync(orderId);
        await ordering.Portal.RecordAsync(invoiceId + state, new InvoiceFact
        {
            InvoiceId = invoiceId, DealerId = order.DealerId, OrderId = orderId, InvoicedOn = Some.Day, DueOn = Some.Day.AddDays(60), NetAmount = net, TaxAmount = 0, GrossAmount = net, EStatus = state, OccurredAt = Some.Noon,
        });
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(CancellationToken.None);
    }

    /// <summary>
    /// The books: entries balance, balances are the sums of their postings, what is bound is what the orders say, nothing is given or promised twice, and
    /// following the documents finds nothing more to post.
    /// </summary>
    /// <param name="dealers">Null looks at all that ordered.</param>
    public static async Task CheckAllAsync(this Ordering ordering, params string[] dealers)
    {
        await LedgerAsync(ordering);
        await using var db = ordering.Database.Open();
        await Stocking.CheckBookAsync(db);
        var orders = await db.Set<OrderFact>().AsNoTracking().Where(o => dealers.Length == 0 || dealers.Contains(o.DealerId)).ToListAsync();
        var ids = orders.ConvertAll(o => o.OrderId);
        var lines = (await db.Set<OrderLineFact>().AsNoTracking().Where(l => ids.Contains(l.OrderId)).ToListAsync()).ToLookup(l => l.OrderId);
        var billed = (await db.Set<InvoiceFact>().AsNoTracking().Where(i => i.EStatus != "red" && ids.Contains(i.OrderId!)).ToListAsync()).ToLookup(i => i.OrderId!, i => i.NetAmount);
        foreach (var order in orders.Where(o => o.Status is not ("cancelled" or "rejected")))
        {
            var own = lines[order.OrderId].Where(l => l.Status != "cancelled").ToList();
            Assert.True(order.NetAmount == own.Sum(l => l.NetAmount) && order.LineCount == own.Count, $"{order.OrderId} is not the sum of its lines.");
            Assert.All(own, l => Assert.True(l.ShippedQty >= 0 && l.ShippedQty <= l.OrderedQty && (l.Status == "shipped") == (l.ShippedQty == l.OrderedQty), string.Create(CultureInfo.InvariantCulture, $"{l.OrderId}/{l.LineNo} {l.Status} {l.ShippedQty} of {l.OrderedQty}")));
        }

        foreach (var dealer in orders.Select(o => o.DealerId).Distinct())
        {
            var standing = await ordering.CreditAsync(dealer);
            var bound = orders.Where(o => o.DealerId == dealer && (o.Status is "confirmed" or "shipped" or "delivered")).Sum(o => Math.Max(0, o.NetAmount - billed[o.OrderId].Sum()));
            Assert.Equal(bound, standing.OpenOrders);
            Assert.Equal(standing.Cover - standing.OpenAr - bound, standing.Available);
        }

        Assert.Equal(0, await StrayAsync(db, orders, lines));
        await ordering.Portal.Get<LedgerFollower>().CatchUpAsync(CancellationToken.None);
        await LedgerAsync(ordering);
    }

    private static async Task LedgerAsync(Ordering ordering)
    {
        var (ok, detail) = await ordering.Portal.Provider.GetServices<IInvariant>().Single(i => i.Name == "ledger").CheckAsync(CancellationToken.None);
        Assert.True(ok, detail);
    }

    /// <summary>Reservations and waiting lines of orders that need none, or beyond what their lines still need.</summary>
    private static async Task<int> StrayAsync(AppDbContext db, List<OrderFact> orders, ILookup<string, OrderLineFact> lines)
    {
        var ids = orders.ConvertAll(o => o.OrderId);
        var need = orders.Where(o => o.Status is "submitted" or "held" or "confirmed" or "shipped").SelectMany(o => lines[o.OrderId]).Where(l => l.Status == "open")
            .ToDictionary(l => (l.OrderId, l.LineNo), l => l.OrderedQty - l.ShippedQty);
        var kept = (await db.Set<Reservation>().AsNoTracking().Where(r => r.Qty > 0 && ids.Contains(r.OrderId)).ToListAsync()).Select(r => (Line: (r.OrderId, r.LineNo), r.Qty));
        var waiting = (await db.Set<Backorder>().AsNoTracking().Where(b => ids.Contains(b.OrderId)).ToListAsync()).Select(b => (Line: (b.OrderId, b.LineNo), b.Qty));
        return kept.Concat(waiting).GroupBy(k => k.Line).Count(g => g.Sum(k => k.Qty) > need.GetValueOrDefault(g.Key));
    }
}
