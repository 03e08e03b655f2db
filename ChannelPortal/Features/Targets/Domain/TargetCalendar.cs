using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Targets.Domain;

/// <summary>Which months may still be planned. What has ended is attained or missed, and is never planned anew.</summary>
internal static class TargetCalendar
{
    private const int YearsAround = 20;

    /// <summary>A year that somebody may ask for; whatever else an address says is the running one.</summary>
    public static int Asked(int? year, DateOnly today) => year is { } asked && Math.Abs(asked - today.Year) <= YearsAround ? asked : today.Year;

    public static IReadOnlyList<DateOnly> Months(int year) => [.. Enumerable.Range(1, 12).Select(m => new DateOnly(year, m, 1))];

    /// <summary>Months of the year that have not ended on the day: all of a year to come, none of one that is over.</summary>
    public static IReadOnlyList<DateOnly> OpenMonths(int year, DateOnly today) => [.. Months(year).Where(m => m >= Period.MonthOf(today).Start)];

    /// <summary>The first month that a frozen plan may change: the one after the running month.</summary>
    public static DateOnly FirstChange(DateOnly today) => Period.MonthOf(today).End;
}
