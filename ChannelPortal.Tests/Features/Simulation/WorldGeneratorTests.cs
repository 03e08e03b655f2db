using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Tests.Features.Simulation;

/// <summary>One world of 60 dealers and 14 months, read once for all tests.</summary>
public sealed class WorldFixture
{
    internal static readonly WorldArguments Arguments = new(60, 14, 42, new DateOnly(2026, 10, 31));

    public WorldFixture()
    {
        var generator = new WorldGenerator(Arguments);
        Rows = [.. generator.Rows()];
        Truth = generator.Truth;
    }

    internal IReadOnlyList<FactRow> Rows { get; }

    internal WorldTruth Truth { get; }

    internal List<T> Of<T>() => [.. Rows.OfType<T>()];
}

public sealed class WorldGeneratorTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    private static readonly DateOnly s_until = WorldFixture.Arguments.Until;

    [Fact]
    public void Rows_SameArguments_SameHash()
    {
        Assert.Equal(Hash(world.Rows), Hash(new WorldGenerator(WorldFixture.Arguments).Rows()));
        Assert.NotEqual(Hash(world.Rows), Hash(new WorldGenerator(WorldFixture.Arguments with { Seed = 43 }).Rows()));
    }

    [Fact]
    public void Rows_EveryKey_IsUnique()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in world.Rows)
        {
            var fact = FactCatalog.Product.Facts.Single(f => f.Type == row.GetType());
            var key = fact.Name + "/" + string.Join('/', fact.Key.Select(c => c.Property.GetValue(row)));
            Assert.True(seen.Add(key), key);
        }
    }

    [Fact]
    public void Rows_OfEveryFactOfTheSpine_Exist()
    {
        string[] spine =
        [
            "dealers", "regions", "products", "stores", "orders", "order_lines", "shipments", "invoices", "payments", "ar_snapshots",
            "inventory_snapshots", "pos_sales", "price_obs", "logins", "targets",
        ];
        Assert.All(spine, name => Assert.Contains(world.Rows, r => r.GetType() == FactCatalog.Product.Find(name)!.Type));
    }

    [Fact]
    public void Orders_NetAmount_IsTheSumOfTheirLines()
    {
        var lines = world.Of<OrderLineFact>().ToLookup(l => l.OrderId);
        Assert.NotEmpty(world.Of<OrderFact>());
        foreach (var order in world.Of<OrderFact>())
        {
            Assert.Equal(order.NetAmount, lines[order.OrderId].Sum(l => l.NetAmount));
            Assert.Equal(order.LineCount, lines[order.OrderId].Count());
        }

        Assert.All(world.Of<OrderLineFact>(), l =>
        {
            Assert.Equal(Money.LineMinor(l.NetPrice, l.OrderedQty), l.NetAmount);
            Assert.Equal(l.ListAmount - l.NetAmount, l.DiscountAmount);
            Assert.True(l.OrderedQty > 0);
        });
    }

    [Fact]
    public void Orders_OnTheLastDays_StandInEveryStateOfMotion()
    {
        var statuses = world.Of<OrderFact>().Where(o => o.OrderedOn > s_until.AddDays(-12)).Select(o => o.Status).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["confirmed", "shipped", "delivered"], StringComparer.Ordinal), statuses);
        Assert.Contains(world.Of<ShipmentFact>(), s => s.Status == "in_transit");
    }

    [Fact]
    public void Orders_Milestones_ComeInOrderAndNotAfterTheEnd()
    {
        foreach (var order in world.Of<OrderFact>())
        {
            DateTimeOffset?[] course = [order.SubmittedAt, order.ConfirmedAt, order.PickedAt, order.FirstShipAt, order.DeliveredAt];
            var happened = course.Where(c => c is not null).Select(c => c!.Value).ToList();
            Assert.Equal(happened.Order(), happened);
            Assert.All(happened, h => Assert.True(h < WorldFixture.Arguments.AsOf));
        }
    }

    [Fact]
    public void Invoices_OfShippedOrders_BillExactlyTheirNet()
    {
        var invoiced = world.Of<InvoiceFact>().GroupBy(i => i.OrderId!).ToDictionary(g => g.Key, g => g.Sum(i => i.NetAmount), StringComparer.Ordinal);
        var closed = world.Of<OrderFact>().Where(o => o.Status == "closed").ToList();
        Assert.NotEmpty(closed);
        Assert.All(closed, o => Assert.Equal(o.NetAmount, invoiced[o.OrderId]));
        Assert.All(world.Of<InvoiceFact>(), i => Assert.Equal(i.GrossAmount, i.NetAmount + i.TaxAmount));
    }

    [Fact]
    public void Receivables_EveryDay_AreInvoicesMinusPayments()
    {
        var invoices = world.Of<InvoiceFact>().ToLookup(i => i.DealerId);
        var payments = world.Of<PaymentFact>().ToLookup(p => p.DealerId);
        foreach (var snapshot in world.Of<ArSnapshotFact>())
        {
            var open = invoices[snapshot.DealerId].Where(i => i.InvoicedOn <= snapshot.SnapOn).Sum(i => i.GrossAmount)
                - payments[snapshot.DealerId].Where(p => p.ReceivedOn <= snapshot.SnapOn).Sum(p => p.Amount + p.DiscountTaken);
            Assert.Equal(open, snapshot.OpenAr);
            Assert.Equal(snapshot.OverdueAr, snapshot.Od130 + snapshot.Od3160 + snapshot.Od6190 + snapshot.Od90p);
            Assert.InRange(snapshot.OverdueAr, 0, snapshot.OpenAr);
            Assert.True(snapshot.OpenOrders >= 0);
        }
    }

    [Fact]
    public void Invoices_PaidAmount_IsTheSumOfPaymentsToTheEnd()
    {
        Assert.Equal(world.Of<PaymentFact>().Sum(p => p.Amount), world.Of<InvoiceFact>().Sum(i => i.PaidAmount));
    }

    [Fact]
    public void Stock_BetweenTwoMonthEnds_IsDeliveriesMinusSales()
    {
        var exempt = world.Truth.Incidents.Where(i => i.Kind is WorldIncidentKinds.Diversion or WorldIncidentKinds.DataGap).Select(i => i.Dealer).ToHashSet(StringComparer.Ordinal);
        var (from, to) = (new DateOnly(2026, 8, 31), new DateOnly(2026, 9, 30));
        var delivered = (from line in world.Of<OrderLineFact>()
                         join shipment in world.Of<ShipmentFact>().Where(s => !s.IsSplit) on line.OrderId equals shipment.OrderId
                         where line.Status == "shipped" && shipment.DeliveredOn > @from && shipment.DeliveredOn <= to
                         group line.OrderedQty by (line.DealerId, line.ProductId) into g
                         select g).ToDictionary(g => g.Key, g => g.Sum());
        var splitOrders = world.Of<ShipmentFact>().Where(s => s.IsSplit).Select(s => s.OrderId).ToHashSet(StringComparer.Ordinal);
        var touchedBySplit = world.Of<OrderLineFact>().Where(l => splitOrders.Contains(l.OrderId)).Select(l => (l.DealerId, l.ProductId)).ToHashSet();
        var sold = world.Of<PosSaleFact>().Where(p => p.SoldOn > from && p.SoldOn <= to).GroupBy(p => (p.DealerId, p.ProductId)).ToDictionary(g => g.Key, g => g.Sum(p => p.Qty));
        var before = world.Of<InventorySnapshotFact>().Where(s => s.SnapOn == from && s.DealerId is not null).ToDictionary(s => (s.DealerId!, s.ProductId), s => s.OnHand);
        var checkedRows = 0;
        foreach (var after in world.Of<InventorySnapshotFact>().Where(s => s.SnapOn == to && s.DealerId is not null && !exempt.Contains(s.DealerId)))
        {
            var key = (after.DealerId!, after.ProductId);
            if (before.TryGetValue(key, out var opening) && !touchedBySplit.Contains(key))
            {
                Assert.Equal(opening + delivered.GetValueOrDefault(key) - sold.GetValueOrDefault(key), after.OnHand);
                checkedRows++;
            }
        }

        Assert.True(checkedRows > 200, $"{checkedRows} rows checked");
    }

    [Fact]
    public void Stock_IsNeverNegative()
    {
        Assert.All(world.Of<InventorySnapshotFact>(), s => Assert.True(s is { OnHand: >= 0, InTransit: >= 0, Reserved: >= 0 }));
    }

    [Fact]
    public void Rows_ReferToRowsBeforeThem()
    {
        var (regions, dealers, products, stores, orders) = (New(), New(), New(), New(), New());
        foreach (var row in world.Rows)
        {
            switch (row)
            {
                case RegionFact r:
                    Assert.True(r.ParentRegionId is null || regions.Contains(r.ParentRegionId), r.RegionId);
                    regions.Add(r.RegionId);
                    break;
                case ProductFact p:
                    products.Add(p.ProductId);
                    break;
                case DealerFact d:
                    Assert.Contains(d.RegionId, regions);
                    Assert.True(d.ParentId is null || dealers.Contains(d.ParentId), d.DealerId);
                    dealers.Add(d.DealerId);
                    break;
                case StoreFact s:
                    Assert.Contains(s.DealerId, dealers);
                    stores.Add(s.StoreId);
                    break;
                case OrderFact o:
                    Assert.Contains(o.DealerId, dealers);
                    orders.Add(o.OrderId);
                    break;
                case OrderLineFact l:
                    Assert.Contains(l.OrderId, orders);
                    Assert.Contains(l.ProductId, products);
                    break;
                case ShipmentFact s:
                    Assert.Contains(s.OrderId, orders);
                    break;
                case InvoiceFact i:
                    Assert.Contains(i.OrderId!, orders);
                    break;
                case PosSaleFact p:
                    Assert.Contains(p.StoreId!, stores);
                    Assert.Contains(p.ProductId, products);
                    break;
                case PriceObservationFact p:
                    Assert.Contains(p.RegionId, regions);
                    break;
            }
        }

        static HashSet<string> New() => new(StringComparer.Ordinal);
    }

    [Fact]
    public void Rows_BusinessDates_LieInThePeriodAndRise()
    {
        var last = WorldFixture.Arguments.Start;
        foreach (var row in world.Rows.Where(r => r is not (RegionFact or ProductFact or DealerFact or StoreFact or ShipToFact or TargetFact)))
        {
            var fact = FactCatalog.Product.Facts.Single(f => f.Type == row.GetType());
            var day = (DateOnly)fact.BusinessDate!.Property.GetValue(row)!;
            Assert.InRange(day, last, s_until);
            Assert.True(row.OccurredAt < WorldFixture.Arguments.AsOf, $"{fact.Name} {day}");
            last = day;
        }
    }

    [Fact]
    public void Regions_AreTheRealOnes()
    {
        var regions = world.Of<RegionFact>();
        Assert.Equal(31, regions.Count(r => r.Level == "province"));
        Assert.Equal(7, regions.Count(r => r.Level == "area"));
        Assert.InRange(regions.Count(r => r.Level == "city"), 333, 345);
        Assert.Equal("CN/CN-E/33/3301/", regions.Single(r => r.Name == "杭州市").Path);
        Assert.Equal(regions.Where(r => r.Level == "city").Sum(r => r.PotentialAmount), regions.Single(r => r.Level == "nation").PotentialAmount);
        Assert.Equal(world.Of<DealerFact>().Count(d => d.Status == "active"), regions.Single(r => r.Level == "nation").ActiveDealers);
        Assert.Equal(regions.Count, regions.Select(r => (r.Level, r.NameEn)).Distinct().Count());
    }

    [Fact]
    public void Truth_HoldsEveryKind_AndItsEffectsAreInTheFacts()
    {
        foreach (var kind in WorldIncidentKinds.All)
        {
            Assert.Contains(world.Truth.Incidents, i => i.Kind == kind && i.Planted);
        }

        foreach (var gap in world.Truth.Incidents.Where(i => i.Kind == WorldIncidentKinds.DataGap))
        {
            Assert.DoesNotContain(world.Of<PosSaleFact>(), p => p.DealerId == gap.Dealer && gap.Covers(p.SoldOn));
        }

        foreach (var dumping in world.Truth.Incidents.Where(i => i.Kind == WorldIncidentKinds.PriceDumping))
        {
            Assert.Contains(world.Of<PriceObservationFact>(), o => o.DealerId == dumping.Dealer && o.ProductId == dumping.Product && dumping.Covers(o.ObservedOn) && o.Price < o.FloorPrice);
        }

        foreach (var drop in world.Truth.Incidents.Where(i => i.Kind == WorldIncidentKinds.SalesDrop))
        {
            var sales = world.Of<PosSaleFact>().Where(p => p.DealerId == drop.Dealer).ToList();
            var days = drop.To.DayNumber - drop.From.DayNumber + 1;
            var during = sales.Where(p => drop.Covers(p.SoldOn)).Sum(p => p.Amount);
            var earlier = sales.Where(p => p.SoldOn < drop.From && p.SoldOn >= drop.From.AddDays(-days)).Sum(p => p.Amount);
            Assert.True(during < earlier * 0.75, $"{drop.Id}: {during} of {earlier}");
        }

        foreach (var outage in world.Truth.Incidents.Where(i => i is { Kind: WorldIncidentKinds.StockOut, Planted: true }))
        {
            Assert.DoesNotContain(world.Of<PosSaleFact>(), p => p.DealerId == outage.Dealer && p.ProductId == outage.Product && outage.Covers(p.SoldOn) && p.SoldOn > outage.From);
        }
    }

    [Fact]
    public void RiskPlants_AreInTheTruth_AndMoveNoGoods()
    {
        var plants = world.Truth.Incidents.Where(i => i.Kind.StartsWith("risk-", StringComparison.Ordinal)).ToList();
        Assert.Superset(new HashSet<string>(["r1", "r2", "r3", "r4", "r5", "r6", "r8", "r10", "r11", "r14"]), plants.Select(p => p.Kind["risk-".Length..]).ToHashSet());
        var extra = world.Of<OrderFact>().Where(o => int.Parse(o.OrderId[^2..], System.Globalization.CultureInfo.InvariantCulture) >= 70).ToList();
        Assert.All(plants.Where(p => p.Kind != "risk-r10"), p => Assert.Contains(extra, o => o.DealerId == p.Dealer && p.Covers(o.OrderedOn)));
        Assert.All(extra, o => Assert.Contains(o.Status, new[] { "held", "rejected", "cancelled" }));
        Assert.Contains(extra, o => o.Status == "held");
        var ids = extra.Select(o => o.OrderId).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(world.Of<ShipmentFact>(), s => ids.Contains(s.OrderId));
        Assert.DoesNotContain(world.Of<InvoiceFact>(), i => ids.Contains(i.OrderId!));
        Assert.All(plants.Where(p => p.Kind == "risk-r10"), p => Assert.Contains(world.Of<PaymentFact>(), x => x.DealerId == p.Dealer && p.Covers(x.ReceivedOn) && x.PayerName!.Contains("聚源", StringComparison.Ordinal)));
    }

    [Fact]
    public void ShipTos_OfOrders_ExistAndBelongToTheirDealer()
    {
        var places = world.Of<ShipToFact>().ToDictionary(s => s.ShipToId, s => s.DealerId, StringComparer.Ordinal);
        Assert.All(world.Of<OrderFact>(), o => Assert.Equal(o.DealerId, places[o.ShipToId!]));
    }

    [Theory]
    [InlineData(2024, 2, 10)]
    [InlineData(2025, 1, 29)]
    [InlineData(2026, 2, 17)]
    public void SpringFestival_Year_IsTheLunarNewYear(int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), WorldCalendar.SpringFestival(year));

    private static string Hash(IEnumerable<FactRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(row, row.GetType()) + "\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
