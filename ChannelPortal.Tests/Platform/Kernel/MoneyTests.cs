using ChannelPortal.Platform.Kernel;
using CsCheck;

namespace ChannelPortal.Tests.Platform.Kernel;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0.125", 13)]
    [InlineData("-0.125", -13)]
    [InlineData("0.124", 12)]
    [InlineData("99999999.995", 10_000_000_000)]
    public void ToMinor_Midpoint_RoundsAwayFromZero(string amount, long expected) =>
        Assert.Equal(expected, Money.ToMinor(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void LineMinor_PriceTimesQuantity_RoundsOncePerLine() =>
        Assert.Equal(4_98, Money.LineMinor(3_3333 / 2 * 1, 2_990));

    [Fact]
    public void Allocate_AnyWeights_PartsSumToTheWhole() =>
        Gen.Select(Gen.Long[-1_000_000_000, 1_000_000_000], Gen.Long[0, 1_000].Array[1, 30].Where(w => w.Any(x => x > 0)))
            .Sample((minor, weights) => Money.Allocate(minor, weights).Sum() == minor, iter: 20_000);

    [Fact]
    public void Plus_OtherCurrency_Throws() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, "CNY") + new Money(1, "USD"));
}

public sealed class PeriodTests
{
    [Fact]
    public void TryParse_WhatToStringWrote_IsTheSamePeriod() =>
        Gen.Select(Gen.Int[2000, 2050], Gen.Int[1, 12], Gen.Int[1, 28], Gen.Int[0, 3]).Sample((year, month, day, kind) =>
        {
            var period = kind switch
            {
                0 => Period.Month(year, month),
                1 => Period.Quarter(year, ((month - 1) / 3) + 1),
                2 => Period.Year(year),
                _ => Period.Day(new DateOnly(year, month, day)),
            };
            return Period.TryParse(period.ToString(), out var parsed) && parsed == period;
        });

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-Q5")]
    [InlineData("26-10")]
    [InlineData("2026-10-32")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_NotAPeriod_SaysNo(string? text) => Assert.False(Period.TryParse(text, out _));

    [Fact]
    public void DayOf_LastHoursOfTheUtcMonth_IsAlreadyTheNextMonthInShanghai()
    {
        var clock = new BusinessClock(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        Assert.Equal(new DateOnly(2026, 2, 1), clock.DayOf(new DateTimeOffset(2026, 1, 31, 16, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new DateOnly(2026, 1, 31), clock.DayOf(new DateTimeOffset(2026, 1, 31, 15, 59, 59, TimeSpan.Zero)));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 16, 0, 0, TimeSpan.Zero), clock.StartOf(new DateOnly(2026, 2, 1)));
    }
}
