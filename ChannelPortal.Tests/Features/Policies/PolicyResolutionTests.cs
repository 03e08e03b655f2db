using System.Globalization;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Tests.Features.Policies;

/// <summary>The order of policies over every tier, segment, region and day, against a second way to find the answer.</summary>
public sealed class PolicyResolutionTests
{
    private static readonly DateOnly s_day = Some.Day;
    private static readonly PolicyKey s_key = PolicyKeys.Find(PolicyKeys.CreditTerm)!;

    /// <summary>One rule of every kind that there is, all in force, with values that name the rule.</summary>
    private static readonly PolicyRule[] s_rules =
    [
        Rule("S", new(null, null, null, "growth"), 11), Rule("T", new(null, "gold", null, null), 22), Rule("A", new(null, "gold", "CN-E", null), 33), Rule("P", new(null, "gold", "33", null), 44),
        Rule("C", new(null, "gold", "3301", null), 55), Rule("D", new("D0001", null, null, null), 66),
    ];

    /// <summary>Every set of these rules, for every dealer of the grid.</summary>
    [Fact]
    public void Resolve_OverTheWholeGrid_TakesTheNarrowest()
    {
        string[][] paths = [["CN", "CN-E", "33", "3301"], ["CN", "CN-E", "32", "3201"], ["CN", "CN-S", "44", "4401"], []];
        var seen = 0;
        foreach (var tier in PolicyKeys.Tiers)
        {
            foreach (var segment in PolicyKeys.Segments.Cast<string?>().Append(null))
            {
                foreach (var path in paths)
                {
                    foreach (var id in new[] { "D0001", "D0002" })
                    {
                        var dealer = new PolicyDealer(id, tier, segment, path);
                        for (var set = 0; set < 1 << s_rules.Length; set++)
                        {
                            var rules = s_rules.Where((_, i) => (set & (1 << i)) != 0).ToList();
                            var (value, _) = PolicyResolution.Resolve(s_key, dealer, rules, s_day);
                            Assert.Equal(Expected(dealer, rules), value.PolicyNo);
                            Assert.Equal(value.PolicyNo is null ? 30 : rules.Single(r => r.No == value.PolicyNo).Value, value.Value);
                            seen++;
                        }
                    }
                }
            }
        }

        Assert.Equal(4 * 6 * 4 * 2 * 64, seen);
    }

    [Fact]
    public void Resolve_ByDays_FromTheFirstToTheLast_AndFallsToTheNextLevelBetween()
    {
        PolicyRule[] rules =
        [
            Rule("T", new(null, "gold", null, null), 45, s_day.AddDays(-100)),
            Rule("D1", new("D0001", null, null, null), 60, s_day, s_day.AddDays(10)),
            Rule("D2", new("D0001", null, null, null), 75, s_day.AddDays(12)),
        ];
        var dealer = new PolicyDealer("D0001", "gold", null, []);
        Assert.Equal([30L, 45, 45, 60, 60, 45, 45, 75, 75], new[] { -101, -100, -1, 0, 9, 10, 11, 12, 900 }.Select(d => PolicyResolution.Resolve(s_key, dealer, rules, s_day.AddDays(d)).Value.Value!.Value));
    }

    [Fact]
    public void Standards_DifferByTier_AndSomeKeysHaveNone()
    {
        Assert.Equal([1L, 2, 3, 4], Tiers().Select(t => PolicyKeys.Find(PolicyKeys.AllocationPriority)!.StandardOf(t)!.Value));
        Assert.All(Tiers(), t => Assert.Equal(t, PolicyKeys.Tiers[PolicyKeys.Find(PolicyKeys.PriceList)!.StandardOf(t)!.Value]));
        Assert.Null(PolicyKeys.Find(PolicyKeys.FreeFreight)!.StandardOf("platinum"));
        Assert.All(PolicyKeys.All, k => Assert.All(k.Standard.OfType<long>(), v => Assert.InRange(v, k.Least, k.Most)));

        static IEnumerable<string> Tiers() => ["platinum", "gold", "silver", "bronze"];
    }

    [Theory]
    [InlineData("D0001", null, null, null, true)]
    [InlineData(null, "gold", null, null, true)]
    [InlineData(null, "gold", "33", null, true)]
    [InlineData(null, null, null, "growth", true)]
    [InlineData(null, null, null, null, false)]
    [InlineData(null, null, "33", null, false)]
    [InlineData(null, null, "33", "growth", false)]
    [InlineData(null, "gold", null, "growth", false)]
    [InlineData(null, "gold", "33", "growth", false)]
    [InlineData("D0001", "gold", null, null, false)]
    [InlineData("D0001", null, "33", null, false)]
    [InlineData("D0001", null, null, "growth", false)]
    public void Target_OfACombinationWithoutAPlace_IsNone(string? dealer, string? tier, string? region, string? segment, bool isTarget) =>
        Assert.Equal(isTarget, new PolicyTarget(dealer, tier, region, segment).Level is not null);

    /// <summary>Two policies of one target may not share a day; of different targets they may, because one of them stands above.</summary>
    [Fact]
    public void Collides_OnlyWhereOneDealerWouldHaveTwoValuesOfEqualWeight()
    {
        foreach (var one in s_rules)
        {
            foreach (var other in s_rules)
            {
                Assert.Equal(one.No == other.No, (one with { No = "X" }).Collides(other));
            }
        }

        var gold = Rule("T", new(null, "gold", null, null), 1, s_day, s_day.AddDays(10));
        Assert.False((gold with { No = "X", From = s_day.AddDays(10), To = null }).Collides(gold));
        Assert.True((gold with { No = "X", From = s_day.AddDays(9), To = null }).Collides(gold));
        Assert.False((gold with { No = "X", From = s_day.AddDays(-5), To = s_day }).Collides(gold));
        Assert.True((gold with { No = "X", From = s_day.AddDays(-5), To = s_day.AddDays(1) }).Collides(gold));
        Assert.False((gold with { No = "X", Key = PolicyKeys.FreeFreight }).Collides(gold));
        Assert.False((gold with { No = "X", From = s_day.AddDays(3), To = s_day.AddDays(3) }).Collides(gold));
    }

    [Theory]
    [InlineData(PolicyKeys.CreditTerm, "45", 45L)]
    [InlineData(PolicyKeys.CreditTerm, "45.5", null)]
    [InlineData(PolicyKeys.CreditTerm, "", null)]
    [InlineData(PolicyKeys.FreeFreight, "20000.55", 2_000_055L)]
    [InlineData(PolicyKeys.MdfAccrual, "1.25", 125L)]
    [InlineData(PolicyKeys.MdfAccrual, "1.255", null)]
    public void Typed_IsReadInTheUnitOfTheKey(string key, string typed, long? value) => Assert.Equal(value, PolicyWords.Parse(PolicyKeys.Find(key)!, typed));

    [Fact]
    public void Words_ExistForEveryKeyUnitAndLevel_InBothLanguages()
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var text = services.GetRequiredService<IStringLocalizer<PolicyText>>();
        foreach (var culture in new[] { "zh-CN", "en" })
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            var words = PolicyKeys.All.SelectMany(k => new[] { "Key_" + k.Id, "What_" + k.Id, "None_" + k.Id })
                .Concat(Enum.GetNames<PolicyUnit>().Select(u => "Field_" + u)).Concat(Enum.GetNames<PolicyLevel>().SelectMany(l => new[] { "Target_" + l, "Level_" + l }))
                .Concat(Enum.GetNames<PolicyOutcome>().Select(o => "Outcome_" + o)).Concat(PolicyKeys.Tiers.Select(t => "Tier_" + t)).Concat(PolicyKeys.Segments.Select(s => "Segment_" + s));
            Assert.Empty(words.Where(w => text[w].ResourceNotFound));
            Assert.All(PolicyKeys.All, k => Assert.NotEqual("", new PolicyWords(text).Say(k, k.Least)));
        }

        Assert.Equal("2%", new PolicyWords(text).Say(PolicyKeys.Find(PolicyKeys.MdfAccrual)!, 200).Replace(".0", "", StringComparison.Ordinal));
    }

    /// <summary>Read off the sentence: dealer, nearest region of the tier, tier, segment.</summary>
    private static string? Expected(PolicyDealer dealer, List<PolicyRule> rules)
    {
        var present = rules.Select(r => r.No).ToHashSet(StringComparer.Ordinal);
        var isGold = dealer.Tier == "gold";
        return dealer.DealerId == "D0001" && present.Contains("D") ? "D"
            : isGold && dealer.Path.Contains("3301") && present.Contains("C") ? "C"
            : isGold && dealer.Path.Contains("33") && present.Contains("P") ? "P"
            : isGold && dealer.Path.Contains("CN-E") && present.Contains("A") ? "A"
            : isGold && present.Contains("T") ? "T"
            : dealer.Segment == "growth" && present.Contains("S") ? "S"
            : null;
    }

    private static PolicyRule Rule(string no, PolicyTarget target, long value, DateOnly? from = null, DateOnly? to = null) => new(no, PolicyKeys.CreditTerm, target, value, from ?? s_day.AddDays(-30), to);
}
