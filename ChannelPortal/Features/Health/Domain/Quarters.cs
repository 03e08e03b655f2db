using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Domain;

/// <summary>Calendar quarters.</summary>
internal static class Quarters
{
    public static Period Of(DateOnly day) => Period.Quarter(day.Year, ((day.Month - 1) / 3) + 1);

    public static Period Before(Period quarter) => Of(quarter.Start.AddDays(-1));

    /// <summary>The newest quarter that is due: ended, and its <paramref name="dueDay"/>th day after has come.</summary>
    public static Period LastDue(DateOnly today, int dueDay)
    {
        var last = Before(Of(today));
        return today >= last.End.AddDays(dueDay - 1) ? last : Before(last);
    }

    /// <summary>The day by which facts name a quarter: the first of its last month.</summary>
    public static DateOnly FactDay(DateOnly quarterOn) => quarterOn.AddMonths(2);

    /// <summary>Null for anything but a quarter's text, e.g. 2026-Q3.</summary>
    public static Period? Parse(string? text) => text is { Length: 7 } && text[5] == 'Q' && Period.TryParse(text, out var quarter) ? quarter : null;
}
