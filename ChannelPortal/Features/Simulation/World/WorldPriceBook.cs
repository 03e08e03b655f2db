using System.Globalization;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>
/// The price book of the demo world: tier discounts, dear regions, prices of single dealers with quantity breaks, contracts in every state and some promotions.
/// Pure: the arguments decide every row. Days are counted from the last day of the world, so that something is always about to begin or end.
/// </summary>
internal sealed class WorldPriceBook
{
    private const int ContractCount = 30;

    // Share of the products of a dealer's trade that have a price of its own; about 20,000 rows at 300 dealers.
    private const double OwnPriceShare = 0.85;
    private static readonly (string Tier, int Discount)[] s_tiers = [("platinum", 1_200), ("gold", 800), ("silver", 500), ("bronze", 0)];
    private static readonly (string Region, int Discount)[] s_regions = [("CN-NW", 150), ("CN-SW", 100), ("CN-NE", 100)];
    private readonly WorldArguments arguments;
    private readonly WorldGenerator world;

    public WorldPriceBook(WorldArguments arguments)
    {
        this.arguments = arguments;
        world = new WorldGenerator(arguments);
        TierRows();
        RegionRows();
        OwnPrices();
        Agreements();
        Campaigns();
    }

    public List<PriceRowDraft> Rows { get; } = [];

    public List<PromotionDraft> Promotions { get; } = [];

    public List<ContractDraft> Contracts { get; } = [];

    private DateOnly Today => arguments.Until.AddDays(1);

    private DateOnly Begin => arguments.Start;

    private void TierRows()
    {
        foreach (var (tier, discount) in s_tiers)
        {
            // Bronze gets nothing off; without a row of its own the region's list speaks for it.
            if (discount > 0)
            {
                Rows.Add(new PriceRowDraft("tier", tier, null, null, null, discount, 0, null, Begin, null));
            }
        }

        // From a pallet on, materials are cheaper for everybody who has a tier.
        foreach (var product in world.Products.Where(p => p.Trade == WorldTrade.Materials))
        {
            foreach (var (tier, discount) in s_tiers)
            {
                Rows.Add(new PriceRowDraft("tier", tier, product.Fact.ProductId, null, null, discount + 200, product.Fact.PackQty * 20, null, Begin, null));
            }
        }
    }

    private void RegionRows()
    {
        foreach (var (region, discount) in s_regions)
        {
            foreach (var category in world.Products.Select(p => p.Fact.Category).Distinct(StringComparer.Ordinal))
            {
                Rows.Add(new PriceRowDraft("region", region, null, category, null, discount, 0, null, Begin, null));
            }
        }
    }

    private void OwnPrices()
    {
        foreach (var dealer in world.Dealers.Where(d => d.Fact.ExitedOn is null))
        {
            var share = 10_000 - s_tiers.Single(t => t.Tier == dealer.Fact.Tier).Discount;
            var held = dealer.Holdings.Select(h => h.Product.Index).ToHashSet();
            foreach (var product in world.Products.Where(p => p.Trade == dealer.Trade || held.Contains(p.Index)))
            {
                var random = WorldRandom.For(arguments.Seed, WorldStream.PriceBook, dealer.Index, product.Index);
                if (!random.Chance(OwnPriceShare))
                {
                    continue;
                }

                var fact = product.Fact;
                var price = Whole(fact.ListPrice * (decimal)share / 10_000 * (decimal)random.Between(0.975, 1.0));
                var year = Today.AddDays(-random.Whole(60, 300));
                Rows.Add(new PriceRowDraft("dealer", dealer.Fact.DealerId, fact.ProductId, null, price, null, 0, null, year, null));
                if (held.Contains(product.Index))
                {
                    // What it buys: last year's price too and, from five packs on, a better one.
                    Rows.Add(new PriceRowDraft("dealer", dealer.Fact.DealerId, fact.ProductId, null, Whole(price * 1.02m), null, 0, null, year.AddYears(-1), year));
                    Rows.Add(new PriceRowDraft("dealer", dealer.Fact.DealerId, fact.ProductId, null, Whole(price * 0.985m), null, fact.PackQty * 5, null, year, null));
                }
            }
        }
    }

    private void Agreements()
    {
        // The first dealers have demo accounts; the others are the largest.
        var parties = world.Dealers.Where(d => d.Fact.ExitedOn is null && d.Holdings.Count > 0)
            .OrderBy(d => d.Index < 4 ? 0 : 1).ThenByDescending(d => d.DailyMinor).Take(ContractCount).ToList();
        for (var i = 0; i < parties.Count; i++)
        {
            var dealer = parties[i];
            var random = WorldRandom.For(arguments.Seed, WorldStream.PriceBook, dealer.Index, -1);
            var status = i switch { < 3 => "active", _ when i % 10 == 3 => "draft", _ when i % 10 == 5 => "sent", _ when i % 10 == 7 => "expired", _ when i == 18 => "terminated", _ => "active" };
            var isProject = i % 4 == 2;
            var from = status switch
            {
                "draft" or "sent" => Today.AddDays(random.Whole(10, 40)),
                "expired" => Today.AddDays(-random.Whole(370, 420)),
                _ => Today.AddDays(-random.Whole(60, 340)),
            };
            from = new DateOnly(from.Year, from.Month, 1);
            var to = isProject ? from.AddMonths(status == "expired" ? 9 : 15) : from.AddYears(1);
            var no = string.Create(CultureInfo.InvariantCulture, $"CD-{from:yyyyMM}-{i + 1:00000}");
            var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;

            // Some promised more than they buy.
            var ambition = random.Between(0.75, i % 5 == 4 ? 1.9 : 1.1);
            var commit = Math.Max(10_000_000, (long)(dealer.DailyMinor * dealer.PriceShare * ambition * 30.4 * months / 1_000_000) * 1_000_000);
            var chosen = dealer.Holdings.OrderByDescending(h => h.DailyUnits * h.Product.Fact.ListPrice).Take(isProject ? 4 : 8).Select(h => h.Product.Fact).ToList();
            foreach (var product in chosen)
            {
                var less = 10_000 - s_tiers.Single(t => t.Tier == dealer.Fact.Tier).Discount - (isProject ? 500 : 350);
                var price = Whole(product.ListPrice * (decimal)less / 10_000);
                Rows.Add(new PriceRowDraft("contract", no, product.ProductId, null, price, null, 0, isProject ? product.PackQty * 400 : null, from, null));
                Rows.Add(new PriceRowDraft("contract", no, product.ProductId, null, Whole(price * 0.98m), null, product.PackQty * 30, isProject ? product.PackQty * 400 : null, from, null));
            }

            Contracts.Add(new ContractDraft(
                no, dealer.Fact.DealerId, isProject ? "project" : "annual", status,
                isProject ? $"{dealer.City.Name}重点项目供货协议" : $"{from.Year.ToString(CultureInfo.InvariantCulture)} 年度合作协议",
                isProject ? $"{dealer.City.NameEn} project supply agreement" : $"{from.Year.ToString(CultureInfo.InvariantCulture)} annual agreement",
                from, to, commit, 0, i % 6 == 0, dealer.Deposit, dealer.TermDays, Plan(from, months, commit)));
        }
    }

    private void Campaigns()
    {
        var materials = world.Products.Where(p => p.Trade == WorldTrade.Materials).Select(p => p.Fact).ToList();
        Promotions.AddRange(
        [
            new PromotionDraft("岁末瓷砖季", "Year-end tile season", null, "瓷砖", null, 400, 0, Today.AddDays(-12), Today.AddDays(25), true),
            new PromotionDraft("防水涂料满桶礼", "Waterproofing bulk offer", null, "防水涂料", null, 1_500, materials[0].PackQty * 8, Today.AddDays(-20), Today.AddDays(10), false),
            new PromotionDraft("管材周末特惠", "Pipe weekend", null, "管材", null, 300, 0, Today.AddDays(-8), Today.AddDays(-1), true),
            new PromotionDraft("金牌保养节", "Gold service days", null, "配件与油品", null, 600, 0, Today.AddDays(-5), Today.AddDays(30), true, Tier: "gold"),
            new PromotionDraft("华东水泥专项", "East China cement offer", null, "水泥", null, 250, 0, Today.AddDays(-3), Today.AddDays(40), true, RegionId: "CN-E"),
            new PromotionDraft("明年装载机预订", "Loader early orders", null, "装载机", null, 350, 0, Today.AddDays(14), Today.AddDays(60), true),
        ]);
    }

    private static List<(DateOnly Month, long Quantity, long Amount)> Plan(DateOnly from, int months, long commit)
    {
        // Building trade: little around the Spring Festival.
        var weights = Enumerable.Range(0, months).Select(m => from.AddMonths(m).Month is 1 or 2 ? 6L : 10L).ToArray();
        var parts = Money.Allocate(commit, weights);
        return [.. Enumerable.Range(0, months).Select(m => (from.AddMonths(m), 0L, parts[m]))];
    }

    /// <summary>Whole hundredths, as a price list has them.</summary>
    private static long Whole(decimal price) => (long)(price / 100) * 100;
}
