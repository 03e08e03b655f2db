using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Tests.Support;

/// <summary>
/// Fact rows with believable defaults: <c>Some.Order("SO1", "D0001", day, netAmount: 120_00)</c>. Amounts are minor units, prices
/// 1/10,000, quantities 1/1,000.
/// </summary>
public static class Some
{
    /// <summary>A day of the demo months; noon in Shanghai.</summary>
    public static readonly DateOnly Day = new(2026, 10, 15);

    public static readonly DateTimeOffset Noon = new(2026, 10, 15, 4, 0, 0, TimeSpan.Zero);

    public static RegionFact Region(string id = "3301", string? parent = "33", string path = "CN/CN-E/33/3301/", string level = "city", string name = "杭州市", string nameEn = "Hangzhou") =>
        new() { RegionId = id, ParentRegionId = parent, Path = path, Level = level, Name = name, NameEn = nameEn, PotentialAmount = 1_000_000_00, Population = 12_000_000, OccurredAt = Noon };

    public static DealerFact Dealer(string id = "D0001", string region = "3301", string? name = null, string tier = "gold") =>
        new() { DealerId = id, RegionId = region, Name = name ?? "杭州宏远建材有限公司 " + id, NameEn = "Hangzhou Hongyuan Building Materials " + id, Tier = tier, JoinedOn = new DateOnly(2023, 1, 1), OccurredAt = Noon };

    public static ProductFact Product(string id = "P0001", long listPrice = 128_0000, long unitCost = 80_0000, string category = "瓷砖胶") =>
        new() { ProductId = id, Name = "强力型瓷砖胶 " + id, NameEn = "Strong tile adhesive " + id, Category = category, ListPrice = listPrice, UnitCost = unitCost, LaunchedOn = new DateOnly(2022, 3, 1), OccurredAt = Noon };

    public static StoreFact Store(string id = "S0001", string dealer = "D0001", string region = "3301") =>
        new() { StoreId = id, DealerId = dealer, RegionId = region, Name = "西湖旗舰店", AreaSqm = 120, OpenedOn = new DateOnly(2024, 5, 1), OccurredAt = Noon };

    public static OrderFact Order(string id, string dealer = "D0001", DateOnly? on = null, string status = "submitted", long netAmount = 1_280_00, int lines = 1) =>
        new() { OrderId = id, DealerId = dealer, RegionId = "3301", OrderedOn = on ?? Day, Status = status, SubmittedAt = Noon, NetAmount = netAmount, LineCount = lines, OccurredAt = Noon };

    public static OrderLineFact OrderLine(string order, int line = 1, string dealer = "D0001", string product = "P0001", DateOnly? on = null, long quantity = 10_000, long netAmount = 1_280_00, string status = "open") =>
        new()
        {
            OrderId = order,
            LineNo = line,
            DealerId = dealer,
            ProductId = product,
            OrderedOn = on ?? Day,
            OrderedAt = Noon,
            Status = status,
            OrderedQty = quantity,
            ListPrice = 128_0000,
            NetPrice = 128_0000,
            UnitCost = 80_0000,
            ListAmount = netAmount,
            NetAmount = netAmount,
            CostAmount = netAmount * 5 / 8,
            OccurredAt = Noon,
        };

    public static ShipmentFact Shipment(string id, string order, string dealer = "D0001", DateOnly? on = null, string status = "in_transit", string? place = null) =>
        new() { ShipmentId = id, OrderId = order, DealerId = dealer, ShippedOn = on ?? Day, ShippedAt = Noon, Status = status, Carrier = "德邦", TrackingNo = "DB" + id, LastPlace = place, GoodsValue = 1_280_00, WeightKg = 25, Qty = 10_000, OccurredAt = Noon };

    public static PosSaleFact PosSale(string id, string dealer = "D0001", string product = "P0001", DateOnly? on = null, long quantity = 1_000, long amount = 150_00) =>
        new() { SaleId = id, DealerId = dealer, ProductId = product, SoldOn = on ?? Day, Qty = quantity, Amount = amount, ListAmount = amount, CostAmount = amount / 2, OccurredAt = Noon };

    public static InventorySnapshotFact Inventory(string dealer = "D0001", string product = "P0001", DateOnly? on = null, long onHand = 50_000, long dailyDemand = 5_000) =>
        new() { HolderId = dealer, DealerId = dealer, ProductId = product, SnapOn = on ?? Day, OnHand = onHand, UnitCost = 80_0000, AvgDailyDemand = dailyDemand, LeadTimeDays = 5, SafetyStock = 10_000, OccurredAt = Noon };

    public static TargetFact Target(string dealer = "D0001", DateOnly? month = null, string kind = "sell_in", long amount = 100_000_00) =>
        new() { DealerId = dealer, MonthOn = month ?? new DateOnly(2026, 10, 1), Kind = kind, TargetAmount = amount, OccurredAt = Noon };

    /// <summary>The rows that most facts refer to: one region chain, two dealers, two products, one store.</summary>
    public static FactRow[] World() =>
    [
        Region("CN", null, "CN/", "nation", "全国", "China"),
        Region("CN-E", "CN", "CN/CN-E/", "area", "华东", "East China"),
        Region("33", "CN-E", "CN/CN-E/33/", "province", "浙江省", "Zhejiang"),
        Region(),
        Dealer("D0001"),
        Dealer("D0002", name: "宁波恒基机械有限公司"),
        Product("P0001"),
        Product("P0002", listPrice: 45_5000, unitCost: 30_0000, category: "防水涂料"),
        Store(),
    ];

    /// <summary>The event that carries a row.</summary>
    public static FactInput Event(FactRow row, string id, string source = "/tests", DateTimeOffset? occurredAt = null) =>
        new(source, id, row, occurredAt ?? Noon);

    /// <summary>Events for rows, with ids <c>{prefix}0, {prefix}1, …</c>.</summary>
    public static FactInput[] Events(string prefix, params IEnumerable<FactRow> rows) =>
        [.. rows.Select((row, i) => Event(row, prefix + i.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>A dealer's administrator.</summary>
    public static Caller DealerCaller(string dealer = "D0001", params string[] roles) =>
        new("user-" + dealer, "张伟", (roles.Length == 0 ? ["DA"] : roles).ToHashSet(StringComparer.Ordinal), DealerScope.Own(dealer), dealer);

    /// <summary>A head-office user who sees all dealers.</summary>
    public static Caller HeadOffice(params string[] roles) =>
        new("user-" + string.Join('-', roles), "李娜", roles.ToHashSet(StringComparer.Ordinal), DealerScope.All);
}
