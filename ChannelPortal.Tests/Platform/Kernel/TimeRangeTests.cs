using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Platform.Kernel;

/// <summary>Now is Thursday, 15 October 2026, 12:30 in Shanghai; the fiscal year begins in April.</summary>
public sealed class TimeRangeTests
{
    private static readonly BusinessClock s_clock =
        new(new FakeTimeProvider(new DateTimeOffset(2026, 10, 15, 4, 30, 0, TimeSpan.Zero)), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), fiscalStart: 4);

    [Theory]
    [InlineData("now/d .. now/d", "2026-10-15", "2026-10-15")]
    [InlineData("now-7d .. now", "2026-10-09", "2026-10-15")]
    [InlineData("now-7d/d .. now-1d/d", "2026-10-08", "2026-10-14")]
    [InlineData("now-6h .. now", "2026-10-15", "2026-10-15")]
    [InlineData("now/M .. now", "2026-10-01", "2026-10-15")]
    [InlineData("now/M", "2026-10-01", "2026-10-31")]
    [InlineData("now-1M/M .. now-1M/M", "2026-09-01", "2026-09-30")]
    [InlineData("now/w .. now/w", "2026-10-12", "2026-10-18")]
    [InlineData("now-w/w", "2026-10-05", "2026-10-11")]
    [InlineData("now/Q", "2026-10-01", "2026-12-31")]
    [InlineData("now/y .. now/y", "2026-01-01", "2026-12-31")]
    [InlineData("now/fy .. now/fy", "2026-04-01", "2027-03-31")]
    [InlineData("now-1fQ/fQ", "2026-07-01", "2026-09-30")]
    [InlineData("now/ly .. now", "2026-02-17", "2026-10-15")]
    [InlineData("now-1ly/ly", "2025-01-29", "2026-02-16")]
    [InlineData("now .. now+30d", "2026-10-16", "2026-11-14")]
    [InlineData("now/M .. now/M+2d", "2026-10-01", "2026-11-02")]
    [InlineData("now/M/d .. now/M/d", "2026-10-01", "2026-10-31")]
    [InlineData("now .. now 30d", "2026-10-16", "2026-11-14")]
    [InlineData("2026-02", "2026-02-01", "2026-02-28")]
    [InlineData("2026-Q3", "2026-07-01", "2026-09-30")]
    [InlineData("2026-09-20 .. now", "2026-09-20", "2026-10-15")]
    [InlineData("2026-10-01 14:00 .. 2026-10-03 09:00", "2026-10-02", "2026-10-03")]
    [InlineData("2026-09-30T16:00:00Z .. 2026-10-02T16:00:00Z", "2026-10-01", "2026-10-02")]
    [InlineData("1790784000000 .. 1790956800000", "2026-10-01", "2026-10-02")]
    public void Days_OfARange_AreBusinessDays(string text, string first, string last)
    {
        var days = TimeRange.Parse(text).Value!.Days(s_clock);
        Assert.Empty(days.Errors);
        Assert.Equal((Day(first), Day(last)), (days.Value.Start, days.Value.End.AddDays(-1)));
    }

    [Theory]
    [InlineData("", "range_empty", null)]
    [InlineData("now-7x .. now", "range_unit", 6)]
    [InlineData("now-7 .. now", "range_unit", 6)]
    [InlineData("now*2d .. now", "range_unexpected", 4)]
    [InlineData("now-1M/2M .. now", "range_number", 8)]
    [InlineData("now-123456d .. now", "range_number", 5)]
    [InlineData("gestern .. now", "range_date", null)]
    [InlineData("2026-02-30 .. now", "range_date", null)]
    public void Parse_OfNonsense_NamesThePlace(string text, string code, int? position)
    {
        var error = Assert.Single(TimeRange.Parse(text).Errors);
        Assert.Equal((code, "from"), (error.Code, error.Field));
        Assert.Equal(position, error.Args.OfType<int>().Cast<int?>().FirstOrDefault());
    }

    [Fact]
    public void Parse_OfABadEnd_NamesTheEnd() => Assert.Equal("to", TimeRange.Parse("now", "now/").Errors[0].Field);

    [Theory]
    [InlineData("now .. now-1d", "range_reversed")]
    [InlineData("now-9999y .. now", "range_too_far")]
    [InlineData("now+99y/ly .. now+100y", "range_too_far")]
    public void Days_ThatCannotBe_AreRefused(string text, string code) => Assert.Equal(code, TimeRange.Parse(text).Value!.Days(s_clock).Errors[0].Code);

    [Theory]
    [InlineData(RangeComparison.Previous, "2026-10-01", "2026-11-01", "2026-09-01", "2026-10-01")]
    [InlineData(RangeComparison.Previous, "2026-07-01", "2026-10-01", "2026-04-01", "2026-07-01")]
    [InlineData(RangeComparison.Previous, "2026-10-01", "2026-10-16", "2026-09-01", "2026-09-16")]
    [InlineData(RangeComparison.Previous, "2026-03-01", "2026-03-31", "2026-02-01", "2026-03-01")]
    [InlineData(RangeComparison.Previous, "2026-10-09", "2026-10-16", "2026-10-02", "2026-10-09")]
    [InlineData(RangeComparison.Year, "2026-10-01", "2026-10-16", "2025-10-01", "2025-10-16")]
    [InlineData(RangeComparison.Year, "2024-02-29", "2024-03-01", "2023-02-28", "2023-03-01")]
    [InlineData(RangeComparison.Lunar, "2026-02-10", "2026-02-24", "2025-01-22", "2025-02-05")]
    [InlineData(RangeComparison.Lunar, "2026-02-17", "2026-02-18", "2025-01-29", "2025-01-30")]
    public void Of_ACommonPeriod_IsWhatPeopleExpect(RangeComparison comparison, string start, string end, string before, string beforeEnd) =>
        Assert.Equal(new Period(Day(before), Day(beforeEnd)), comparison.Of(new Period(Day(start), Day(end))));

    [Fact]
    public void Presets_AllParse_AndMeanSomething()
    {
        Assert.All(TimePreset.All, p => Assert.True(TimeRange.Parse(p.From, p.To).Value!.Days(s_clock).Ok));
        Assert.Null(RangeComparison.None.Of(Period.Day(s_clock.Today)));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
