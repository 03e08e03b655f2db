using System.Globalization;

namespace ChannelPortal.Platform.Kernel;

/// <summary>What a range is compared with.</summary>
public enum RangeComparison
{
    None,

    /// <summary>The range just before: the month before, the same days of the month before, or as many days.</summary>
    Previous,

    /// <summary>The same days of the year before.</summary>
    Year,

    /// <summary>The days of the year before that lie as far from its Lunar New Year.</summary>
    Lunar,
}

/// <summary>A range as it is written in links: two texts of the grammar of <see cref="TimeExpression"/>.</summary>
public sealed class TimeRange
{
    /// <summary>Stands between the two in one text.</summary>
    public const string Separator = "..";

    private readonly TimeExpression from;
    private readonly TimeExpression to;

    private TimeRange(string fromText, string toText, TimeExpression from, TimeExpression to) => (From, To, this.from, this.to) = (fromText, toText, from, to);

    public string From { get; }

    public string To { get; }

    /// <summary>Reads the two parts; the refusal of one carries its name as <see cref="Error.Field"/>.</summary>
    public static Result<TimeRange> Parse(string? from, string? to)
    {
        var (first, last) = (TimeExpression.Parse(from), TimeExpression.Parse(to));
        return !first.Ok ? first.Errors[0].On("from")
            : !last.Ok ? last.Errors[0].On("to")
            : new TimeRange(from!.Trim(), to!.Trim(), first.Value, last.Value);
    }

    /// <summary>Reads <c>now-7d .. now</c>, as it is copied and pasted; one part alone is that whole unit.</summary>
    public static Result<TimeRange> Parse(string? text)
    {
        var parts = (text ?? "").Split(Separator, 2);
        return Parse(parts[0], parts[^1]);
    }

    public override string ToString() => $"{From} {Separator} {To}";

    /// <summary>
    /// The business days of the range as of now. A day counts when it begins inside the range; a range in which none begins is the day it ends in.
    /// </summary>
    public Result<Period> Days(BusinessClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        try
        {
            var now = clock.Local(clock.Now).DateTime;
            var start = from.Resolve(now, clock.Zone, isEnd: false, clock.FiscalStart);
            var end = to.Resolve(now, clock.Zone, isEnd: true, clock.FiscalStart);
            if (start >= end)
            {
                return Error.Of("range_reversed", Text(start), Text(end));
            }

            var last = DateOnly.FromDateTime(end.AddTicks(-1));
            var first = DateOnly.FromDateTime(start.AddTicks(TimeSpan.TicksPerDay - 1));
            return new Period(first > last ? last : first, last.AddDays(1));
        }
        catch (ArgumentOutOfRangeException)
        {
            return Error.Of("range_too_far");
        }
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>The days that a period is compared with.</summary>
public static class RangeComparisons
{
    /// <summary>Null without a comparison.</summary>
    public static Period? Of(this RangeComparison comparison, Period days) => comparison switch
    {
        RangeComparison.Previous => Previous(days),
        RangeComparison.Year => new Period(days.Start.AddYears(-1), Later(days.Start.AddYears(-1), days.End.AddYears(-1))),
        RangeComparison.Lunar => Lunar(days),
        _ => null,
    };

    private static Period Previous(Period days)
    {
        var month = Period.MonthOf(days.Start);
        if (days.Start == month.Start && days.End.Day == 1)
        {
            var months = ((days.End.Year - days.Start.Year) * 12) + days.End.Month - days.Start.Month;
            return new Period(days.Start.AddMonths(-months), days.Start);
        }

        if (days.Start == month.Start && days.End <= month.End)
        {
            var before = days.Start.AddMonths(-1);
            return new Period(before, before.AddDays(Math.Min(days.Days, days.Start.DayNumber - before.DayNumber)));
        }

        return new Period(days.Start.AddDays(-days.Days), days.Start);
    }

    private static Period Lunar(Period days)
    {
        var shift = LunarCalendar.NewYear(days.Start.Year).DayNumber - LunarCalendar.NewYear(days.Start.Year - 1).DayNumber;
        return new Period(days.Start.AddDays(-shift), days.End.AddDays(-shift));
    }

    private static DateOnly Later(DateOnly start, DateOnly end) => end > start ? end : start.AddDays(1);
}
