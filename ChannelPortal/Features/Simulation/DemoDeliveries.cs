using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>
/// Orders of the demo's dealers that stand somewhere between warehouse and door: shipped in part with a back-order, delivered and not confirmed yet,
/// short and damaged, refused, gone astray. Made with the portal's own commands; a second start finds their answers and changes nothing.
/// </summary>
internal sealed class DemoDeliveries(IAppDbFactory factory, ICommandDispatcher dispatcher, IStock stock, BusinessClock clock)
{
    private static readonly Caller s_caller = Caller.System("demo deliveries");

    private static readonly (int Dealer, string Course)[] s_courses =
    [
        (0, "part"), (0, "arrived"), (0, "damaged"), (0, "astray"), (1, "part"), (1, "arrived"), (1, "refused"), (2, "damaged"), (3, "part"), (4, "astray"),
    ];

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        List<(string DealerId, string? City)> dealers;
        List<ProductFact> products;
        await using (var db = factory.Create(DealerScope.All))
        {
            dealers = [.. (await (from d in db.Set<DealerFact>()
                                  where d.Status == "active"
                                  join r in db.Set<RegionFact>() on d.RegionId equals r.RegionId
                                  orderby d.DealerId
                                  select new { d.DealerId, r.Name }).Take(5).ToListAsync(cancellationToken)).Select(d => (d.DealerId, (string?)d.Name))];
            products = await db.Set<ProductFact>().AsNoTracking().Where(p => p.LaunchedOn <= clock.Today).OrderBy(p => p.ProductId).ToListAsync(cancellationToken);
        }

        foreach (var (index, course) in s_courses.Where(c => c.Dealer < dealers.Count && products.Count > 1))
        {
            await RunAsync(dealers[index].DealerId, dealers[index].City, course, products, cancellationToken);
        }
    }

    private async Task RunAsync(string dealerId, string? city, string course, List<ProductFact> products, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"demo-delivery:{dealerId}:{course}");
        var buyer = new Caller("demo:" + dealerId, "采购 Buyer", new HashSet<string>(StringComparer.Ordinal) { "DB" }, DealerScope.Own(dealerId), dealerId);
        var lines = await LinesAsync(dealerId, products, course == "part", cancellationToken);
        var placed = await dispatcher.SendAsync(new PlaceOrder(lines), buyer, id, cancellationToken);
        if (!placed.Ok)
        {
            return;
        }

        var order = placed.Value.OrderId;
        if (placed.Value.Status == "held")
        {
            await dispatcher.SendAsync(new DecideHeldOrder(order, true, "演示 demo"), s_caller, id + ":release", cancellationToken);
        }

        await dispatcher.SendAsync(new PickOrder(order), s_caller, id + ":pick", cancellationToken);
        var shipped = await dispatcher.SendAsync(new ShipOrder(order, "中岳大件物流", "ZY9" + order.Replace("-", "", StringComparison.Ordinal)[2..]), s_caller, id + ":ship", cancellationToken);
        if (!shipped.Ok)
        {
            return;
        }

        await using (var db = factory.Create(DealerScope.All))
        {
            if (await db.Set<ShipmentFact>().AnyAsync(s => s.ShipmentId == shipped.Value.ShipmentId && s.TrackingEvents > 0, cancellationToken))
            {
                return;
            }
        }

        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.Now.ToUnixTimeMilliseconds());
        (string Code, string? Place)[] events = course switch
        {
            "part" => [("1", "杭州市"), ("0", "杭州分拨中心")],
            "arrived" => [("1", "杭州市"), ("5", city), ("3", city)],
            "refused" => [("1", "杭州市"), ("5", city), ("14", city)],
            "astray" => [("1", "杭州市"), ("0", "乌鲁木齐市转运中心")],
            _ => [("1", "杭州市"), ("5", city)],
        };
        List<CarrierEvent> told = [.. events.Select((e, i) => new CarrierEvent(shipped.Value.ShipmentId, now.AddSeconds(i - events.Length), e.Code, e.Place))];
        await dispatcher.SendAsync(new ReceiveTracking(told), s_caller, id + ":way", cancellationToken);
        if (course == "damaged")
        {
            var receipt = new ConfirmReceipt(shipped.Value.ShipmentId, "王师傅 Wang", [new ReceiptLine(1, Money.QuantityScale, Money.QuantityScale)], null, "外箱受潮，一件破损 one wet box");
            await dispatcher.SendAsync(receipt, s_caller, id + ":proof", cancellationToken);
        }
    }

    /// <summary>Two products that are there, or one of them that runs short.</summary>
    private async Task<List<PlaceOrderLine>> LinesAsync(string dealerId, List<ProductFact> products, bool isShort, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.Of(dealerId));
        var promises = await stock.PromiseAsync(db, dealerId, clock.Today, [.. products.Select(p => new StockLine(p.ProductId, p.PackQty * 3))], cancellationToken);
        var known = products.Zip(promises).Where(p => p.Second.Band != PromiseBand.Unknown && p.Second.CapLeft is null).ToList();
        var there = known.Where(p => p.Second.Available >= p.First.PackQty * 20).OrderBy(p => p.First.ListPrice).ThenBy(p => p.First.ProductId, StringComparer.Ordinal).Take(2)
            .Select(p => new PlaceOrderLine(p.First.ProductId, p.First.PackQty * 3)).ToList();
        if (!isShort)
        {
            return there;
        }

        // The cheapest way to ask for more than there is.
        var scarce = known.Where(p => !there.Exists(t => t.ProductId == p.First.ProductId))
            .OrderBy(p => (decimal)(p.Second.Available + p.First.PackQty) * p.First.ListPrice).ThenBy(p => p.First.ProductId, StringComparer.Ordinal).Select(p => p.First).FirstOrDefault();
        return scarce is null ? there : [.. there.Take(1), new PlaceOrderLine(scarce.ProductId, (promises[products.IndexOf(scarce)].Available / scarce.PackQty * scarce.PackQty) + (scarce.PackQty * 2))];
    }
}
