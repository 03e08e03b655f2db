using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Boards.Domain;

/// <summary>The steps of a time chart: days up to five weeks, weeks up to half a year, months beyond.</summary>
internal static class TileBuckets
{
    private const int MostDays = 35;
    private const int MostWeeks = 26;
    private const int MostMonths = 60;

    public static IReadOnlyList<Period> Of(Period days) =>
        days.Days <= MostDays ? Cut(days, d => d.AddDays(1))
        : days.Days <= MostWeeks * 7 ? Cut(days, d => d.AddDays(7 - (((int)d.DayOfWeek + 6) % 7)))
        : Cut(new Period(Later(days.Start, days.End.AddMonths(-MostMonths)), days.End), d => new DateOnly(d.Year, d.Month, 1).AddMonths(1));

    /// <summary>As many steps that end with the range, for the shape behind a figure.</summary>
    public static IReadOnlyList<Period> Last(Period days, int count)
    {
        if (days.Days <= MostDays)
        {
            return [.. Enumerable.Range(1 - count, count).Select(i => Period.Day(days.End.AddDays(i - 1)))];
        }

        var month = Period.MonthOf(days.End.AddDays(-1));
        return [.. Enumerable.Range(1 - count, count).Select(i => Period.MonthOf(month.Start.AddMonths(i)))];
    }

    /// <summary>For each step the step of the compared days that lies as far from their beginning; what lies beyond their end is left out.</summary>
    public static IReadOnlyList<Period> Beside(IReadOnlyList<Period> buckets, Period days, Period compared)
    {
        // Months keep their names: a shift by days would cut February into March.
        var months = Months(compared.Start) - Months(days.Start);
        var areMonths = days.Days > MostWeeks * 7 && days.Start.AddMonths(months) == compared.Start;
        return [.. buckets.Select(b => new Period(Moved(b.Start), Moved(b.End))).Where(p => p.Days > 0)];

        DateOnly Moved(DateOnly day) => Earlier(areMonths ? day.AddMonths(months) : day.AddDays(compared.Start.DayNumber - days.Start.DayNumber), compared.End);
    }

    private static int Months(DateOnly day) => (day.Year * 12) + day.Month;

    private static List<Period> Cut(Period days, Func<DateOnly, DateOnly> next)
    {
        var cut = new List<Period>();
        for (var at = days.Start; at < days.End; at = cut[^1].End)
        {
            cut.Add(new Period(at, Earlier(next(at), days.End)));
        }

        return cut;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
