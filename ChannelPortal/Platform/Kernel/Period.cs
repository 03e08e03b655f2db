using System.Globalization;

namespace ChannelPortal.Platform.Kernel;

/// <summary>A half-open range of business days, <c>[Start, End)</c>.</summary>
/// <param name="Start">First day.</param>
/// <param name="End">Day after the last.</param>
public readonly record struct Period(DateOnly Start, DateOnly End)
{
    public int Days => End.DayNumber - Start.DayNumber;

    public bool Contains(DateOnly day) => day >= Start && day < End;

    public static Period Day(DateOnly day) => new(day, day.AddDays(1));

    public static Period Month(int year, int month) => new(new DateOnly(year, month, 1), new DateOnly(year, month, 1).AddMonths(1));

    public static Period MonthOf(DateOnly day) => Month(day.Year, day.Month);

    public static Period Quarter(int year, int quarter) =>
        new(new DateOnly(year, (quarter * 3) - 2, 1), new DateOnly(year, (quarter * 3) - 2, 1).AddMonths(3));

    public static Period Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));

    /// <summary>Parses <c>2026</c>, <c>2026-10</c>, <c>2026-Q3</c> or <c>2026-10-31</c>.</summary>
    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        if (string.IsNullOrWhiteSpace(text) || text.Length < 4 ||
            !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 9000)
        {
            return false;
        }

        switch (text.Length)
        {
            case 4:
                period = Year(year);
                return true;
            case 7 when text[4] == '-' && text[5] == 'Q' && text[6] is >= '1' and <= '4':
                period = Quarter(year, text[6] - '0');
                return true;
            case 7 when DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first):
                period = MonthOf(first);
                return true;
            case 10 when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                period = Day(day);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The same text form that <see cref="TryParse"/> reads, or <c>start..end</c> for any other range.</summary>
    public override string ToString()
    {
        if (this == MonthOf(Start))
        {
            return Start.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        }

        if (this == Day(Start))
        {
            return Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (this == Year(Start.Year))
        {
            return Start.Year.ToString(CultureInfo.InvariantCulture);
        }

        var quarter = ((Start.Month - 1) / 3) + 1;
        return this == Quarter(Start.Year, quarter)
            ? string.Create(CultureInfo.InvariantCulture, $"{Start.Year}-Q{quarter}")
            : string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM-dd}..{End:yyyy-MM-dd}");
    }
}
