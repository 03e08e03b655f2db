using System.ComponentModel.DataAnnotations;
using ChannelPortal.Features.DataFeeds.Contracts;

namespace ChannelPortal.Features.DataFeeds;

/// <summary>Section <c>DataFeeds</c>.</summary>
public sealed class DataFeedsOptions
{
    /// <summary>When feeds are due, by <c>{tier}-{kind}</c>, e.g. <c>gold-stock</c>. What is left out stays as <see cref="FeedRhythm.UsualOf"/> has it.</summary>
    public Dictionary<string, RhythmOptions> Rhythms { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Seconds between two looks at the due clocks.</summary>
    [Range(5, 3_600)]
    public int SweepSeconds { get; set; } = 60;

    /// <summary>Hours before a due hour at which the dealer is reminded.</summary>
    [Range(1, 72)]
    public int RemindHours { get; set; } = 4;

    /// <summary>Days after which a feed that stays away is the manager's.</summary>
    [Range(1, 60)]
    public int EscalateDays { get; set; } = 3;

    /// <summary>Rows of one submission.</summary>
    [Range(100, 50_000)]
    public int MaxRows { get; set; } = 10_000;

    /// <summary>Robust z from which a quantity is asked about.</summary>
    [Range(2, 100)]
    public int SpikeZ { get; set; } = 5;

    /// <summary>Earlier points that such a judgement needs.</summary>
    [Range(4, 100)]
    public int SpikePoints { get; set; } = 8;

    /// <summary>Hundredths of a percent by which a count may differ from what came and went.</summary>
    [Range(1, 5_000)]
    public int Tolerance { get; set; } = 200;

    internal FeedRhythm RhythmOf(string tier, string kind) =>
        Rhythms.TryGetValue($"{tier}-{kind}", out var own) ? new FeedRhythm(own.Weekday, own.DueHour) : FeedRhythm.UsualOf(tier, kind);
}

/// <summary>A rhythm as configured.</summary>
public sealed class RhythmOptions
{
    /// <summary>None is every day.</summary>
    public DayOfWeek? Weekday { get; set; }

    [Range(1, 24)]
    public int DueHour { get; set; } = 20;
}
