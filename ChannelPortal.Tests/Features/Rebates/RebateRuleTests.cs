using ChannelPortal.Features.Rebates.Components;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Tests.Features.Rebates;

public sealed class RebateRuleTests
{
    private static readonly DateOnly s_today = new(2026, 8, 1);

    [Theory]
    [InlineData(7, 0, "2026-10-08")]
    [InlineData(7, 15, "2026-10-15")]
    [InlineData(7, 5, "2026-11-05")]
    [InlineData(0, 1, "2026-10-01")]
    public void DueOn_AfterGrace_IsTheNextDayOfCalculation(int grace, int day, string due) =>
        Assert.Equal(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), (Rebating.Rule() with { GraceDays = grace, CalcDay = day }).DueOn(Period.Quarter(2026, 3)));

    [Theory]
    [InlineData("Month", "2026-08")]
    [InlineData("Quarter", "2026-Q3")]
    [InlineData("Year", "2026")]
    public void PeriodOf_ADay_IsItsCycle(string cycle, string period) =>
        Assert.Equal(period, (Rebating.Rule() with { Cycle = Enum.Parse<RebateCycle>(cycle) }).PeriodOf(s_today).ToString());

    [Fact]
    public void Json_BackAndForth_KeepsTheRuleAndItsDigest()
    {
        var rule = Rebating.Rule() with { Audience = new RebateAudience(["gold"], [], ["CN-E"], ["瓷砖胶"]) };
        var read = RebateRule.FromJson(rule.ToJson());
        Assert.Equal((rule.ToJson(), rule.Digest), (read.ToJson(), read.Digest));
        Assert.NotEqual(rule.Digest, (rule with { GraceDays = 8 }).Digest);
    }

    [Theory]
    [InlineData("Rebate_GraceOutOfRange", 91, 0, "SellIn")]
    [InlineData("Rebate_CalcDayOutOfRange", 7, 29, "SellIn")]
    [InlineData("Rebate_MixNeedsCategories", 7, 0, "Mix")]
    public void Fault_OfARuleThatCannotBe_SaysWhy(string fault, int grace, int day, string basis)
    {
        var rule = Rebating.Rule();
        Assert.Null(rule.Fault());
        Assert.Equal(fault, (rule with { GraceDays = grace, CalcDay = day, Terms = rule.Terms with { Basis = Enum.Parse<RebateBasis>(basis) } }).Fault());
    }

    [Fact]
    public void Form_OfARule_ReadsBackToTheSameRule()
    {
        foreach (var terms in new[]
        {
            Rebating.Rule().Terms with { Cap = 50_000_00 },
            new RebateTerms(RebateBasis.Growth, RebateMethod.Retroactive, RebateMeasure.Amount, [new(0.05m, 0.02m), new(0.155m, 0.03m)]),
            new RebateTerms(RebateBasis.SellOut, RebateMethod.PerUnit, RebateMeasure.Quantity, [new(100_000, 2_00), new(500_000, 3_50)]),
        })
        {
            var rule = Rebating.Rule() with { Terms = terms };
            Assert.Equal(rule.ToJson(), RebateForm.Of(null, null, rule, s_today).ToRule().Rule!.ToJson());
        }

        var form = RebateForm.Of(null, null, Rebating.Rule(), s_today);
        form.Steps[0].From = "viel";
        Assert.Equal((null, "Rebate_StepUnreadable"), form.ToRule());
    }

    [Fact]
    public void Forecast_OfAnEvenPace_GoesOnEvenly_AndFollowsTheDealersOwnSeason()
    {
        // A thousand a day for two years; from August on last year two thousand.
        var even = Enumerable.Range(0, 800).ToDictionary(n => s_today.AddDays(-n - 1), _ => 1_000L);
        var end = new DateOnly(2026, 10, 1);
        var outlook = RebateForecast.Of(even, s_today, end);
        Assert.Equal((61_000, 0), (decimal.Round(outlook.Mean), decimal.Round(outlook.Deviation)));
        foreach (var day in even.Keys.Where(d => d >= s_today.AddYears(-1) && d < end.AddYears(-1)).ToList())
        {
            even[day] = 2_000;
        }

        Assert.Equal(122_000, decimal.Round(RebateForecast.Of(even, s_today, end).Mean));
        Assert.Equal(0, RebateForecast.Of(even, end, end).Mean);
        Assert.Equal(0, RebateForecast.Of(new Dictionary<DateOnly, long>(), s_today, end).Mean);
    }

    [Fact]
    public void Forecast_OfAnUnevenPace_ScattersWithTheRootOfTheWeeks()
    {
        var weeks = Enumerable.Range(0, 91).ToDictionary(n => s_today.AddDays(-n - 1), n => n / 7 % 2 == 0 ? 0L : 2_000L);
        var (near, far) = (RebateForecast.Of(weeks, s_today, s_today.AddDays(7)), RebateForecast.Of(weeks, s_today, s_today.AddDays(28)));
        Assert.True(near.Deviation > 0);
        Assert.Equal(2, (double)(far.Deviation / near.Deviation), 3);
    }

    [Fact]
    public void Lifecycle_FromEachState_AllowsOnlyItsTable()
    {
        var statement = Rebating.Statement();
        foreach (var trigger in new[] { RebateTrigger.Settle, RebateTrigger.Approve, RebateTrigger.Confirm, RebateTrigger.Send })
        {
            Assert.False(RebateLifecycle.TryMove(statement, trigger));
        }

        foreach (var (trigger, state) in new[]
        {
            (RebateTrigger.Calculate, RebateState.Calculated), (RebateTrigger.Send, RebateState.Sent), (RebateTrigger.Dispute, RebateState.Disputed), (RebateTrigger.Answer, RebateState.Sent),
            (RebateTrigger.Confirm, RebateState.Confirmed), (RebateTrigger.Approve, RebateState.Approved), (RebateTrigger.Settle, RebateState.Settled), (RebateTrigger.Close, RebateState.Closed),
        })
        {
            Assert.True(RebateLifecycle.TryMove(statement, trigger), trigger.ToString());
            Assert.Equal(state, statement.State);
        }

        Assert.False(RebateLifecycle.TryMove(statement, RebateTrigger.Calculate));
    }
}
