using System.Globalization;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Identity.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>Invents what happens next in the demo trade, in proportion to the last four weeks, so that live days look like the days before them.</summary>
internal sealed class TrafficEvents(IAppDbFactory factory, ICreditTerms terms, BusinessClock clock, int seed)
{
    /// <summary>Till slips a day when every second brings about one.</summary>
    private const double SlipsPerDay = 42_000;
    private const double OrdersPerDay = 170;

    /// <summary>Orders a second below which a board would look dead: at night a small one still comes every other minute.</summary>
    private const double QuietRate = 1 / 100.0;

    /// <summary>Invoices and payments come in office hours, two a minute while there is something to bill or to pay.</summary>
    private const double MoneyChance = 1 / 30.0;
    private static readonly TimeSpan s_anomalyEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_cureAfter = TimeSpan.FromMinutes(4);

    private readonly TrafficMoney money = new(factory, terms, clock);
    private readonly List<Seller> sellers = [];
    private readonly List<(DateTimeOffset At, InventorySnapshotFact Cure)> cures = [];
    private WorldRandom random = WorldRandom.For(seed, WorldStream.Traffic, clock.Now.ToUnixTimeMilliseconds());
    private double[] weights = [];
    private double dailyMinor;
    private DateTimeOffset lastAnomaly;
    private int counter;

    private sealed record Seller(DealerFact Dealer, string? StoreId, List<ProductFact> Products, double DailyMinor);

    /// <summary>Reads the trade of the last four weeks. False when there is none.</summary>
    public async Task<bool> PrepareAsync(CancellationToken cancellationToken)
    {
        var from = clock.Today.AddDays(-28);
        await using var db = factory.Create(DealerScope.All);
        var products = await db.Set<ProductFact>().AsNoTracking().ToDictionaryAsync(p => p.ProductId, StringComparer.Ordinal, cancellationToken);
        var dealers = await db.Set<DealerFact>().AsNoTracking().Where(d => d.Status == "active").ToDictionaryAsync(d => d.DealerId, StringComparer.Ordinal, cancellationToken);
        var stores = (await db.Set<StoreFact>().AsNoTracking().Where(s => s.ClosedOn == null).Select(s => new { s.DealerId, s.StoreId }).ToListAsync(cancellationToken)).ToLookup(s => s.DealerId, StringComparer.Ordinal);
        var sales = await db.Set<PosSaleDay>().Where(s => s.SoldOn >= from).GroupBy(s => new { s.DealerId, s.ProductId })
            .Select(g => new { g.Key.DealerId, g.Key.ProductId, Amount = g.Sum(s => s.Amount) }).ToListAsync(cancellationToken);
        sellers.Clear();
        foreach (var group in sales.GroupBy(s => s.DealerId, StringComparer.Ordinal).Where(g => dealers.ContainsKey(g.Key)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            sellers.Add(new Seller(dealers[group.Key], stores[group.Key].FirstOrDefault()?.StoreId, [.. group.Where(s => products.ContainsKey(s.ProductId)).Select(s => products[s.ProductId])], group.Sum(s => s.Amount) / 28.0));
        }

        weights = [.. sellers.Select(s => s.DailyMinor)];
        dailyMinor = weights.Sum();
        lastAnomaly = clock.Now.AddMinutes(-8);
        return sellers.Count > 0;
    }

    /// <summary>What happens in the coming second, as CloudEvents: one to three events, sometimes a whole order.</summary>
    public async Task<IReadOnlyList<string>> NextAsync(CancellationToken cancellationToken)
    {
        var rows = new List<FactRow>();
        var hour = clock.Local(clock.Now).Hour;
        var wanted = random.Whole(1, 4);
        for (var i = 0; i < wanted; i++)
        {
            var draw = random.Unit();
            FactRow? row = draw switch
            {
                < 0.5 when hour is >= 8 and < 21 => Slip(),
                < 0.72 => null,
                < 0.86 => SignIn(),
                < 0.94 => Price(),
                _ => null,
            };
            if (row is not null)
            {
                rows.Add(row);
            }
            else if (draw is >= 0.5 and < 0.72)
            {
                await AddIfAsync(rows, ScanAsync(cancellationToken));
            }
            else if (draw >= 0.94)
            {
                await AddIfAsync(rows, StepAsync(cancellationToken));
            }
        }

        if (hour is >= 8 and < 18 && random.Chance(MoneyChance))
        {
            rows.AddRange(await money.NextAsync(random.Chance(0.5), cancellationToken));
        }

        var rate = OrdersPerDay * WorldCalendar.HourShares[hour] / 3_600;
        if (random.Chance(rate))
        {
            rows.AddRange(Order(clock.Now));
        }
        else if (random.Chance(QuietRate - rate))
        {
            rows.AddRange(SmallOrder(clock.Now));
        }

        if (clock.Now - lastAnomaly > s_anomalyEvery)
        {
            lastAnomaly = clock.Now;
            await AddIfAsync(rows, AnomalyAsync(cancellationToken));
        }

        foreach (var due in cures.Where(c => c.At <= clock.Now).ToList())
        {
            cures.Remove(due);
            rows.Add(due.Cure);
        }

        return [.. rows.Select(Event)];
    }

    /// <summary>The orders that today would have brought before now, so that a portal started at three in the afternoon shows an afternoon.</summary>
    public async Task<IReadOnlyList<string>> EarlierTodayAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var start = clock.StartOf(clock.Today);
        var since = await db.Set<OrderFact>().Where(o => o.OrderedOn == clock.Today).MaxAsync(o => o.SubmittedAt, cancellationToken) is { } last && last > start ? last : start;
        var rows = new List<FactRow>();
        for (var minute = since.AddMinutes(1); minute < clock.Now; minute = minute.AddMinutes(1))
        {
            if (random.Chance(OrdersPerDay * WorldCalendar.HourShares[clock.Local(minute).Hour] / 60))
            {
                rows.AddRange(Order(minute));
            }
        }

        return [.. rows.Select(Event)];
    }

    private static async Task AddIfAsync(List<FactRow> rows, Task<FactRow?> making)
    {
        if (await making is { } row)
        {
            rows.Add(row);
        }
    }

    private string Event(FactRow row)
    {
        var fact = FactCatalog.Product.Facts.First(f => f.Type == row.GetType());
        var id = NextId("E");
        var now = clock.Now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return $$"""{"specversion":"1.0","id":"{{id}}","source":"/demo/traffic","type":"{{fact.EventType}}","time":"{{now}}","datacontenttype":"application/json","data":{{FactParser.Write(fact, row)}}}""";
    }

    private string NextId(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{clock.Now.ToUnixTimeMilliseconds()}-{++counter}");

    private Seller PickSeller() => sellers[random.Weighted(weights)];

    /// <summary>A till slip whose mean keeps the day's total: dear goods are sold rarely, cheap ones by the armful.</summary>
    private PosSaleFact? Slip()
    {
        var seller = PickSeller();
        var product = random.Pick(seller.Products);
        var price = (long)(product.ListPrice * random.Between(1.15, 1.28));
        var units = dailyMinor / SlipsPerDay * random.Between(0.5, 1.5) / (price / 100.0);
        if (units < 1 && !random.Chance(units))
        {
            return null;
        }

        var quantity = Math.Max(1, (long)units) * Money.QuantityScale;
        return new PosSaleFact
        {
            SaleId = NextId("T"),
            DealerId = seller.Dealer.DealerId,
            StoreId = seller.StoreId,
            ProductId = product.ProductId,
            SoldOn = clock.Today,
            Qty = quantity,
            Amount = Money.LineMinor(price, quantity),
            ListAmount = Money.LineMinor(product.ListPrice * 13 / 10, quantity),
            CostAmount = Money.LineMinor(product.ListPrice * 92 / 100, quantity),
            IsNewProduct = product.LaunchedOn > clock.Today.AddDays(-365),
        };
    }

    private LoginFact SignIn()
    {
        var seller = PickSeller();
        return new LoginFact
        {
            DealerId = seller.Dealer.DealerId,
            UserId = string.Create(CultureInfo.InvariantCulture, $"{seller.Dealer.DealerId}-U{random.Whole(1, 5)}"),
            LoginOn = clock.Today,
            Minutes = Math.Round(random.Between(2, 40), 1),
            Device = random.Chance(0.45) ? "mobile" : "desktop",
            ModulesUsed = random.Whole(1, 7),
        };
    }

    private PriceObservationFact Price()
    {
        var seller = PickSeller();
        var product = random.Pick(seller.Products);
        var msrp = product.ListPrice * 13 / 10 / 100 * 100;
        return new PriceObservationFact
        {
            ObservationId = NextId("T"),
            DealerId = seller.Dealer.DealerId,
            StoreId = seller.StoreId,
            ProductId = product.ProductId,
            RegionId = seller.Dealer.RegionId,
            ObservedOn = clock.Today,
            Price = (long)(msrp * (random.Chance(0.03) ? random.Between(0.85, 0.9) : random.Between(0.92, 1.04))) / 1000 * 1000,
            FloorPrice = msrp * 90 / 100,
            Msrp = msrp,
            Source = random.Chance(0.6) ? "visit" : "web",
        };
    }

    /// <summary>An order of one to four lines, sized so that a day's orders come to a day's sell-out at dealer prices.</summary>
    private List<FactRow> Order(DateTimeOffset at)
    {
        var seller = PickSeller();
        var count = Math.Min(seller.Products.Count, random.Whole(1, 5));
        var budget = dailyMinor * 0.78 / OrdersPerDay / count;
        var first = random.Whole(0, seller.Products.Count);
        var lines = new List<(ProductFact Product, long Packs)>();
        for (var i = 0; i < count; i++)
        {
            var product = seller.Products[(first + i) % seller.Products.Count];
            var packs = budget * random.Between(0.5, 1.5) / (NetPrice(seller, product) / 100.0 * product.PackQty / Money.QuantityScale);
            if (packs >= 1 || random.Chance(packs))
            {
                lines.Add((product, Math.Max(1, (long)packs)));
            }
        }

        return Order(seller, lines, at);
    }

    /// <summary>What somebody forgot during the day: a pack or two of the cheapest thing.</summary>
    private List<FactRow> SmallOrder(DateTimeOffset at)
    {
        var seller = PickSeller();
        var product = seller.Products.MinBy(p => p.ListPrice * p.PackQty)!;
        return Order(seller, [(product, random.Whole(1, 3))], at);
    }

    private static long NetPrice(Seller seller, ProductFact product)
    {
        var share = seller.Dealer.Tier switch { "platinum" => 0.88, "gold" => 0.91, "silver" => 0.94, _ => 0.97 };
        return (long)(product.ListPrice * share) / 100 * 100;
    }

    private List<FactRow> Order(Seller seller, List<(ProductFact Product, long Packs)> wanted, DateTimeOffset at)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"ST-{clock.Today:yyyyMMdd}-{at.ToUnixTimeMilliseconds() % 86_400_000:00000000}");
        var lines = wanted.Select((w, i) =>
        {
            var (product, quantity, net) = (w.Product, w.Packs * w.Product.PackQty, NetPrice(seller, w.Product));
            var list = Money.LineMinor(product.ListPrice, quantity);
            var amount = Money.LineMinor(net, quantity);
            return new OrderLineFact
            {
                OrderId = id, LineNo = i + 1, DealerId = seller.Dealer.DealerId, ProductId = product.ProductId, OrderedOn = clock.Today, OrderedAt = at, OrderedQty = quantity, ListPrice = product.ListPrice,
                NetPrice = net, UnitCost = product.UnitCost, ListAmount = list, NetAmount = amount, DiscountAmount = list - amount, CostAmount = Money.LineMinor(product.UnitCost, quantity), PriceSource = "tier",
                IsNewProduct = product.LaunchedOn > clock.Today.AddDays(-365),
            };
        }).ToList();
        return lines.Count == 0 ? [] :
        [
            new OrderFact
            {
                OrderId = id, DealerId = seller.Dealer.DealerId, RegionId = seller.Dealer.RegionId, OrderedOn = clock.Today, Channel = random.Chance(0.4) ? "mobile" : "edi", SubmittedAt = at,
                PromisedOn = clock.Today.AddDays(5), NetAmount = lines.Sum(l => l.NetAmount), LineCount = lines.Count,
            },
            .. lines,
        ];
    }

    /// <summary>A carrier scan of a load under way.</summary>
    private async Task<FactRow?> ScanAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var loads = await Loads(db).OrderBy(s => s.LastScanAt).Take(20).ToListAsync(cancellationToken);
        if (loads.Count == 0)
        {
            return null;
        }

        var load = random.Pick(loads);
        load.LastScanAt = clock.Now;
        load.TrackingEvents++;
        load.LastPlace = random.Pick<string>(["区域转运中心", "城市分拨中心", "末端网点", "派送途中"]);
        return load;
    }

    /// <summary>Orders of the simulation only: what people place in the portal is theirs to move.</summary>
    private static IQueryable<ShipmentFact> Loads(AppDbContext db) => db.Set<ShipmentFact>().AsNoTracking()
        .Where(s => s.Status == "in_transit" && (s.OrderId.StartsWith("ST-") || s.OrderId.StartsWith("SD-")));

    /// <summary>The next milestone of an order that has waited long enough for it.</summary>
    private async Task<FactRow?> StepAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var now = clock.Now;
        var dayAgo = now.AddDays(-1);
        if (random.Chance(0.3) && await Loads(db).Where(s => s.ShippedAt < dayAgo).OrderBy(s => s.ShippedAt).FirstOrDefaultAsync(cancellationToken) is { } load)
        {
            (load.Status, load.DeliveredOn, load.PodOn, load.LastScanAt) = ("delivered", clock.Today, clock.Today, now);
            load.TrackingEvents++;
            return load;
        }

        var delivered = db.Set<ShipmentFact>().Where(s => s.Status == "delivered" && s.DeliveredOn >= clock.Today.AddDays(-2)).Select(s => s.OrderId);
        var order = await db.Set<OrderFact>().AsNoTracking()
            .Where(o => o.OrderId.StartsWith("ST-") || o.OrderId.StartsWith("SD-"))
            .Where(o => (o.Status == "submitted" && o.SubmittedAt < now.AddMinutes(-2))
                || (o.Status == "confirmed" && o.PickedAt == null && o.ConfirmedAt < now.AddMinutes(-30)) || (o.Status == "shipped" && delivered.Contains(o.OrderId) && !db.Set<OrderLineFact>().Any(l => l.OrderId == o.OrderId && l.Status == "open")))
            .OrderBy(o => o.OrderedOn).FirstOrDefaultAsync(cancellationToken);
        switch (order?.Status)
        {
            case "submitted":
                order.ConfirmedAt = now;
                order.Status = "confirmed";
                break;
            case "confirmed":
                order.PickedAt = now;
                break;
            case "shipped":
                (order.Status, order.DeliveredAt, order.OnTime, order.InFull, order.DamageFree, order.DocOk) = ("delivered", now, clock.Today <= order.PromisedOn, true, true, true);
                break;
            default:
                return await ShipAsync(db, now, cancellationToken);
        }

        return order;
    }

    private async Task<FactRow?> ShipAsync(AppDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var picked = await db.Set<OrderFact>().AsNoTracking()
            .Where(o => o.Status == "confirmed" && o.PickedAt < now.AddMinutes(-20) && (o.OrderId.StartsWith("ST-") || o.OrderId.StartsWith("SD-")))
            .OrderBy(o => o.PickedAt).FirstOrDefaultAsync(cancellationToken);
        if (picked is null)
        {
            return null;
        }

        var id = "SH" + picked.OrderId[2..];
        if (await db.Set<ShipmentFact>().AnyAsync(s => s.ShipmentId == id, cancellationToken))
        {
            (picked.Status, picked.FirstShipAt) = ("shipped", now);
            return picked;
        }

        return new ShipmentFact
        {
            ShipmentId = id, OrderId = picked.OrderId, DealerId = picked.DealerId, ShippedOn = clock.Today, ShippedAt = now, PromisedOn = picked.PromisedOn, Carrier = "安能物流",
            TrackingNo = string.Create(CultureInfo.InvariantCulture, $"ZY{now.ToUnixTimeMilliseconds()}"), LastPlace = "杭州分拨中心", LastScanAt = now, GoodsValue = picked.NetAmount, TrackingEvents = 1,
        };
    }

    /// <summary>A stock count that comes close to zero, and a delivery some minutes later.</summary>
    private async Task<FactRow?> AnomalyAsync(CancellationToken cancellationToken)
    {
        var recent = clock.Today.AddDays(-3);
        await using var db = factory.Create(DealerScope.All);
        var counted = await db.Set<InventorySnapshotFact>().AsNoTracking()
            .Where(s => s.DealerId != null && s.SnapOn >= recent && s.AvgDailyDemand > 2_000 && s.InTransit == 0 && s.OnHand > s.AvgDailyDemand * 6 && s.UnitCost > 200_000)
            .OrderBy(s => s.DealerId).ThenBy(s => s.ProductId).Take(400).ToListAsync(cancellationToken);
        if (counted.Count == 0)
        {
            return null;
        }

        var healthy = random.Pick(counted);
        var demand = healthy.AvgDailyDemand;
        var cure = Count(healthy, demand * 30);
        cures.Add((clock.Now + s_cureAfter, cure));
        return Count(healthy, demand / 2);
    }

    private InventorySnapshotFact Count(InventorySnapshotFact from, long onHand) => new()
    {
        HolderId = from.HolderId,
        DealerId = from.DealerId,
        ProductId = from.ProductId,
        SnapOn = clock.Today,
        OnHand = onHand / Money.QuantityScale * Money.QuantityScale,
        UnitCost = from.UnitCost,
        AvgDailyDemand = from.AvgDailyDemand,
        LeadTimeDays = from.LeadTimeDays,
        SafetyStock = from.SafetyStock,
        AgeDays = from.AgeDays,
    };
}
