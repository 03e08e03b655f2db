using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Analytics;

namespace ChannelPortal.Features.Alerts.Detection;

/// <summary>
/// A dealer's reports have stopped: no sale for so long that at his usual pace it practically does not happen. Sales that were made and not
/// reported look like a slump, so this says what it is.
/// </summary>
internal sealed class DataGapRule(AlertsOptions options)
{
    public const string Kind = "data";

    public const string Metric = "STO-01";

    private const int PaceDays = 56;
    private const int MinimumSaleDays = 20;

    public Finding? Evaluate(DealerSales sales, DateOnly today, DateTimeOffset eventAt)
    {
        // The running day may still bring a report.
        var last = sales.LastDayUpTo(today.DayNumber);
        var silent = Enumerable.Range(last + 1, Math.Max(0, today.DayNumber - last - 1)).Count(day => !Holidays.Contains(DateOnly.FromDayNumber(day)));
        if (silent < options.MinimumGapReports)
        {
            return null;
        }

        var (pace, expected) = Pace(sales, last);
        if (pace is null || Math.Pow(1 - pace.Value, silent) > options.GapProbability)
        {
            return null;
        }

        var day = DateOnly.FromDayNumber(last + 1);
        var arguments = JsonSerializer.Serialize(new
        {
            days = silent,
            since = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            pace = Math.Round(pace.Value * 7, 1),
        });
        var series = Enumerable.Range(today.DayNumber - PaceDays + 1, PaceDays).Select(d => new SeriesPoint(DateOnly.FromDayNumber(d), sales.Sum(d, 1), 0, expected * 2));
        return new Finding(Kind, sales.DealerId, null, Metric, day, 0, expected, 0, expected * 2, "warn", eventAt, arguments, JsonSerializer.Serialize(series)) { Stake = expected * silent };
    }

    /// <summary>Share of days with a sale, holidays apart, and the mean amount of a day.</summary>
    private static (double? Pace, long Amount) Pace(DealerSales sales, int last)
    {
        var days = Enumerable.Range(last - PaceDays + 1, PaceDays).Where(d => !Holidays.Contains(DateOnly.FromDayNumber(d))).ToList();
        var withSale = days.Count(d => sales.Sales(d, 1) > 0);

        // A dealer who sells every day still misses one now and then.
        return withSale < MinimumSaleDays || days[0] < sales.FirstDay ? (null, 0) : (Math.Min(0.95, withSale / (double)days.Count), sales.Sum(last, PaceDays) / PaceDays);
    }
}
