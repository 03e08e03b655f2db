using ChannelPortal.Features.Alerts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Alerts;

/// <summary>When silence is a gap in the reports, and when it is the dealer's way.</summary>
public sealed class DataGapRuleTests
{
    private static readonly DataGapRule s_rule = new(new AlertsOptions());
    private static readonly CountHistory s_none = new();

    // 15 October 2026; the days before the 8th are the National Day holidays.
    private static readonly DateOnly s_today = Some.Day;

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Evaluate_DailySeller_IsMissedAfterFiveFullDays(int ago, bool isGap)
    {
        var found = s_rule.Evaluate(Seller(1, ago), s_none, s_today, Some.Noon);
        Assert.Equal(isGap, found is not null);
        if (found is not null)
        {
            Assert.Equal(("data", "D0001", s_today.AddDays(1 - ago), 5 * 1_000L), (found.Kind, found.DealerId, found.Day, found.Stake));
        }
    }

    [Fact]
    public void Evaluate_SellerOfEverySecondDay_IsMissedLater()
    {
        Assert.Null(s_rule.Evaluate(Seller(2, 8), s_none, s_today, Some.Noon));
        Assert.NotNull(s_rule.Evaluate(Seller(2, 30), s_none, s_today, Some.Noon));
    }

    [Fact]
    public void Evaluate_HolidaysAreNoSilence()
    {
        var untilTheHolidays = Seller(1, 15);
        Assert.Null(s_rule.Evaluate(untilTheHolidays, s_none, new DateOnly(2026, 10, 8), Some.Noon));
        Assert.NotNull(s_rule.Evaluate(untilTheHolidays, s_none, new DateOnly(2026, 10, 14), Some.Noon));
    }

    [Fact]
    public void Evaluate_SeldomSeller_HasNoPace() => Assert.Null(s_rule.Evaluate(Seller(5, 40), s_none, s_today, Some.Noon));

    /// <summary>A pause of a seller of every second day: alone too short, with counts missing long enough, with a count of his no silence at all.</summary>
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void Evaluate_CountsTellWhetherHeIsThere(bool isDue, bool came, bool isGap)
    {
        const int Pause = 16;
        var counts = new CountHistory();
        foreach (var ago in new[] { 80, 50, 20 }.Concat(isDue ? [10, 5, 3] : []))
        {
            counts.Add("D0002", s_today.AddDays(-ago));
            counts.Add("D0003", s_today.AddDays(-ago));
            if (ago > Pause || came)
            {
                counts.Add("D0001", s_today.AddDays(-ago));
            }
        }

        Assert.Equal(isGap, s_rule.Evaluate(Seller(2, Pause), counts, s_today, Some.Noon) is not null);
        Assert.True(s_rule.IsQuiet(Seller(2, Pause), s_today));
        Assert.False(s_rule.IsQuiet(Seller(2, 2), s_today));
    }

    /// <summary>Ten yuan on each day of a sale up to so many days before the day judged.</summary>
    private static DealerSales Seller(int every, int last)
    {
        var sales = new DealerSales("D0001");
        foreach (var ago in Enumerable.Range(0, 200).Where(a => a % every == 0))
        {
            sales.Add(s_today.DayNumber - last - ago, 1_000 * every, 1);
        }

        return sales;
    }
}
