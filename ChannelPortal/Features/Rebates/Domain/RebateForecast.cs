namespace ChannelPortal.Features.Rebates.Domain;

/// <summary>
/// What a dealer will still do until the end of its period, from its own pace and its own last year: the last quarter's pace, multiplied by how the same days went
/// on a year ago. Pure.
/// </summary>
internal static class RebateForecast
{
    /// <summary>Days behind the reading day that make up the pace.</summary>
    public const int PaceDays = 91;

    private const int Week = 7;

    /// <param name="byDay">What counted on each day, as far back as it is known; days without anything may be missing.</param>
    /// <param name="today">First day that is still to come.</param>
    public static RebateOutlook Of(IReadOnlyDictionary<DateOnly, long> byDay, DateOnly today, DateOnly end)
    {
        var left = end.DayNumber - today.DayNumber;
        if (left <= 0)
        {
            return new RebateOutlook(0, 0);
        }

        var pace = Sum(byDay, today.AddDays(-PaceDays), today);
        var (then, rest) = (today.AddYears(-1), end.AddYears(-1));
        var paceThen = Sum(byDay, then.AddDays(-PaceDays), then);
        var steady = pace * (decimal)left / PaceDays;

        // A year ago with next to no sales tells nothing of the season, and a season beyond three times the pace is no season.
        var mean = paceThen <= 0 ? steady : Math.Clamp(pace * (decimal)Sum(byDay, then, rest) / paceThen, 0, steady * 3);
        return new RebateOutlook(mean, Deviation(byDay, today, left));
    }

    /// <summary>Weeks scatter independently, so the scatter of the rest grows with the root of its weeks.</summary>
    private static decimal Deviation(IReadOnlyDictionary<DateOnly, long> byDay, DateOnly today, int left)
    {
        var weeks = Enumerable.Range(1, PaceDays / Week).Select(n => (double)Sum(byDay, today.AddDays(-n * Week), today.AddDays((1 - n) * Week))).ToList();
        var mean = weeks.Average();
        var variance = weeks.Sum(w => (w - mean) * (w - mean)) / (weeks.Count - 1);
        return (decimal)Math.Sqrt(variance * left / Week);
    }

    private static long Sum(IReadOnlyDictionary<DateOnly, long> byDay, DateOnly from, DateOnly until)
    {
        var sum = 0L;
        for (var day = from; day < until; day = day.AddDays(1))
        {
            sum += byDay.GetValueOrDefault(day);
        }

        return sum;
    }
}
