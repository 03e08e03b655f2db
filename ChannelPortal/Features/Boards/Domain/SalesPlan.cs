using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Boards.Domain;

/// <summary>
/// Spreads a month target over the month's days by what each weekday usually sells, and a day's part over its hours by what each hour
/// usually sells (domain R23). Parts always sum to the whole.
/// </summary>
/// <param name="weekdayWeights">Seven weights, Sunday first.</param>
/// <param name="hourWeights">Twenty-four weights.</param>
internal sealed class SalesPlan(IReadOnlyList<long> weekdayWeights, IReadOnlyList<long> hourWeights)
{
    public const int HoursOfDay = 24;
    private static readonly long[] s_anyDay = [1, 1, 1, 1, 1, 1, 1];

    // A young network has no habit yet; its plan runs evenly through the office day.
    private static readonly long[] s_officeHours = [.. Enumerable.Range(0, HoursOfDay).Select(h => h is >= 9 and < 18 ? 1L : 0L)];

    private readonly IReadOnlyList<long> byWeekday = weekdayWeights.Any(w => w > 0) ? weekdayWeights : s_anyDay;
    private readonly IReadOnlyList<long> byHour = hourWeights.Any(w => w > 0) ? hourWeights : s_officeHours;

    /// <summary>Learns the weights from past days: the mean of each weekday, the sum of each hour. Negative sums (returns) count as nothing.</summary>
    public static SalesPlan Learn(IEnumerable<(DateOnly Day, int Hour, long Amount)> history)
    {
        var byDay = new Dictionary<DateOnly, long>();
        var hours = new long[HoursOfDay];
        foreach (var (day, hour, amount) in history)
        {
            byDay[day] = byDay.GetValueOrDefault(day) + amount;
            hours[hour] += amount;
        }

        var weekdays = new long[7];
        if (byDay.Count > 0)
        {
            // A day without any order is a day too, so means run over the calendar from the first sale on.
            var first = byDay.Keys.Min();
            var last = byDay.Keys.Max();
            for (var weekday = 0; weekday < weekdays.Length; weekday++)
            {
                var days = 0;
                var sum = 0L;
                for (var day = first.AddDays((weekday - (int)first.DayOfWeek + 7) % 7); day <= last; day = day.AddDays(7))
                {
                    (days, sum) = (days + 1, sum + byDay.GetValueOrDefault(day));
                }

                weekdays[weekday] = days == 0 ? byDay.Values.Sum() / byDay.Count : sum / days;
            }
        }

        return new SalesPlan(Positive(weekdays), Positive(hours));
    }

    /// <summary>The day's part of its month's target, in minor units.</summary>
    public long OfDay(long monthTarget, DateOnly day) => OfDays(monthTarget, day)[day.Day - 1];

    /// <summary>The part of all days of the month up to and with the day.</summary>
    public long ToDay(long monthTarget, DateOnly day) => OfDays(monthTarget, day).Take(day.Day).Sum();

    /// <summary>The hours' parts of a day's plan.</summary>
    public long[] OfHours(long dayPlan) => Money.Allocate(dayPlan, byHour);

    /// <summary>The part of a day's plan that is due at a time of that day; within an hour it grows evenly.</summary>
    public long ToTime(long dayPlan, TimeSpan timeOfDay)
    {
        var parts = OfHours(dayPlan);
        var full = (int)timeOfDay.TotalHours;
        var started = timeOfDay - TimeSpan.FromHours(full);
        return full >= HoursOfDay
            ? dayPlan
            : parts.Take(full).Sum() + (long)Math.Round(parts[full] * (decimal)started.Ticks / TimeSpan.TicksPerHour, MidpointRounding.AwayFromZero);
    }

    private long[] OfDays(long monthTarget, DateOnly day)
    {
        var weights = new long[DateTime.DaysInMonth(day.Year, day.Month)];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = byWeekday[(int)new DateOnly(day.Year, day.Month, i + 1).DayOfWeek];
        }

        return Money.Allocate(monthTarget, weights);
    }

    private static long[] Positive(long[] weights) => [.. weights.Select(w => Math.Max(w, 0))];
}
