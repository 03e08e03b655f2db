using System.Globalization;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>Season, festival, promotion, weekday and hour patterns of the demo trade.</summary>
internal sealed class WorldCalendar
{
    /// <summary>China has had one zone without daylight saving for all years of the demo world.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    // Building peaks in spring and autumn, rests in deep winter and slows in the rains of July.
    private static readonly double[] s_monthly = [0.82, 0.78, 1.10, 1.15, 1.10, 0.98, 0.90, 0.95, 1.08, 1.12, 1.10, 0.94];
    private static readonly double[] s_retailWeekday = [1.22, 0.92, 0.90, 0.92, 0.94, 1.02, 1.28];
    private static readonly double[] s_machineWeekday = [0.45, 1.15, 1.15, 1.15, 1.15, 1.15, 0.80];

    /// <summary>Share of a day's orders by business hour.</summary>
    private static readonly double[] s_hours =
        [0.002, 0.001, 0.001, 0.001, 0.001, 0.003, 0.010, 0.025, 0.085, 0.125, 0.130, 0.095, 0.040, 0.075, 0.115, 0.110, 0.080, 0.040, 0.020, 0.015, 0.012, 0.008, 0.004, 0.002];

    private readonly Dictionary<int, DateOnly> festivals = [];

    public static IReadOnlyList<double> HourShares => s_hours;

    /// <summary>First day of the lunar year that begins in the given year.</summary>
    public static DateOnly SpringFestival(int year) =>
        DateOnly.FromDateTime(new ChineseLunisolarCalendar().ToDateTime(year, 1, 1, 0, 0, 0, 0));

    /// <summary>Factor on customers' demand.</summary>
    public double Demand(DateOnly day, bool machines) => Month(day) * Festival(day) * (machines ? s_machineWeekday : s_retailWeekday)[(int)day.DayOfWeek] * (machines ? 1 : Promotion(day));

    /// <summary>Mean demand factor of a month, for targets.</summary>
    public double MonthMean(int year, int month, bool machines)
    {
        var days = DateTime.DaysInMonth(year, month);
        var sum = 0.0;
        for (var day = 1; day <= days; day++)
        {
            sum += Demand(new DateOnly(year, month, day), machines);
        }

        return sum;
    }

    /// <summary>Probability factor of a dealer ordering on this day: office days, month-end loading, the run-up to Spring Festival.</summary>
    public double Ordering(DateOnly day)
    {
        var office = day.DayOfWeek switch { DayOfWeek.Sunday => 0.06, DayOfWeek.Saturday => 0.35, DayOfWeek.Monday => 1.25, _ => 1.1 };
        var last = DateTime.DaysInMonth(day.Year, day.Month);
        var loading = day.Day > last - 4 ? 1.7 : day.Day <= 3 ? 0.75 : 1.0;
        var until = Festival(day.Year).DayNumber - day.DayNumber;
        var festival = until switch { >= -6 and <= 3 => 0.02, >= -14 and < -6 => 0.5, > 3 and <= 24 => 1.3, _ => 1.0 };
        return office * loading * festival;
    }

    /// <summary>618 and 双11, when building materials sell on promotion.</summary>
    public static bool IsPromotion(DateOnly day) => day is { Month: 6, Day: >= 10 and <= 18 } or { Month: 11, Day: >= 1 and <= 11 };

    /// <summary>The slow season, as a buyer plans with it.</summary>
    public static double Month(DateOnly day)
    {
        // Glide between month means so that no step falls on the first of a month.
        var position = (day.Day - 0.5) / DateTime.DaysInMonth(day.Year, day.Month);
        var here = s_monthly[day.Month - 1];
        var other = position < 0.5 ? s_monthly[(day.Month + 10) % 12] : s_monthly[day.Month % 12];
        var weight = Math.Abs(position - 0.5);
        return (here * (1 - weight)) + (other * weight);
    }

    private static double Promotion(DateOnly day) => !IsPromotion(day) ? 1 : day is { Month: 6, Day: 18 } or { Month: 11, Day: 11 } ? 1.9 : 1.35;

    private double Festival(DateOnly day)
    {
        var distance = day.DayNumber - Festival(day.Year).DayNumber;
        return distance switch
        {
            >= -14 and < -7 => 0.85,
            >= -7 and < -1 => 0.45,
            >= -1 and <= 6 => 0.08,
            > 6 and <= 14 => 0.40,
            > 14 and <= 21 => 0.85,
            _ => day is { Month: 10, Day: <= 4 } ? 0.7 : 1.0,
        };
    }

    private DateOnly Festival(int year)
    {
        if (!festivals.TryGetValue(year, out var day))
        {
            festivals[year] = day = SpringFestival(year);
        }

        return day;
    }
}
