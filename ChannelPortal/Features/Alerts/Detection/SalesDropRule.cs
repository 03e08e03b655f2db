using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Domain;

namespace ChannelPortal.Features.Alerts.Detection;

/// <summary>
/// Sales drop by robust z (domain.md R22). One, two and three weeks that end today stand against the same days of the weeks before; the
/// network's own movement is taken out; what is left is measured by the dealer's usual noise. A part of the sales counts at most like a small
/// usual one: dealers who sell in lumps are judged by how much they sell day by day, not by whether a machine went this week or next.
/// </summary>
internal sealed class SalesDropRule(AlertsOptions options)
{
    public const string Kind = "sales";

    /// <summary>Sell-out revenue.</summary>
    public const string Metric = "STO-01";

    /// <summary>Earlier weeks that show how a dealer's sales scatter.</summary>
    private const int NoiseWeeks = 26;

    private const int MinimumNoiseWeeks = 8;

    /// <summary>Days whose parts make the cap; the last week is left out, because it is what is judged.</summary>
    private const int CapDays = 182;

    private const int MinimumParts = 40;

    private const int ChartDays = 56;

    /// <summary>Lengths in days.</summary>
    public static IReadOnlyList<int> Windows { get; } = [7, 14, 21];

    /// <summary>Days of history that <see cref="Evaluate"/> looks back on.</summary>
    public int HistoryDays => (7 * (NoiseWeeks + options.Weeks)) + (3 * Windows[^1]) + CapDays;

    /// <summary>The day itself and the days whose comparisons show the noise.</summary>
    public IEnumerable<int> DaysBehind(int day) => Enumerable.Range(0, NoiseWeeks + (Windows[^1] / 7)).Select(week => day - (7 * week));

    public Finding? Evaluate(DealerSales sales, NetworkLevels levels, DateOnly today, DateTimeOffset eventAt)
    {
        var worst = Windows.Select(w => Judge(sales, levels, today.DayNumber, w)).OfType<Judgement>().Where(IsDrop).MinBy(j => j.Z);
        if (worst is null)
        {
            return null;
        }

        var drop = 1 - (worst.Observed / (double)worst.Expected);
        var severity = drop >= 0.6 && worst.Expected - worst.Observed >= options.MinimumDropAmount * 4 ? "critical" : "warn";
        var arguments = JsonSerializer.Serialize(new
        {
            drop = Math.Round(drop * 100),
            observed = worst.Observed,
            expected = worst.Expected,
            day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            days = worst.Window,
            weeks = options.Weeks,
            z = Math.Round(worst.Z, 1),
        });
        var (low, high) = ((long)(worst.Expected * Math.Exp(-options.RobustZ * worst.Spread)), (long)(worst.Expected * Math.Exp(options.RobustZ * worst.Spread)));
        var series = Enumerable.Range(today.DayNumber - ChartDays + 1, ChartDays).Select(day => new SeriesPoint(DateOnly.FromDayNumber(day), sales.Sum(day, worst.Window), low, high));
        return new Finding(Kind, sales.DealerId, null, Metric, today, worst.Observed, worst.Expected, low, high, severity, eventAt, arguments, JsonSerializer.Serialize(series)) { Stake = Math.Max(0, worst.Expected - worst.Observed) };
    }

    /// <summary>True when the dealer's last week is back at his usual level.</summary>
    public bool IsCured(DealerSales sales, NetworkLevels levels, DateOnly today) => Judge(sales, levels, today.DayNumber, Windows[0]) is { Z: > -1.5 };

    /// <summary>Null when the dealer has no usual level yet, or reports too rarely to have one.</summary>
    public Comparison? Compare(DealerSales sales, int day, int window) => sales.Compare(day, window, Compute);

    internal static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private bool IsDrop(Judgement judgement) =>
        judgement.Z < -options.RobustZ && judgement.Ratio < 1 - options.MinimumDrop && judgement.Expected - judgement.Observed >= options.MinimumDropAmount;

    private Judgement? Judge(DealerSales sales, NetworkLevels levels, int day, int window)
    {
        // At a festival the whole network rests, and who rests a day longer than the others is no news.
        var level = levels.At(day, window);
        if (level < options.HolidayLevel || Compare(sales, day, window) is not { } now || HasGap(sales, day, window))
        {
            return null;
        }

        var before = Enumerable.Range(0, NoiseWeeks).Select(week => day - window - (7 * week))
            .Where(d => levels.At(d, window) >= options.HolidayLevel)
            .Select(d => Compare(sales, d, window) is { } then ? Log(then.Ratio / levels.At(d, window)) : (double?)null)
            .OfType<double>().ToList();
        if (before.Count < MinimumNoiseWeeks)
        {
            return null;
        }

        var spread = Math.Max(Spread(before), options.MinimumSpread);
        var ratio = now.Ratio / level;
        return new Judgement(window, ratio, Log(ratio) / spread, spread, now.Observed, (long)(now.Usual * level));
    }

    /// <summary>Days in a row without a single sale are missing reports until somebody says otherwise; they prove no drop.</summary>
    private bool HasGap(DealerSales sales, int day, int window) =>
        Enumerable.Range(day - window + options.SilentDays, window - options.SilentDays + 1).Any(d => sales.Sales(d, options.SilentDays) == 0);

    private Comparison? Compute(DealerSales sales, int day, int window)
    {
        var weeks = options.Weeks;
        if (day - (2 * window) - (7 * (weeks - 1)) + 1 < sales.FirstDay || sales.Sales(day - window, 7 * weeks) < options.MinimumSalesPerWeek * weeks)
        {
            return null;
        }

        var parts = sales.Parts(day - 7, CapDays);
        if (parts.Count < MinimumParts)
        {
            return null;
        }

        parts.Sort();
        var cap = parts[(int)(parts.Count * options.SmallSaleShare)];
        var ends = Enumerable.Range(0, weeks).Select(week => day - window - (7 * week)).ToList();
        var usual = Median([.. ends.Select(end => (double)sales.Sum(end, window, cap))]);
        return usual <= 0 ? null : new Comparison(sales.Sum(day, window, cap) / usual, (long)Median([.. ends.Select(end => (double)sales.Sum(end, window))]), sales.Sum(day, window));
    }

    /// <summary>The larger of the median absolute deviation and the deviation downwards: dealers fall further than they rise.</summary>
    private static double Spread(List<double> values)
    {
        var median = Median(values);
        var absolute = 1.4826 * Median([.. values.Select(v => Math.Abs(v - median))]);
        var below = values.Where(v => v < 0).ToList();
        return Math.Max(absolute, below.Count == 0 ? 0 : Math.Sqrt(below.Average(v => v * v)));
    }

    private static double Log(double ratio) => Math.Log(Math.Max(ratio, 0.001));

    private sealed record Judgement(int Window, double Ratio, double Z, double Spread, long Observed, long Expected);
}

/// <summary>One point of an alert's chart; a day may have an expectation and no value.</summary>
internal sealed record SeriesPoint(DateOnly Day, long? Value, long Low, long High);
