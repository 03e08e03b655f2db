using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Stores.Contracts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>What one dealer does with one product.</summary>
internal sealed class WorldHolding(WorldProduct product, double dailyUnits)
{
    public WorldProduct Product => product;

    /// <summary>Mean demand a day in whole units, before season and trend.</summary>
    public double DailyUnits { get; } = dailyUnits;

    /// <summary>Demand that has come but is not yet sold, in units.</summary>
    public double Waiting { get; set; }

    /// <summary>Thousandths.</summary>
    public long OnHand { get; set; }

    /// <summary>Ordered and not yet delivered, thousandths.</summary>
    public long Coming { get; set; }

    /// <summary>Shipped and not yet delivered, thousandths.</summary>
    public long InTransit { get; set; }

    /// <summary>Smoothed units sold a day.</summary>
    public double RecentUnits { get; set; } = dailyUnits;

    public double AgeDays { get; set; }

    public bool WasOut { get; set; }

    public bool Stocked { get; set; }
}

/// <summary>A dealer and what the simulation knows about it beyond its fact.</summary>
internal sealed class WorldDealer
{
    public required int Index { get; init; }

    public required DealerFact Fact { get; init; }

    public required WorldCity City { get; init; }

    public required WorldTrade Trade { get; init; }

    public required IReadOnlyList<StoreFact> Stores { get; init; }

    public List<WorldHolding> Holdings { get; } = [];

    /// <summary>Mean demand a day in minor units at list price.</summary>
    public required double DailyMinor { get; init; }

    /// <summary>Growth of demand a year, e.g. 0.08.</summary>
    public required double Growth { get; init; }

    /// <summary>Mean days between two orders.</summary>
    public required double OrderEvery { get; init; }

    /// <summary>Mean sell-out rows a day.</summary>
    public required double RowsPerDay { get; init; }

    public required int TermDays { get; init; }

    /// <summary>Share of the list price that the dealer pays, by tier.</summary>
    public required double PriceShare { get; init; }

    /// <summary>Mean days between due date and payment; negative is early.</summary>
    public required double PaysAfter { get; init; }

    public required int LeadDays { get; init; }

    public long CreditLimit { get; set; }

    public long Deposit { get; set; }

    public bool IsActiveOn(DateOnly day) => Fact.JoinedOn <= day && (Fact.ExitedOn is not { } exited || day < exited);
}

/// <summary>Dealers with believable names, Pareto sizes and habits.</summary>
internal static class WorldDealers
{
    private static readonly string[] s_words = ("恒远:Hengyuan 建邦:Jianbang 鼎盛:Dingsheng 宏业:Hongye 华拓:Huatuo 金磊:Jinlei 万达通:Wandatong 瑞丰:Ruifeng 盛泰:Shengtai 安固:Angu " +
        "天工:Tiangong 铭城:Mingcheng 众诚:Zhongcheng 立信:Lixin 远大:Yuanda 海川:Haichuan 三江:Sanjiang 长青:Changqing 昌隆:Changlong 博筑:Bozhu " +
        "新宇:Xinyu 德厚:Dehou 嘉业:Jiaye 永固:Yonggu 东升:Dongsheng 亿筑:Yizhu 信达:Xinda 卓越:Zhuoyue 广厦:Guangsha 润泽:Runze " +
        "中垣:Zhongyuan 启明:Qiming 凯旋:Kaixuan 百川:Baichuan 巨力:Juli 磐石:Panshi 顺通:Shuntong 祥瑞:Xiangrui 鸿图:Hongtu 佳固:Jiagu " +
        "同创:Tongchuang 金桥:Jinqiao 兴邦:Xingbang 大成:Dacheng 正源:Zhengyuan 力拓:Lituo 泰和:Taihe 旭日:Xuri 松岳:Songyue 聚鑫:Juxin " +
        "宝盈:Baoying 四海:Sihai 瀚海:Hanhai 明德:Mingde 融创通:Rongchuangtong 凌云:Lingyun 友谊:Youyi 合力通:Helitong 方圆:Fangyuan 诚悦:Chengyue").Split(' ');

    private static readonly (string Zh, string En)[] s_machineKinds = [("工程机械有限公司", "Construction Machinery Co., Ltd."), ("机械设备有限公司", "Machinery Equipment Co., Ltd."), ("重工设备销售有限公司", "Heavy Equipment Sales Co., Ltd."), ("工程设备租售有限公司", "Equipment Rental and Sales Co., Ltd.")];
    private static readonly (string Zh, string En)[] s_materialKinds = [("建材有限公司", "Building Materials Co., Ltd."), ("建材贸易有限公司", "Building Materials Trading Co., Ltd."), ("新型建材有限公司", "New Building Materials Co., Ltd."), ("装饰材料有限公司", "Decoration Materials Co., Ltd."), ("商贸有限公司", "Trading Co., Ltd.")];
    private static readonly string[] s_districts = ["城东店", "城西店", "建材市场店", "高新区店", "开发区店", "国际商贸城店", "旗舰店", "机电城店"];

    public static IReadOnlyList<WorldDealer> Make(WorldArguments arguments, WorldPlaces places, IReadOnlyList<WorldProduct> products)
    {
        var count = arguments.Dealers;
        var cityWeights = places.Cities.Select(c => c.Population * c.Wealth).ToArray();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var dealers = new List<WorldDealer>(count);
        var rank = Ranks(arguments);
        for (var i = 0; i < count; i++)
        {
            var random = WorldRandom.For(arguments.Seed, WorldStream.Dealers, i);
            var city = i switch
            {
                // The first two dealers have demo accounts, and lie in the demo manager's two areas.
                0 => places.Cities.First(c => c.Id == "3301"),
                1 => places.Cities.First(c => c.Id == "4401"),
                _ => places.Cities[random.Weighted(cityWeights)],
            };
            dealers.Add(MakeOne(arguments, i, rank[i] / (double)count, city, random, names, dealers));
            Stock(arguments, dealers[i], products);
        }

        return dealers;
    }

    private static WorldDealer MakeOne(WorldArguments arguments, int index, double rank, WorldCity city, WorldRandom random, HashSet<string> names, List<WorldDealer> before)
    {
        var trade = index switch { 0 or 1 => WorldTrade.Materials, _ => random.Chance(0.36) ? WorldTrade.Machines : WorldTrade.Materials };
        var (name, nameEn) = Name(city, trade, ref random, names);

        // Pareto: the first fifth of the ranks holds about two thirds of the sales.
        var size = 0.35 / (rank + 0.035);
        var yearly = (trade == WorldTrade.Machines ? 1_050_000_000.0 : 420_000_000.0) * size * random.Between(0.75, 1.3) * Math.Sqrt(city.Wealth);
        var tier = rank < 0.07 ? "platinum" : rank < 0.25 ? "gold" : rank < 0.6 ? "silver" : "bronze";
        var joined = index < 10 || random.Chance(0.74)
            ? arguments.Start.AddDays(-random.Whole(60, 3_000))
            : arguments.Start.AddDays(random.Whole(20, Math.Max(21, (arguments.Until.DayNumber - arguments.Start.DayNumber) * 9 / 10)));
        DateOnly? exited = index >= 20 && rank > 0.3 && random.Chance(0.05) ? joined.AddDays(random.Whole(300, 1_000)) : null;
        if (exited > arguments.Until || exited <= arguments.Start)
        {
            exited = null;
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"D{index + 1:0000}");
        var parent = index > 30 && rank > 0.5 && random.Chance(0.15)
            ? before.FirstOrDefault(d => d.City.ProvinceId == city.ProvinceId && d.Fact.ParentId is null && d.Trade == trade && d.Fact.Tier is "platinum" or "gold" && d.Fact.ExitedOn is null)
            : null;
        var staff = Math.Max(3, (int)(6 * Math.Sqrt(size) * random.Between(0.7, 1.5)));
        var fact = new DealerFact
        {
            DealerId = id,
            RegionId = city.Id,
            ParentId = parent?.Fact.DealerId,
            ChannelManagerId = string.Create(CultureInfo.InvariantCulture, $"M-{city.AreaId}-{1 + (int.Parse(city.ProvinceId, CultureInfo.InvariantCulture) % 3)}"),
            Name = name,
            NameEn = nameEn,
            Tier = tier,
            Segment = (rank, random.Unit()) switch { ( < 0.12, _) => "strategic", ( < 0.4, < 0.6) => "growth", (_, < 0.45) => "maintain", (_, < 0.85) => "potential", _ => "at_risk" },
            Status = exited is not null ? "exited" : index >= 10 && random.Chance(0.02) ? "suspended" : "active",
            LevelNo = parent is null ? 1 : 2,
            IsExclusive = random.Chance(tier == "platinum" ? 0.7 : 0.35),
            PotentialAmount = (long)(yearly * random.Between(1.4, 2.8)) / 1_000_000 * 1_000_000,
            SalesStaff = staff,
            CertifiedStaff = (int)(staff * random.Between(0.35, 0.95)),
            JoinedOn = joined,
            ExitedOn = exited,
        };
        var distance = Math.Min(Distance(city, 30.27, 120.15), Distance(city, 23.13, 113.26));
        return new WorldDealer
        {
            Index = index,
            Fact = fact,
            City = city,
            Trade = trade,
            Stores = Stores(arguments, fact, city, rank, ref random),
            DailyMinor = yearly / 365,
            Growth = random.Between(-0.07, 0.17),
            OrderEvery = rank < 0.2 ? random.Between(5, 8) : rank < 0.5 ? random.Between(10, 15) : random.Between(20, 30),
            RowsPerDay = rank < 0.2 ? random.Between(1.2, 1.7) : rank < 0.5 ? random.Between(0.45, 0.6) : random.Between(0.16, 0.24),
            TermDays = tier switch { "platinum" => 60, "gold" => 45, "silver" => 30, _ => 15 },
            PriceShare = tier switch { "platinum" => 0.88, "gold" => 0.91, "silver" => 0.94, _ => 0.97 },
            PaysAfter = random.Chance(0.12) ? random.Between(8, 24) : random.Between(-6, 3),
            LeadDays = Math.Clamp((int)(2.5 + (distance / 550)), 2, 9),
        };
    }

    /// <summary>A shuffled rank by size for every dealer; the demo dealers stand near the top so that their pages have something to show.</summary>
    private static int[] Ranks(WorldArguments arguments)
    {
        var rank = Enumerable.Range(0, arguments.Dealers).ToArray();
        var random = WorldRandom.For(arguments.Seed, WorldStream.Dealers, -1);
        for (var i = rank.Length - 1; i > 0; i--)
        {
            var j = random.Whole(0, i + 1);
            (rank[i], rank[j]) = (rank[j], rank[i]);
        }

        for (var demo = 0; demo < Math.Min(2, rank.Length); demo++)
        {
            var wanted = Array.IndexOf(rank, Math.Min((int)(rank.Length * (0.04 + (demo * 0.08))), rank.Length - 1));
            (rank[demo], rank[wanted]) = (rank[wanted], rank[demo]);
        }

        return rank;
    }

    private static (string Zh, string En) Name(WorldCity city, WorldTrade trade, ref WorldRandom random, HashSet<string> names)
    {
        var kinds = trade == WorldTrade.Machines ? s_machineKinds : s_materialKinds;
        for (var attempt = 0; ; attempt++)
        {
            var word = random.Pick(s_words).Split(':');
            var kind = random.Pick(kinds);
            var second = attempt < 20 ? null : random.Pick(s_words).Split(':');
            var zh = city.ShortName + word[0] + second?[0] + kind.Zh;
            if (names.Add(zh))
            {
                return (zh, $"{city.NameEn.Split(' ')[0]} {word[1]}{second?[1].ToLowerInvariant()} {kind.En}");
            }
        }
    }

    private static List<StoreFact> Stores(WorldArguments arguments, DealerFact dealer, WorldCity city, double rank, ref WorldRandom random)
    {
        var count = rank < 0.1 ? random.Whole(3, 6) : rank < 0.35 ? random.Whole(1, 4) : 1;
        var first = random.Whole(0, s_districts.Length);
        var stores = new List<StoreFact>(count);
        for (var i = 0; i < count; i++)
        {
            var opened = dealer.JoinedOn.AddDays(i * random.Whole(20, 160));
            if (i > 0 && (opened > arguments.Until || opened >= dealer.ExitedOn))
            {
                break;
            }

            stores.Add(new StoreFact
            {
                StoreId = string.Create(CultureInfo.InvariantCulture, $"{dealer.DealerId}-S{i + 1}"),
                DealerId = dealer.DealerId,
                RegionId = city.Id,
                Name = city.ShortName + s_districts[(first + i) % s_districts.Length],
                AreaSqm = Math.Round(random.Between(60, 900)),
                OpenedOn = opened,
                ClosedOn = dealer.ExitedOn,
            });
        }

        return stores;
    }

    private static void Stock(WorldArguments arguments, WorldDealer dealer, IReadOnlyList<WorldProduct> products)
    {
        var random = WorldRandom.For(arguments.Seed, WorldStream.Portfolio, dealer.Index);
        var count = dealer.RowsPerDay > 1 ? random.Whole(11, 16) : dealer.RowsPerDay > 0.4 ? random.Whole(8, 11) : random.Whole(5, 8);
        var parts = dealer.Trade == WorldTrade.Machines ? Math.Max(2, count / 3) : 0;
        var chosen = Choose(products.Where(p => p.Trade == dealer.Trade && !p.IsPart), count - parts, ref random)
            .Concat(Choose(products.Where(p => p.Trade == dealer.Trade && p.IsPart), parts, ref random))
            .ToList();

        // Spares bring a steady tenth of a machine dealer's sales; a small dealer sells small machines.
        foreach (var group in chosen.GroupBy(p => p.IsPart))
        {
            var share = parts == 0 ? 1.0 : group.Key ? 0.12 : 0.88;
            var total = group.Sum(p => p.Popularity);
            foreach (var product in group.OrderBy(p => p.Index))
            {
                var price = product.Fact.ListPrice / 100.0;
                dealer.Holdings.Add(new WorldHolding(product, dealer.DailyMinor * share * product.Popularity / total / price));
            }
        }
    }

    private static List<WorldProduct> Choose(IEnumerable<WorldProduct> from, int count, ref WorldRandom random)
    {
        var left = from.ToList();
        var chosen = new List<WorldProduct>(count);
        while (chosen.Count < count && left.Count > 0)
        {
            var at = random.Weighted(left.Select(p => p.Popularity).ToArray());
            chosen.Add(left[at]);
            left.RemoveAt(at);
        }

        return chosen;
    }

    /// <summary>Kilometres, flat enough for choosing a delivery time.</summary>
    private static double Distance(WorldCity city, double latitude, double longitude)
    {
        var north = (city.Latitude - latitude) * 111;
        var east = (city.Longitude - longitude) * 96;
        return Math.Sqrt((north * north) + (east * east));
    }
}
