using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Metrics;

/// <summary>Which rows of a fact a term reads, relative to the selected period (domain.md M1).</summary>
public enum MetricWindow
{
    /// <summary>The selected period.</summary>
    P,

    /// <summary>The period of equal length before it.</summary>
    PP,

    /// <summary>The same period of the year before.</summary>
    PY,

    /// <summary>From the start of the calendar year to the end of the period.</summary>
    YTD,

    /// <summary>The same a year before.</summary>
    YTDPY,

    /// <summary>Three months up to the end of the period.</summary>
    R3,

    /// <summary>Six months up to the end of the period.</summary>
    R6,

    /// <summary>Twelve months up to the end of the period.</summary>
    R12,

    /// <summary>The three months before those of <see cref="R3"/>.</summary>
    R3P,

    /// <summary>The six months before those of <see cref="R6"/>.</summary>
    R6P,

    /// <summary>The twelve months before those of <see cref="R12"/>.</summary>
    R12P,

    /// <summary>The month after the period.</summary>
    N1,

    /// <summary>The latest snapshot date before the start of the period.</summary>
    START,

    /// <summary>The latest snapshot date before the end of the period.</summary>
    END,

    /// <summary>Everything before the end of the period.</summary>
    ALL,
}

/// <summary>The days of a window: half-open, without a beginning for <see cref="MetricWindow.ALL"/> and the snapshot windows.</summary>
internal readonly record struct WindowDays(DateOnly? From, DateOnly To);

internal static class MetricWindows
{
    public static bool IsSnapshot(MetricWindow window) => window is MetricWindow.START or MetricWindow.END;

    public static WindowDays DaysOf(MetricWindow window, Period period)
    {
        var (start, end) = (period.Start, period.End);
        return window switch
        {
            MetricWindow.P => new(start, end),
            MetricWindow.PP => Before(new(start, end)),
            MetricWindow.PY => new(start.AddYears(-1), end.AddYears(-1)),
            MetricWindow.YTD => new(YearOf(end), end),
            MetricWindow.YTDPY => new(YearOf(end).AddYears(-1), end.AddYears(-1)),
            MetricWindow.R3 => new(end.AddMonths(-3), end),
            MetricWindow.R6 => new(end.AddMonths(-6), end),
            MetricWindow.R12 => new(end.AddMonths(-12), end),
            MetricWindow.R3P => new(end.AddMonths(-6), end.AddMonths(-3)),
            MetricWindow.R6P => new(end.AddMonths(-12), end.AddMonths(-6)),
            MetricWindow.R12P => new(end.AddMonths(-24), end.AddMonths(-12)),
            MetricWindow.N1 => new(end, end.AddMonths(1)),
            MetricWindow.START => new(null, start),
            MetricWindow.END or MetricWindow.ALL => new(null, end),
            _ => throw new ArgumentOutOfRangeException(nameof(window), window, null),
        };

        // The year of the last day: a period that ends on 1 January belongs to the year before.
        static DateOnly YearOf(DateOnly end) => new(end.AddDays(-1).Year, 1, 1);
    }

    /// <summary>The days of equal length before, which KEPT and LAPSED compare with.</summary>
    public static WindowDays PriorDaysOf(MetricWindow window, Period period) => Before(DaysOf(window, period));

    /// <summary>Both ends are first days of a month, so that a month rollup answers exactly.</summary>
    public static bool IsWholeMonths(MetricWindow window, bool startIsFirst, bool endIsFirst) => window switch
    {
        MetricWindow.P or MetricWindow.PP or MetricWindow.PY => startIsFirst && endIsFirst,
        MetricWindow.START or MetricWindow.END => false,
        _ => endIsFirst,
    };

    private static WindowDays Before(WindowDays window)
    {
        var (from, to) = (window.From!.Value, window.To);
        if (from.Day == 1 && to.Day == 1)
        {
            var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
            return new(from.AddMonths(-months), from);
        }

        return new(from.AddDays(from.DayNumber - to.DayNumber), from);
    }
}
