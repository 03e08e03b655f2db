using System.Globalization;

namespace ChannelPortal.Platform.Analytics;

/// <summary>
/// Statutory holidays. The State Council announces a year in the November before; a year that the file does not have falls back on the
/// fixed days, Spring Festival by the lunar calendar.
/// </summary>
public static class Holidays
{
    private static readonly ILookup<int, (DateOnly From, DateOnly To)> s_years = Read();

    public static bool Contains(DateOnly day) => (s_years.Contains(day.Year) ? s_years[day.Year] : Usual(day.Year)).Any(h => day >= h.From && day <= h.To);

    /// <summary>False when the year rests on the fixed days only.</summary>
    public static bool Knows(int year) => s_years.Contains(year);

    /// <summary>First day of the lunar year that begins in a year.</summary>
    public static DateOnly SpringFestival(int year) => DateOnly.FromDateTime(new ChineseLunisolarCalendar().ToDateTime(year, 1, 1, 0, 0, 0, 0));

    private static (DateOnly From, DateOnly To)[] Usual(int year)
    {
        var festival = SpringFestival(year);
        return [(new(year, 1, 1), new(year, 1, 1)), (festival.AddDays(-1), festival.AddDays(6)), (new(year, 5, 1), new(year, 5, 5)), (new(year, 10, 1), new(year, 10, 7))];
    }

    private static ILookup<int, (DateOnly From, DateOnly To)> Read()
    {
        using var stream = typeof(Holidays).Assembly.GetManifestResourceStream("holidays.csv") ?? throw new InvalidOperationException("holidays.csv is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Trim().Split(','))
            .Select(c => (From: Day(c[0]), To: Day(c[1]))).ToLookup(h => h.From.Year);

        static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
