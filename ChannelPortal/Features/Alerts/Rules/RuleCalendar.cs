using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Alerts.Rules;

/// <summary>The days, weeks or months that a rule looks at, one after the other.</summary>
internal static class RuleCalendar
{
    public static Period Of(string bucket, DateOnly day) => bucket switch
    {
        RuleBuckets.Day => Period.Day(day),
        RuleBuckets.Week => new Period(Monday(day), Monday(day).AddDays(7)),
        _ => Period.MonthOf(day),
    };

    public static Period Before(string bucket, Period period) => Of(bucket, period.Start.AddDays(-1));

    public static Period After(string bucket, Period period) => Of(bucket, period.End);

    /// <summary>The last one that is over.</summary>
    public static Period LastClosed(string bucket, DateOnly today) => Before(bucket, Of(bucket, today));

    /// <summary>Buckets before the first judged one, from which the detector learns what is usual.</summary>
    public static int WarmUp(string bucket) => bucket switch
    {
        RuleBuckets.Day => 63,
        RuleBuckets.Week => 26,
        _ => 48,
    };

    /// <summary>Buckets in a row without a value after which a series has stopped.</summary>
    public static int Lost(string bucket) => bucket switch
    {
        RuleBuckets.Day => 14,
        RuleBuckets.Week => 3,
        _ => 2,
    };

    public static Period Back(string bucket, Period period, int count)
    {
        for (var i = 0; i < count; i++)
        {
            period = Before(bucket, period);
        }

        return period;
    }

    public static IEnumerable<Period> Range(string bucket, Period first, Period last)
    {
        for (var period = first; period.Start <= last.Start; period = After(bucket, period))
        {
            yield return period;
        }
    }

    /// <summary>Earlier buckets whose mean a gap is measured against: the same weekdays, the weeks or the months before.</summary>
    public static IReadOnlyList<Period> Comparable(string bucket, Period period) => bucket == RuleBuckets.Day
        ? [.. Enumerable.Range(1, 4).Select(week => Period.Day(period.Start.AddDays(-7 * week)))]
        : [.. Enumerable.Range(1, bucket == RuleBuckets.Week ? 4 : 3).Select(back => Back(bucket, period, back))];

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
