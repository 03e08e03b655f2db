using ChannelPortal.Features.Boards.Domain;

namespace ChannelPortal.Tests.Features.Boards;

public sealed class SalesPlanTests
{
    // Sunday nothing, Monday double, the other days one; two thirds of a day at nine, one third at fourteen.
    private static readonly SalesPlan s_plan = new([0, 2, 1, 1, 1, 1, 1], [.. Enumerable.Range(0, 24).Select(h => h switch { 9 => 20L, 14 => 10L, _ => 0L })]);

    [Fact]
    public void OfDay_October2026_FollowsTheWeekday()
    {
        // 31 days from a Thursday: 4 Sundays (0), 4 Mondays (2), 23 others (1) make 31 shares.
        Assert.Equal(0, s_plan.OfDay(31_000, new DateOnly(2026, 10, 4)));
        Assert.Equal(2_000, s_plan.OfDay(31_000, new DateOnly(2026, 10, 5)));
        Assert.Equal(1_000, s_plan.OfDay(31_000, new DateOnly(2026, 10, 15)));
        Assert.Equal(31_000, s_plan.ToDay(31_000, new DateOnly(2026, 10, 31)));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(9, 30, 1_000)]
    [InlineData(13, 59, 2_000)]
    [InlineData(14, 15, 2_250)]
    [InlineData(23, 59, 3_000)]
    public void ToTime_GrowsWithinTheHour(int hour, int minute, long due) => Assert.Equal(due, s_plan.ToTime(3_000, new TimeSpan(hour, minute, 0)));

    [Fact]
    public void OfHours_UnevenAmount_SumsToTheWhole() => Assert.Equal(1_000, s_plan.OfHours(1_000).Sum());

    [Fact]
    public void Learn_TwoWeeks_TakesTheMeanOfEachWeekday()
    {
        // Mondays 300, 100 and 0, Tuesdays 200 and nothing: means 133 and 100.
        var learned = SalesPlan.Learn([(Monday(0), 9, 300), (Monday(1), 10, 100), (Monday(0).AddDays(1), 9, 200), (Monday(2), 9, 0)]);
        Assert.Equal(1.33, (double)learned.OfDay(1_000_000, new DateOnly(2026, 11, 2)) / learned.OfDay(1_000_000, new DateOnly(2026, 11, 3)), 0.0001);
        Assert.Equal([5_000, 1_000], learned.OfHours(6_000)[9..11]);
    }

    [Fact]
    public void Learn_NoHistory_SpreadsOverOfficeHours()
    {
        var learned = SalesPlan.Learn([]);
        Assert.Equal(1_000, learned.OfDay(31_000, new DateOnly(2026, 10, 4)));
        Assert.Equal(0, learned.ToTime(900, TimeSpan.FromHours(9)));
        Assert.Equal(900, learned.ToTime(900, TimeSpan.FromHours(18)));
    }

    private static DateOnly Monday(int week) => new DateOnly(2026, 10, 5).AddDays(7 * week);
}
