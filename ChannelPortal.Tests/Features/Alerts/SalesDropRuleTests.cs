using ChannelPortal.Features.Alerts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>What is a drop, and what only looks like one.</summary>
public sealed class SalesDropRuleTests
{
    private const int Days = 300;
    private static readonly SalesDropRule s_rule = new(new AlertsOptions());

    [Fact]
    public void Evaluate_LastWeekFarBelowUsual_FindsTheDrop()
    {
        var found = Evaluate(Steady().Last(8, 0.1))!;
        Assert.Equal(("sales", "D0001", "critical", Some.Day), (found.Kind, found.DealerId, found.Severity, found.Day));
        Assert.InRange(found.Observed / (double)found.Expected, 0.05, 0.15);
        Assert.True(found.BandLow > found.Observed && found.BandHigh > found.Expected);
        Assert.StartsWith("sales|D0001||20261015", found.Fingerprint, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_UsualScatter_IsNothing() => Assert.Null(Evaluate(Steady()));

    [Fact]
    public void Evaluate_DropOfLittleMoney_IsNothing() => Assert.Null(Evaluate(new World(unit: 1_000).Last(8, 0.1)));

    [Fact]
    public void Evaluate_NoReportsAtAll_IsMissingDataAndNoDrop() => Assert.Null(Evaluate(Steady().Last(8, 0)));

    [Fact]
    public void Evaluate_NewDealer_HasNoUsualLevelYet() => Assert.Null(Evaluate(new World(days: 70).Last(8, 0.1)));

    [Fact]
    public void Evaluate_DealerWhoSellsNowAndThen_IsNotJudged() => Assert.Null(Evaluate(new World(every: 3).Last(8, 0.1)));

    [Fact]
    public void Evaluate_WeekWithoutTheUsualMachine_IsNothing()
    {
        var world = Steady();
        foreach (var ago in Enumerable.Range(12, Days - 12).Where(a => a % 9 == 0))
        {
            world.Add(ago, 80_000_000);
        }

        Assert.Null(Evaluate(world));
    }

    [Fact]
    public void Evaluate_WhenTheWholeNetworkRests_JudgesNobody()
    {
        var network = Enumerable.Range(1, 6).Select(i => new World("D000" + i, seed: i).Last(8, 0.15).Sales).ToList();
        var levels = NetworkLevels.Of(s_rule, network, [Some.Day.DayNumber]);
        Assert.All(network, d => Assert.Null(s_rule.Evaluate(d, levels, Some.Day, Some.Noon)));
    }

    [Fact]
    public void Evaluate_OneOfManyFalls_IsFoundAloneAndTheNetworkIsNot()
    {
        var network = Enumerable.Range(1, 6).Select(i => new World("D000" + i, seed: i)).ToList();
        network[2].Last(8, 0.15);
        var levels = NetworkLevels.Of(s_rule, [.. network.Select(w => w.Sales)], [Some.Day.DayNumber]);
        Assert.Equal(["D0003"], network.Select(w => s_rule.Evaluate(w.Sales, levels, Some.Day, Some.Noon)?.DealerId).OfType<string>());
    }

    [Fact]
    public void IsCured_OnlyBackAtTheUsualLevel()
    {
        Assert.True(s_rule.IsCured(Steady().Sales, Levels(Steady()), Some.Day));
        var low = Steady().Last(8, 0.3);
        Assert.False(s_rule.IsCured(low.Sales, Levels(low), Some.Day));
    }

    private static World Steady() => new();

    private static NetworkLevels Levels(World world) => NetworkLevels.Of(s_rule, [world.Sales], [Some.Day.DayNumber]);

    private static ChannelPortal.Features.Alerts.Domain.Finding? Evaluate(World world) => s_rule.Evaluate(world.Sales, Levels(world), Some.Day, Some.Noon);

    /// <summary>A dealer with two sales a day that scatter by a fifth.</summary>
    private sealed class World(string dealer = "D0001", long unit = 4_000_000, int days = Days, int every = 1, int seed = 1)
    {
        private readonly SortedDictionary<(int Ago, int Number), long> sales = Make(unit, days, every, seed);
        private readonly List<(int Ago, long Amount)> more = [];

        public DealerSales Sales
        {
            get
            {
                var result = new DealerSales(dealer);
                foreach (var (ago, amount) in sales.Select(s => (s.Key.Ago, s.Value)).Concat(more).Where(s => s.Item2 > 0))
                {
                    result.Add(Some.Day.DayNumber - ago, amount, 1);
                }

                return result;
            }
        }

        public World Last(int count, double share)
        {
            foreach (var key in sales.Keys.Where(k => k.Ago < count).ToList())
            {
                sales[key] = (long)(sales[key] * share);
            }

            return this;
        }

        public void Add(int ago, long amount) => more.Add((ago, amount));

        private static SortedDictionary<(int Ago, int Number), long> Make(long unit, int days, int every, int seed)
        {
            var random = new Random(seed);
            var made = new SortedDictionary<(int, int), long>();
            for (var ago = 0; ago < days; ago += every)
            {
                made[(ago, 1)] = (long)(unit * (0.8 + (0.4 * random.NextDouble())));
                made[(ago, 2)] = (long)(unit * (0.8 + (0.4 * random.NextDouble())));
            }

            return made;
        }
    }
}
