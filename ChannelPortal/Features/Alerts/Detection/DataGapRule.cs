using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Analytics;

namespace ChannelPortal.Features.Alerts.Detection;

/// <summary>
/// A dealer's reports have stopped: no sale for so long that at his usual pace it practically does not happen, less so when his counts of stock have stopped as well.
/// Sales that were made and not reported look like a slump, so this says what it is.
/// </summary>
internal sealed class DataGapRule(AlertsOptions options)
{
    public const string Kind = "data";

    public const string Metric = "STO-01";

    private const int PaceDays = 56;
    private const int LongPaceDays = 182;
    private const int MinimumSaleDays = 14;

    /// <summary>Chance of a pause, by the sales alone, from which it is one.</summary>
    private const double Unusual = 0.01;

    /// <summary>Silent for longer than usual: worth looking at his counts.</summary>
    public bool IsQuiet(DealerSales sales, DateOnly today) => Silence(sales, today) is { Chance: < Unusual };

    public Finding? Evaluate(DealerSales sales, CountHistory counts, DateOnly today, DateTimeOffset eventAt)
    {
        if (Silence(sales, today) is not { Chance: < Unusual } quiet || quiet.Chance * counts.Weight(sales.DealerId, quiet.Last, today.DayNumber) > options.GapProbability)
        {
            return null;
        }

        var (silent, pace, expected) = (quiet.Days, quiet.Pace, quiet.Amount);
        var day = DateOnly.FromDayNumber(quiet.Last + 1);
        var arguments = JsonSerializer.Serialize(new
        {
            days = silent,
            since = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            pace = Math.Round(pace * 7, 1),
        });
        var series = Enumerable.Range(today.DayNumber - PaceDays + 1, PaceDays).Select(d => new SeriesPoint(DateOnly.FromDayNumber(d), sales.Sum(d, 1), 0, expected * 2));
        return new Finding(Kind, sales.DealerId, null, Metric, day, 0, expected, 0, expected * 2, "warn", eventAt, arguments, JsonSerializer.Serialize(series)) { Stake = expected * silent };
    }

    private Quiet? Silence(DealerSales sales, DateOnly today)
    {
        if (sales.ExitedOn <= today)
        {
            return null;
        }

        // The running day may still bring a report.
        var last = sales.LastDayUpTo(today.DayNumber);
        var silent = Enumerable.Range(last + 1, Math.Max(0, today.DayNumber - last - 1)).Count(day => !Holidays.Contains(DateOnly.FromDayNumber(day)));
        if (silent < options.MinimumGapReports)
        {
            return null;
        }

        var (pace, amount) = Pace(sales, last);
        return pace is { } usual ? new Quiet(last, silent, usual, amount, Math.Pow(1 - usual, silent)) : null;
    }

    /// <summary>Share of days with a sale, holidays apart, and the mean amount of a day. Of two months and half a year the slower one counts: a busy season is no promise.</summary>
    private static (double? Pace, long Amount) Pace(DealerSales sales, int last)
    {
        var (days, withSale) = Days(sales, Math.Max(sales.FirstDay, last - PaceDays + 1), last);
        if (withSale < MinimumSaleDays || last - PaceDays + 1 < sales.FirstDay)
        {
            return (null, 0);
        }

        var (longDays, longWithSale) = Days(sales, Math.Max(sales.FirstDay, last - LongPaceDays + 1), last);
        var pace = Math.Min(withSale / (double)days, longWithSale / (double)longDays);

        // A dealer who sells every day still misses one now and then.
        return (Math.Min(0.95, pace), sales.Sum(last, PaceDays) / PaceDays);
    }

    private static (int Days, int WithSale) Days(DealerSales sales, int from, int to)
    {
        var days = Enumerable.Range(from, to - from + 1).Where(d => !Holidays.Contains(DateOnly.FromDayNumber(d))).ToList();
        return (days.Count, days.Count(d => sales.Sales(d, 1) > 0));
    }

    /// <param name="Days">Since the last sale, holidays apart.</param>
    /// <param name="Amount">Of a usual day.</param>
    /// <param name="Chance">That it is a mere pause.</param>
    private sealed record Quiet(int Last, int Days, double Pace, long Amount, double Chance);
}
