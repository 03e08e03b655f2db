using System.Collections.Frozen;
using System.Globalization;

namespace ChannelPortal.Platform.Kernel;

/// <summary>A unit of the time grammar: how far one step is and where a unit begins. Local business time; weeks begin on Monday.</summary>
internal sealed record TimeUnit(string Name, Func<DateTime, int, DateTime> Add, Func<DateTime, int, DateTime> Floor)
{
    /// <summary>By the letters of the grammar; <c>M</c> is a month, <c>m</c> a minute. <c>fQ</c> and <c>fy</c> are fiscal, <c>ly</c> is the lunar year.</summary>
    public static readonly FrozenDictionary<string, TimeUnit> All = new TimeUnit[]
    {
        new("s", (t, n) => t.AddSeconds(n), (t, _) => new DateTime(t.Year, t.Month, t.Day, t.Hour, t.Minute, t.Second, DateTimeKind.Unspecified)),
        new("m", (t, n) => t.AddMinutes(n), (t, _) => new DateTime(t.Year, t.Month, t.Day, t.Hour, t.Minute, 0, DateTimeKind.Unspecified)),
        new("h", (t, n) => t.AddHours(n), (t, _) => t.Date.AddHours(t.Hour)),
        new("d", (t, n) => t.AddDays(n), (t, _) => t.Date),
        new("w", (t, n) => t.AddDays(7d * n), (t, _) => t.Date.AddDays(-(((int)t.DayOfWeek + 6) % 7))),
        new("M", (t, n) => t.AddMonths(n), (t, _) => Months(t, 1, 1)),
        new("Q", (t, n) => t.AddMonths(3 * n), (t, _) => Months(t, 3, 1)),
        new("y", (t, n) => t.AddYears(n), (t, _) => Months(t, 12, 1)),
        new("fQ", (t, n) => t.AddMonths(3 * n), (t, first) => Months(t, 3, first)),
        new("fy", (t, n) => t.AddYears(n), (t, first) => Months(t, 12, first)),
        new("ly", AddLunarYears, (t, _) => LunarCalendar.NewYear(LunarCalendar.YearOf(t)).ToDateTime(TimeOnly.MinValue)),
    }.ToFrozenDictionary(u => u.Name, StringComparer.Ordinal);

    private static DateTime AddLunarYears(DateTime time, int years)
    {
        var year = LunarCalendar.YearOf(time);
        return time.AddDays(LunarCalendar.NewYear(year + years).DayNumber - LunarCalendar.NewYear(year).DayNumber);
    }

    /// <summary>Beginning of the block of <paramref name="size"/> months that holds the time, counted from a month of the year.</summary>
    private static DateTime Months(DateTime time, int size, int first)
    {
        var back = (time.Month - first + 12) % size;
        return new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Unspecified).AddMonths(-back);
    }
}

/// <summary>The traditional calendar, as far as sales follow it: its new year moves between 21 January and 20 February.</summary>
public static class LunarCalendar
{
    private static readonly ChineseLunisolarCalendar s_calendar = new();

    /// <summary>First day of a lunar year. Throws <see cref="ArgumentOutOfRangeException"/> outside 1902 to 2100.</summary>
    public static DateOnly NewYear(int year) => DateOnly.FromDateTime(s_calendar.ToDateTime(year, 1, 1, 0, 0, 0, 0));

    /// <summary>The lunar year that is running at a time; it begins in the calendar year of the same number.</summary>
    public static int YearOf(DateTime time) => s_calendar.GetYear(time);
}
