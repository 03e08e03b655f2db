using ChannelPortal.Features.Targets.Components;
using ChannelPortal.Features.Targets.Domain;
using CsCheck;

namespace ChannelPortal.Tests.Features.Targets;

/// <summary>The arithmetic of a spread: exact, by share and by season.</summary>
public sealed class TargetSpreadTests
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<long>> s_none = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);

    [Fact]
    public void Of_AnyAmountsAndSeasons_SumsToTheTopAmountToTheCent() =>
        Gen.Select(Gen.Long[1, 100_000_000_000_000], Gen.Long[0, 90_000_000_000].Array[1, 40], Gen.Long[0, 1_000_000_000].Array[12], Gen.Int[1, 12]).Sample((top, bases, season, months) =>
        {
            var dealers = bases.Select((b, i) => new SpreadDealer($"D{i}", i % 2 == 0 ? "A" : "B", b)).ToList();
            var spread = TargetSpread.Of(top, dealers, [.. TargetCalendar.Months(2027).Take(months)], new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal) { ["A"] = season }, null);
            return spread.Sum(d => d.Total) == top && spread.Count == bases.Length && spread.All(d => d.Months.Count == months && d.Months.All(m => m.Amount >= 0));
        });

    [Fact]
    public void Of_SharesAndSeasons_AreFollowed()
    {
        var season = TargetSpread.Season([100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 300], new DateOnly(2026, 12, 1));
        var spread = TargetSpread.Of(2_800, [new("A", "E", 3), new("B", "E", 1)], TargetCalendar.Months(2027), new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal) { ["E"] = season! }, null);
        Assert.Equal((2_100L, 700L), (spread[0].Total, spread[1].Total));
        Assert.Equal((450L, 150L), (spread[0].Months[11].Amount, spread[0].Months[0].Amount));
    }

    [Fact]
    public void Of_WithoutHistory_SpreadsEvenly()
    {
        var spread = TargetSpread.Of(1_201, [new("A", "E", 0), new("B", "E", 0)], TargetCalendar.Months(2027), s_none, null);
        Assert.Equal([601L, 600L], spread.Select(d => d.Total));
        Assert.All(spread.SelectMany(d => d.Months), m => Assert.InRange(m.Amount, 50, 51));
    }

    [Fact]
    public void Season_AveragesShares_AndLeavesOutAYearInWhichBooksBegin()
    {
        // Twice as much in the second year, with the same shape: growth does not weigh.
        long[] year = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9];
        var last = new DateOnly(2026, 12, 1);
        Assert.Equal(TargetSpread.Season(year, last), TargetSpread.Season([.. year, .. year.Select(v => v * 2)], last));
        Assert.Equal(TargetSpread.Season(year, last), TargetSpread.Season([0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5, .. year], last));
        Assert.Null(TargetSpread.Season([0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5], last));
        Assert.Null(TargetSpread.Season([], last));

        // The window ends in September: its ninth last month is January.
        var turned = TargetSpread.Season([1, 1, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1], new DateOnly(2026, 9, 1))!;
        Assert.Equal(11, turned.ToList().IndexOf(turned.Max()));
    }

    [Fact]
    public void ByShape_KeepsTheShape_AndTheSum()
    {
        var spread = TargetSpread.ByShape(101, [new(new DateOnly(2027, 1, 1), 30), new(new DateOnly(2027, 2, 1), 70)]);
        Assert.Equal([30L, 71L], spread.Select(m => m.Amount));
    }

    [Theory]
    [InlineData("1,200.50", 1_200_50L)]
    [InlineData("120万", 1_200_000_00L)]
    [InlineData("1.5亿", 150_000_000_00L)]
    [InlineData("¥3", 3_00L)]
    [InlineData("三百", null)]
    [InlineData("", null)]
    public void Parse_WhatPeopleType_IsMinorUnits(string typed, long? expected) => Assert.Equal(expected, TargetWords.Parse(typed));

    [Fact]
    public void OpenMonths_BeginWithTheRunningOne_AndChangesWithTheNext()
    {
        var today = new DateOnly(2026, 10, 15);
        Assert.Equal([new(2026, 10, 1), new(2026, 11, 1), new(2026, 12, 1)], TargetCalendar.OpenMonths(2026, today));
        Assert.Equal(12, TargetCalendar.OpenMonths(2027, today).Count);
        Assert.Empty(TargetCalendar.OpenMonths(2025, today));
        Assert.Equal(new DateOnly(2026, 11, 1), TargetCalendar.FirstChange(today));
    }
}
