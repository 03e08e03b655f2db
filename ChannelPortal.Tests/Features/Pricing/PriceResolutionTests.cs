using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using CsCheck;

namespace ChannelPortal.Tests.Features.Pricing;

/// <summary>Which rule makes the price. List price 100.00 unless said otherwise.</summary>
public sealed class PriceResolutionTests
{
    private const long List = 100_0000;
    private static readonly DateOnly s_day = Some.Day;
    private static readonly PriceRule s_region = Rule(PriceLevel.Region, "CN-E", price: 99_0000);
    private static readonly PriceRule s_tier = Rule(PriceLevel.Tier, "gold", discount: 800);
    private static readonly PriceRule s_dealer = Rule(PriceLevel.Dealer, "D0001", price: 95_0000);
    private static readonly PriceRule s_annual = Rule(PriceLevel.AnnualContract, "CT-1", price: 96_0000);
    private static readonly PriceRule s_project = Rule(PriceLevel.ProjectContract, "CT-2", price: 97_0000);

    public static TheoryData<string, string[], long, string> Order => new()
    {
        { "nothing", [], 100_0000, "list" },
        { "region beats base", ["region"], 99_0000, "region" },
        { "tier beats region", ["region", "tier"], 92_0000, "tier" },
        { "dealer beats tier although dearer", ["region", "tier", "dealer"], 95_0000, "dealer" },
        { "annual contract beats dealer although dearer", ["region", "tier", "dealer", "annual"], 96_0000, "contract" },
        { "project contract beats annual", ["region", "tier", "dealer", "annual", "project"], 97_0000, "contract" },
    };

    [Theory]
    [MemberData(nameof(Order))]
    public void Resolve_EachLevel_BeatsTheOnesBelow(string because, string[] names, long price, string source)
    {
        var rules = names.Select(n => n switch { "region" => s_region, "tier" => s_tier, "dealer" => s_dealer, "annual" => s_annual, _ => s_project }).Reverse().ToList();
        var trace = Resolve(rules);
        Assert.True((price, source) == (trace.NetPrice, trace.Source), because);
        Assert.Equal(Math.Max(0, rules.Count - 1), trace.Steps.Count(s => s.Outcome == PriceOutcome.Beaten));
        Assert.Equal(price, trace.Steps.Last(s => s.Counts).Price);
    }

    [Fact]
    public void Resolve_BaseRow_IsTheListPriceThatDiscountsComeOff()
    {
        var trace = Resolve([Rule(PriceLevel.Base, null, price: 110_0000), s_tier]);
        Assert.Equal((110_0000, 101_2000, "tier"), (trace.ListPrice, trace.NetPrice, trace.Source));
        Assert.Equal([100_0000, 110_0000, 101_2000], trace.Steps.Where(s => s.Counts).Select(s => s.Price));
    }

    [Fact]
    public void Resolve_Ties_TakeTheLatestStartThenTheLowestPrice()
    {
        var older = s_dealer with { Id = "older", From = s_day.AddDays(-9), FixedPrice = 80_0000 };
        var newer = s_dealer with { Id = "newer", From = s_day.AddDays(-1), FixedPrice = 90_0000 };
        Assert.Equal(90_0000, Resolve([older, newer]).NetPrice);
        Assert.Equal(89_0000, Resolve([older, newer, newer with { Id = "same day", FixedPrice = 89_0000 }]).NetPrice);
    }

    [Fact]
    public void Resolve_NarrowerTargetAndNearerRegion_ComeFirst()
    {
        var everything = s_tier with { Id = "all", Target = PriceTarget.All, Discount = 2_000, From = s_day };
        var category = s_tier with { Id = "category", Target = PriceTarget.Category, Discount = 1_500 };
        Assert.Equal("category", Resolve([everything, category]).Steps.Last(s => s.Counts).RuleId);
        var province = s_region with { Id = "province", Depth = 2, FixedPrice = 98_0000 };
        Assert.Equal(98_0000, Resolve([s_region, province]).NetPrice);
    }

    [Fact]
    public void Bands_MinimumAndMaximum_ChangeThePriceWhereTheyBegin()
    {
        var many = s_dealer with { Id = "many", MinQuantity = 50_000, FixedPrice = 87_2000 };
        var contract = s_annual with { Id = "contract", FixedPrice = 80_0000, MinQuantity = 10_000, MaxQuantity = 20_000 };
        var bands = PriceResolution.Bands("P0001", List, s_day, [s_dealer, many, contract]);
        Assert.Equal([(0L, 95_0000L), (10_000, 80_0000), (20_001, 95_0000), (50_000, 87_2000)], bands.Select(b => (b.FromQuantity, b.Trace.NetPrice)));
        Assert.Equal(50_000, bands[0].Trace.Steps.Single(s => s.RuleId == "many").Quantity);
        Assert.Equal(PriceOutcome.AboveMaximum, bands[2].Trace.Steps.Single(s => s.RuleId == "contract").Outcome);
    }

    [Theory]
    [InlineData(-1, 95_0000, PriceOutcome.NotStarted)]
    [InlineData(0, 80_0000, PriceOutcome.Applied)]
    [InlineData(9, 80_0000, PriceOutcome.Applied)]
    [InlineData(10, 95_0000, PriceOutcome.Ended)]
    public void Resolve_Days_AreHalfOpen(int after, long price, PriceOutcome outcome)
    {
        var contract = s_annual with { FixedPrice = 80_0000, From = s_day, To = s_day.AddDays(10) };
        var trace = PriceResolution.Resolve("P0001", List, 1_000, s_day.AddDays(after), [s_dealer, contract]);
        Assert.Equal(price, trace.NetPrice);
        var step = trace.Steps.Single(s => s.Kind == PriceRuleKind.Contract);
        Assert.Equal(outcome, step.Outcome);
        Assert.Equal(outcome switch { PriceOutcome.NotStarted => s_day, PriceOutcome.Ended => s_day.AddDays(9), _ => null }, step.Day);
    }

    [Fact]
    public void Promotion_Stackable_ComesOffTheContractPrice()
    {
        var trace = Resolve([s_annual, Promotion(discount: 500, isStackable: true)]);
        Assert.Equal((91_2000, "promo"), (trace.NetPrice, trace.Source));
        Assert.Equal([100_0000, 96_0000, 91_2000], trace.Steps.Where(s => s.Counts).Select(s => s.Price));
    }

    [Fact]
    public void Promotion_Alone_GivesWayToAContractAndNeedsToBeBetterThanAList()
    {
        var promotion = Promotion(discount: 2_000, isStackable: false);
        var underContract = Resolve([s_annual, promotion]);
        Assert.Equal((96_0000, PriceOutcome.NotStackable), (underContract.NetPrice, underContract.Steps.Single(s => s.Kind == PriceRuleKind.Promotion).Outcome));
        var overTier = Resolve([s_tier, promotion]);
        Assert.Equal((80_0000, "promo"), (overTier.NetPrice, overTier.Source));
        Assert.Equal(PriceRuleKind.Promotion, overTier.Steps.Single(s => s.Kind == PriceRuleKind.Tier).OtherKind);
        var worse = Resolve([s_tier, Promotion(discount: 500, isStackable: false)]);
        Assert.Equal((92_0000, PriceOutcome.Beaten), (worse.NetPrice, worse.Steps.Single(s => s.Kind == PriceRuleKind.Promotion).Outcome));
    }

    [Fact]
    public void Promotions_TheBestOneCounts()
    {
        var trace = Resolve([s_tier, Promotion("small", 300, true), Promotion("large", 700, true), Promotion("alone", 1_000, false)]);
        Assert.Equal((85_5600, "large"), (trace.NetPrice, trace.Steps.Last(s => s.Counts).RuleId));
    }

    [Theory]
    [InlineData(128_0000, 800, 117_7600)]
    [InlineData(10, 500, 10)] // 9.5 rounds away from zero
    [InlineData(100_0000, -150, 101_5000)]
    public void PriceLess_RoundsHalfAwayFromZero(long price, int discount, long expected) => Assert.Equal(expected, Money.PriceLess(price, discount));

    /// <summary>A second statement of the rule, by comparing rules in pairs, over random rules, days and quantities.</summary>
    [Fact]
    public void Resolve_RandomRules_EqualsTheNaiveReference() =>
        Gen.Select(s_rules, Gen.Long[0, 120_000], Gen.Int[-20, 20]).Sample(
            (rules, quantity, shift) =>
            {
                var day = s_day.AddDays(shift);
                var trace = PriceResolution.Resolve("P0001", List, quantity, day, rules);
                Assert.Equal(Reference(rules, quantity, day), trace.NetPrice);
                Assert.Equal(trace.NetPrice, trace.Steps.Last(s => s.Counts).Price);
                Assert.Equal(rules.Length + 1, trace.Steps.Select(s => s.RuleId).Distinct().Count());
                var bands = PriceResolution.Bands("P0001", List, day, rules);
                Assert.Equal(trace.NetPrice, bands.Last(b => b.FromQuantity <= quantity).Trace.NetPrice);
            },
            iter: 5_000);

    private static readonly Gen<PriceRule[]> s_rules = Gen.Select(
            Gen.Enum<PriceLevel>(), Gen.Enum<PriceTarget>(), Gen.Int[0, 2], Gen.Int[70, 110], Gen.Int[-500, 3_000], Gen.Int[0, 3], Gen.Int[-15, 15], Gen.Bool)
        .Select(Gen.Select(Gen.Int[0, 30], Gen.Bool, Gen.Bool), (g, more) => Random(g, more)).Array[0, 12]
        .Select(rules => rules.Select((r, i) => r with { Id = i.ToString("00", System.Globalization.CultureInfo.InvariantCulture) }).ToArray());

    private static PriceRule Random((PriceLevel Level, PriceTarget Target, int Depth, int Price, int Discount, int Band, int From, bool IsFixed) g, (int Days, bool IsOpen, bool IsStackable) more) => new(
        g.Level, "", g.Level.ToString(), g.Target, g.Level == PriceLevel.Region ? g.Depth : 0, g.IsFixed ? g.Price * 10_000L : null, g.IsFixed ? null : g.Discount,
        g.Band * 20_000L, more.IsOpen ? null : (g.Band * 20_000L) + 60_000, s_day.AddDays(g.From), more.IsOpen ? null : s_day.AddDays(g.From + more.Days), more.IsStackable);

    private static long Reference(PriceRule[] rules, long quantity, DateOnly day)
    {
        var valid = rules.Where(r => day.DayNumber >= r.From.DayNumber && (r.To is null || day.DayNumber < r.To.Value.DayNumber)
            && quantity >= r.MinQuantity && (r.MaxQuantity is null || quantity <= r.MaxQuantity)).ToList();
        var list = One(PriceLevel.Base, List) is { } basis ? Of(basis, List) : List;
        var price = list;
        var isContract = false;
        foreach (var level in new[] { PriceLevel.Region, PriceLevel.Tier, PriceLevel.Dealer, PriceLevel.AnnualContract, PriceLevel.ProjectContract })
        {
            if (One(level, list) is { } rule)
            {
                (price, isContract) = (Of(rule, list), level >= PriceLevel.AnnualContract);
            }
        }

        var net = price;
        foreach (var promotion in valid.Where(r => r.Level == PriceLevel.Promotion))
        {
            net = promotion.IsStackable ? Math.Min(net, Of(promotion, price)) : isContract ? net : Math.Min(net, Of(promotion, list));
        }

        return net;

        long Of(PriceRule rule, long from) => rule.FixedPrice ?? (long)Math.Round(from * (1 - (rule.Discount!.Value / 10_000m)), MidpointRounding.AwayFromZero);

        PriceRule? One(PriceLevel level, long from)
        {
            PriceRule? best = null;
            foreach (var rule in valid.Where(r => r.Level == level))
            {
                if (best is null || Beats(rule, best, from))
                {
                    best = rule;
                }
            }

            return best;
        }

        bool Beats(PriceRule a, PriceRule b, long from) =>
            a.Target != b.Target ? a.Target > b.Target
            : a.Depth != b.Depth ? a.Depth > b.Depth
            : a.MinQuantity != b.MinQuantity ? a.MinQuantity > b.MinQuantity
            : a.From != b.From ? a.From > b.From
            : Of(a, from) < Of(b, from);
    }

    private static PriceTrace Resolve(IReadOnlyList<PriceRule> rules) => PriceResolution.Resolve("P0001", List, 1_000, s_day, rules);

    private static PriceRule Rule(PriceLevel level, string? name, long? price = null, int? discount = null) =>
        new(level, level.ToString(), name, PriceTarget.Product, 0, price, discount, 0, null, s_day.AddDays(-30), null);

    private static PriceRule Promotion(int discount, bool isStackable) => Promotion("promotion", discount, isStackable);

    private static PriceRule Promotion(string id, int discount, bool isStackable) =>
        new(PriceLevel.Promotion, id, id, PriceTarget.Product, 0, null, discount, 0, null, s_day.AddDays(-2), s_day.AddDays(2), isStackable);
}
