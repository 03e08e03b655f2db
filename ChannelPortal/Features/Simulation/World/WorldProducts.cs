using System.Globalization;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>Which trade a product or dealer belongs to.</summary>
internal enum WorldTrade
{
    Machines,
    Materials,
}

/// <summary>A product and what the simulation knows about it beyond its fact.</summary>
/// <param name="Popularity">Relative demand in money inside its trade.</param>
internal sealed record WorldProduct(int Index, ProductFact Fact, WorldTrade Trade, bool IsPart, double Popularity, int? ShelfLifeDays, double WeightKg)
{
    public long Msrp => Fact.ListPrice * (Trade == WorldTrade.Machines && !IsPart ? 112 : 130) / 100 / 100 * 100;

    /// <summary>The lowest retail price that the price policy allows.</summary>
    public long FloorPrice => Msrp * 90 / 100;
}

/// <summary>The range of a maker of construction machinery and building materials.</summary>
internal static class WorldProducts
{
    private static readonly Dictionary<string, string> s_units = new(StringComparer.Ordinal)
    {
        ["台"] = "ea", ["件"] = "pcs", ["吨"] = "t", ["箱"] = "boxes", ["桶"] = "pails", ["根"] = "lengths", ["张"] = "sheets", ["袋"] = "bags",
    };

    // category zh, en; unit; pack; price of the first and of the last model in yuan; cost share; shelf life; kilograms a unit; models as "zh|en"
    private static readonly (string Zh, string En, string Code, string Unit, int Pack, double Low, double High, double Cost, int? Shelf, double Weight, bool Part, string[] Models)[] s_machines =
    [
        ("挖掘机", "Excavator", "EX", "台", 1, 98_000, 2_180_000, 0.76, null, 21_000, false, ["ZE18 微型|ZE18 Mini", "ZE27 微型|ZE27 Mini", "ZE35 小型|ZE35 Compact", "ZE60 小型|ZE60 Compact", "ZE75 小型|ZE75 Compact", "ZE135 中型|ZE135 Medium", "ZE155W 轮式|ZE155W Wheeled", "ZE205 中型|ZE205 Medium", "ZE245 中型|ZE245 Medium", "ZE335 大型|ZE335 Large", "ZE485 大型|ZE485 Large", "ZE700 矿用|ZE700 Mining"]),
        ("装载机", "Wheel loader", "WL", "台", 1, 126_000, 690_000, 0.78, null, 16_500, false, ["ZL18 小型|ZL18 Compact", "ZL30|ZL30", "ZL50|ZL50", "ZL50E 电动|ZL50E Electric", "ZL56|ZL56", "ZL60|ZL60", "ZL70E 电动|ZL70E Electric", "ZL80|ZL80"]),
        ("起重机", "Crane", "CR", "台", 1, 480_000, 2_650_000, 0.75, null, 36_000, false, ["ZC12 汽车|ZC12 Truck", "ZC25 汽车|ZC25 Truck", "ZC50 汽车|ZC50 Truck", "ZC80 汽车|ZC80 Truck", "ZR55 越野|ZR55 Rough-terrain", "ZT63 塔式|ZT63 Tower", "ZT80 塔式|ZT80 Tower"]),
        ("混凝土泵车", "Concrete pump truck", "CP", "台", 1, 890_000, 2_900_000, 0.74, null, 33_000, false, ["ZP30|ZP30", "ZP38|ZP38", "ZP49|ZP49", "ZP56|ZP56", "ZP63|ZP63"]),
        ("压路机", "Road roller", "RR", "台", 1, 118_000, 620_000, 0.77, null, 14_000, false, ["ZR3 双钢轮|ZR3 Tandem", "ZR13 双钢轮|ZR13 Tandem", "ZR20 单钢轮|ZR20 Single-drum", "ZR26 单钢轮|ZR26 Single-drum", "ZR30 轮胎|ZR30 Pneumatic"]),
        ("叉车", "Forklift", "FL", "台", 1, 62_000, 198_000, 0.79, null, 4_200, false, ["ZF18E 电动|ZF18E Electric", "ZF25E 锂电|ZF25E Lithium", "ZF30 内燃|ZF30 Diesel", "ZF35 内燃|ZF35 Diesel", "ZF50 内燃|ZF50 Diesel"]),
        ("配件与油品", "Parts and lubricants", "PT", "件", 4, 128, 1_850, 0.55, 1_080, 18, true, ["液压油 18L|Hydraulic oil 18 L", "发动机油 18L|Engine oil 18 L", "机油滤芯|Oil filter", "空气滤芯|Air filter", "柴油滤芯|Fuel filter", "斗齿 205|Bucket tooth 205", "斗齿 335|Bucket tooth 335", "履带板 205|Track shoe 205", "液压锤钎杆|Breaker chisel", "驾驶室玻璃|Cab glass"]),
    ];

    private static readonly (string Zh, string En, string Code, string Unit, int Pack, double Low, double High, double Cost, int? Shelf, double Weight, bool Part, string[] Models)[] s_materials =
    [
        ("水泥", "Cement", "CM", "吨", 5, 345, 820, 0.80, 90, 1_000, false, ["普通硅酸盐 P.O 42.5 散装|Portland P.O 42.5 bulk", "普通硅酸盐 P.O 42.5 袋装|Portland P.O 42.5 bagged", "普通硅酸盐 P.O 52.5|Portland P.O 52.5", "复合硅酸盐 P.C 42.5|Composite P.C 42.5", "矿渣硅酸盐 P.S 32.5|Slag P.S 32.5", "白水泥 42.5|White cement 42.5", "快硬硫铝酸盐|Rapid sulphoaluminate", "道路专用|Road grade"]),
        ("瓷砖", "Ceramic tile", "TL", "箱", 10, 68, 560, 0.58, null, 28, false, ["釉面墙砖 300×600|Glazed wall 300×600", "仿古砖 600×600|Rustic 600×600", "抛光砖 600×600|Polished 600×600", "抛光砖 800×800|Polished 800×800", "抛釉砖 800×800|Glazed polished 800×800", "大理石瓷砖 800×800|Marble look 800×800", "通体大理石 750×1500|Full-body marble 750×1500", "木纹砖 200×1200|Wood look 200×1200", "柔光砖 600×1200|Soft light 600×1200", "柔光砖 750×1500|Soft light 750×1500", "防滑地砖 300×300|Anti-slip 300×300", "外墙通体砖|Exterior full body", "岩板 900×1800|Slab 900×1800", "岩板 1200×2400|Slab 1200×2400"]),
        ("防水涂料", "Waterproof coating", "WC", "桶", 4, 118, 690, 0.52, 365, 20, false, ["JS 聚合物 10kg|JS polymer 10 kg", "JS 聚合物 20kg|JS polymer 20 kg", "K11 通用型 18kg|K11 general 18 kg", "K11 柔韧型 18kg|K11 flexible 18 kg", "K11 柔韧型 5kg|K11 flexible 5 kg", "聚氨酯单组分 20kg|Polyurethane one-part 20 kg", "聚氨酯双组分 25kg|Polyurethane two-part 25 kg", "丙烯酸屋面 20kg|Acrylic roof 20 kg", "外墙透明 5kg|Clear facade 5 kg", "渗透结晶 25kg|Crystalline 25 kg", "橡胶沥青 20kg|Rubber asphalt 20 kg", "厨卫彩色 10kg|Colour bathroom 10 kg"]),
        ("管材", "Pipe", "PP", "根", 20, 16, 420, 0.60, null, 6, false, ["PPR 冷热水 20|PPR hot-cold 20", "PPR 冷热水 25|PPR hot-cold 25", "PPR 冷热水 32|PPR hot-cold 32", "PPR 抗菌 25|PPR antibacterial 25", "PVC 排水 50|PVC drain 50", "PVC 排水 75|PVC drain 75", "PVC 排水 110|PVC drain 110", "PVC 静音 110|PVC silent 110", "PVC 电工 20|PVC conduit 20", "PE 给水 63|PE supply 63", "PE 给水 110|PE supply 110", "PE 燃气 90|PE gas 90", "PERT 地暖 20|PERT floor heating 20", "HDPE 双壁波纹 300|HDPE corrugated 300"]),
        ("石膏板", "Gypsum board", "GB", "张", 20, 24, 68, 0.62, null, 22, false, ["普通 9.5mm|Standard 9.5 mm", "普通 12mm|Standard 12 mm", "耐水 9.5mm|Moisture 9.5 mm", "耐火 12mm|Fire 12 mm", "净醛 9.5mm|Low formaldehyde 9.5 mm", "隔声 12mm|Acoustic 12 mm"]),
        ("砂浆与胶粘", "Mortar and adhesive", "MT", "袋", 20, 22, 118, 0.57, 240, 20, false, ["瓷砖胶 C1|Tile adhesive C1", "瓷砖胶 C2|Tile adhesive C2", "瓷砖背胶 5kg|Tile back glue 5 kg", "自流平 25kg|Self-levelling 25 kg", "抹面砂浆|Render mortar", "砌筑砂浆 M10|Masonry mortar M10", "填缝剂 2kg|Grout 2 kg", "美缝剂|Epoxy grout"]),
        ("保温与板材", "Insulation and panels", "IN", "件", 10, 46, 320, 0.63, null, 12, false, ["岩棉板 50mm|Rock wool 50 mm", "岩棉板 80mm|Rock wool 80 mm", "挤塑板 50mm|XPS 50 mm", "真空绝热板|Vacuum panel", "硅酸钙板|Calcium silicate board", "纤维水泥板|Fibre cement board"]),
    ];

    public static IReadOnlyList<WorldProduct> Make(WorldArguments arguments)
    {
        var products = new List<WorldProduct>(128);
        foreach (var (trade, families) in new[] { (WorldTrade.Machines, s_machines), (WorldTrade.Materials, s_materials) })
        {
            foreach (var family in families)
            {
                for (var i = 0; i < family.Models.Length; i++)
                {
                    var random = WorldRandom.For(arguments.Seed, WorldStream.Products, products.Count);
                    var model = family.Models[i].Split('|');
                    var step = family.Models.Length == 1 ? 0 : i / (double)(family.Models.Length - 1);

                    // The dear end of a family is rare, so prices bend upwards.
                    var yuan = (family.Low + ((family.High - family.Low) * step * step)) * random.Between(0.96, 1.04);
                    var list = Round(yuan) * Money.PriceScale / 10;
                    var launched = Launch(arguments, random, products.Count);
                    var popularity = (1.25 - step) * random.Between(0.6, 1.7);
                    var fact = new ProductFact
                    {
                        ProductId = string.Create(CultureInfo.InvariantCulture, $"{family.Code}{i + 1:00}"),
                        Name = trade == WorldTrade.Machines && !family.Part ? $"{model[0]}{family.Zh}" : family.Part ? model[0] : $"{family.Zh} {model[0]}",
                        NameEn = family.Part ? model[1] : $"{model[1]} {family.En.ToLowerInvariant()}",
                        Category = family.Zh,
                        CategoryEn = family.En,
                        Brand = trade == WorldTrade.Machines ? "中岳重工" : "岳建建材",
                        Lifecycle = launched > arguments.Until.AddDays(-365) ? "new" : products.Count % 15 == 9 ? "phase_out" : "core",
                        IsSerialised = trade == WorldTrade.Machines && !family.Part,
                        Unit = family.Unit,
                        UnitEn = s_units[family.Unit],
                        PackQty = (long)family.Pack * Money.QuantityScale,
                        ListPrice = list,
                        UnitCost = (long)(list * family.Cost * random.Between(0.97, 1.03)),
                        LaunchedOn = launched,
                    };
                    products.Add(new WorldProduct(products.Count, fact, trade, family.Part, popularity, family.Shelf, family.Weight));
                }
            }
        }

        Classify(products);
        return products;
    }

    /// <summary>A price as a price list has it, in tenths of a yuan: whole hundreds for machines, whole yuan or tenths below.</summary>
    private static long Round(double yuan) => yuan switch
    {
        >= 10_000 => (long)(yuan / 500) * 5_000,
        >= 200 => (long)yuan * 10,
        _ => (long)(yuan * 10),
    };

    private static DateOnly Launch(WorldArguments arguments, WorldRandom random, int index) => index % 12 == 5
        ? arguments.Until.AddDays(-random.Whole(40, 340))
        : index % 12 == 8 ? arguments.Until.AddDays(-random.Whole(380, 900))
        : arguments.Start.AddDays(-random.Whole(400, 2_600));

    private static void Classify(List<WorldProduct> products)
    {
        foreach (var trade in products.GroupBy(p => p.Trade))
        {
            var ranked = trade.OrderByDescending(p => p.Popularity).ThenBy(p => p.Index).ToList();
            for (var i = 0; i < ranked.Count; i++)
            {
                ranked[i].Fact.AbcClass = i < ranked.Count * 0.2 ? "A" : i < ranked.Count * 0.5 ? "B" : "C";
            }
        }
    }
}
