using System.Text.Json;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Rules;
using ChannelPortal.Platform.Analytics;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>One series under one rule: when it waits, fires, eases, comes back, is over, or has no data.</summary>
public sealed class RuleEvaluatorTests
{
    private static readonly DateOnly s_first = new(2026, 3, 2);

    [Fact]
    public void Threshold_HoldsTwoDays_WaitsThenFires_EasesAndIsOver()
    {
        var rule = Rule(RuleDetectors.Threshold, RuleBuckets.Day, hold: 1);
        rule.Above = 100;
        Assert.Equal(
            [RuleEvent.None, RuleEvent.Wait, RuleEvent.Forget, RuleEvent.Wait, RuleEvent.Fire, RuleEvent.None, RuleEvent.Ease, RuleEvent.Return, RuleEvent.Ease, RuleEvent.None, RuleEvent.Cure],
            Events(rule, [50, 150, 50, 150, 150, 150, 50, 150, 50, 50, 50]));
    }

    [Fact]
    public void Seasonal_FallOfOneWeek_FiresOnce_AndOnlyInTheDirectionAskedFor()
    {
        double?[] weeks = [.. Enumerable.Range(0, 16).Select(i => (double?)(i % 2 == 0 ? 100 : 104)), 40, 104, 100, 104];
        Assert.Equal((16, 1), Fired(Rule(RuleDetectors.Seasonal, RuleBuckets.Week, direction: "down"), weeks));
        Assert.Equal((-1, 0), Fired(Rule(RuleDetectors.Seasonal, RuleBuckets.Week, direction: "up"), weeks));
        Assert.Equal((-1, 0), Fired(Rule(RuleDetectors.Seasonal, RuleBuckets.Week, effect: 63), weeks));
    }

    [Fact]
    public void Missing_TwoMonthsOfASeriesThatWasThere_LosesDataOnce_AndItsReturnCures()
    {
        var rule = Rule(RuleDetectors.Threshold, RuleBuckets.Month);
        rule.Above = 1_000;
        double?[] months = [.. Enumerable.Repeat((double?)100, 8), null, null, null, 100];
        Assert.Equal([RuleEvent.None, RuleEvent.LoseData, RuleEvent.None, RuleEvent.Cure], Events(rule, months).Skip(8));
        Assert.DoesNotContain(RuleEvent.LoseData, Events(rule, [100, 100, null, null, null]));
    }

    [Fact]
    public void Memory_KeptAsText_ChangesNothing_AndDoesNotGrow()
    {
        double?[] weeks = [.. Enumerable.Range(0, 60).Select(i => (double?)(i is 40 or 50 ? 300 : 100 + (i * 7 % 5)))];
        foreach (var (detector, bucket) in new[] { (RuleDetectors.Seasonal, RuleBuckets.Week), (RuleDetectors.Break, RuleBuckets.Week), (RuleDetectors.Seasonal, RuleBuckets.Day), (RuleDetectors.Seasonal, RuleBuckets.Month) })
        {
            var rule = Rule(detector, bucket, limit: detector == RuleDetectors.Break ? 5 : 3.5);
            Assert.Equal(Events(rule, weeks), Events(rule, weeks, isKept: true));
        }

        var memory = new SeriesMemory();
        var evaluator = new RuleEvaluator(Rule(RuleDetectors.Seasonal, RuleBuckets.Week));
        var sizes = Enumerable.Range(0, 400).Select(i =>
        {
            evaluator.Step(memory, new Period(s_first.AddDays(7 * i), s_first.AddDays((7 * i) + 7)), 100 + (i % 2), false);
            return JsonSerializer.Serialize(memory).Length;
        }).ToList();
        Assert.InRange(sizes[399], 0, sizes[100] + 100);
    }

    [Fact]
    public void Quiet_HolidaysAndPromotionsOfEverything_AreNotJudged_LimitsAre()
    {
        var seasonal = new RuleQuiet(Rule(RuleDetectors.Seasonal, RuleBuckets.Day), [new("全场", "All", null, null, "gold", null, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 8))]);
        var (gold, silver) = (new RuleDealer("D0001", "gold", "CN/CN-E/33/3301/"), new RuleDealer("D0002", "silver", "CN/CN-E/33/3302/"));
        Assert.True(seasonal.Holds(Period.Day(new DateOnly(2026, 10, 3)), silver));
        Assert.False(seasonal.Holds(Period.Day(new DateOnly(2026, 10, 9)), silver));
        Assert.True(seasonal.Holds(Period.Day(new DateOnly(2026, 3, 3)), gold));
        Assert.False(seasonal.Holds(Period.Day(new DateOnly(2026, 3, 3)), silver));
        Assert.False(seasonal.Holds(Period.Day(new DateOnly(2026, 3, 8)), gold));
        Assert.False(new RuleQuiet(Rule(RuleDetectors.Threshold, RuleBuckets.Day), []).Holds(Period.Day(new DateOnly(2026, 10, 3)), gold));
        Assert.False(new RuleQuiet(Rule(RuleDetectors.Seasonal, RuleBuckets.Day), [new("水泥", "Cement", null, "水泥", null, null, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 8))]).Holds(Period.Day(new DateOnly(2026, 3, 3)), gold));
    }

    [Theory]
    [InlineData("2026-02-23", true)]
    [InlineData("2026-02-24", false)]
    [InlineData("2028-01-26", true)]
    [InlineData("2028-10-07", true)]
    [InlineData("2028-10-08", false)]
    public void Holidays_FromTheFile_OrFromTheLunarCalendar(string day, bool isHoliday) => Assert.Equal(isHoliday, Holidays.Contains(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("SUM(order_lines: net_amount WHERE status NOT IN ('draft'))", true)]
    [InlineData("COUNT(orders: *)", true)]
    [InlineData("SUM(a: x)/SUM(b: y)", false)]
    [InlineData("AVG(a: x)", false)]
    [InlineData("SUM(ar_snapshots: open_ar)@END", false)]
    public void Contributions_OnlyOfSums(string formula, bool isSum) => Assert.Equal(isSum, RuleContributions.IsSum(formula));

    [Fact]
    public void Lifecycle_OnlyClosedAlertsEnd_AndNobodyClosesWhatIsPending()
    {
        Assert.Equal(AlertState.Resolved, AlertLifecycle.Fire(AlertState.Recovering, AlertTrigger.Close).Value);
        Assert.False(AlertLifecycle.Fire(AlertState.Pending, AlertTrigger.Close).Ok);
        foreach (var trigger in Enum.GetValues<AlertTrigger>())
        {
            Assert.False(AlertLifecycle.Fire(AlertState.Resolved, trigger).Ok);
        }
    }

    [Fact]
    public void MuteTiming_OverMidnight_HoldsOnTheMorningAfterItsDay()
    {
        // Friday 22:00 to 07:00.
        var timing = new MuteTiming { Name = "夜", CreatedBy = "王芳", Weekdays = 1 << (int)DayOfWeek.Friday, FromMinute = 1_320, ToMinute = 420 };
        var friday = new DateTimeOffset(2026, 10, 16, 0, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal([false, false, true, true, false, false], new[] { 6, 21, 22, 30, 31, 46 }.Select(hour => timing.HoldsAt(friday.AddHours(hour))));
    }

    private static (int At, int Count) Fired(AlertRule rule, double?[] values)
    {
        var events = Events(rule, values);
        return (events.IndexOf(RuleEvent.Fire), events.Count(e => e == RuleEvent.Fire));
    }

    private static List<RuleEvent> Events(AlertRule rule, double?[] values, bool isKept = false)
    {
        var memory = new SeriesMemory();
        var evaluator = new RuleEvaluator(rule);
        var bucket = RuleCalendar.Of(rule.Bucket, s_first);
        var events = new List<RuleEvent>();
        foreach (var value in values)
        {
            memory = isKept ? JsonSerializer.Deserialize<SeriesMemory>(JsonSerializer.Serialize(memory))! : memory;
            events.Add(evaluator.Step(memory, bucket, value, false).Event);
            bucket = RuleCalendar.After(rule.Bucket, bucket);
        }

        return events;
    }

    internal static AlertRule Rule(string detector, string bucket, int hold = 0, string direction = "both", decimal effect = 0, double limit = 3.5) => new()
    {
        Id = Guid.Parse("00000000-0000-0000-0000-0000000000a1"), Name = "动销", NameEn = "Sell-out", MetricId = "STO-01", Slice = "", Each = RuleSubjects.Dealer, Bucket = bucket, Detector = detector, Limit = limit,
        MinimumEffect = effect, Direction = direction, HoldBuckets = hold, Severity = "warn", OwnerRole = "CHM", Runbook = "先核对数据。", Enabled = true, ChangedBy = "王芳",
    };
}
