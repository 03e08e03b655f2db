using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Alerts.Domain;

namespace ChannelPortal.Features.Alerts.Detection;

/// <summary>Sell-out a day of every dealer, and of the whole network.</summary>
internal sealed class SalesHistory
{
    private readonly Dictionary<string, Dictionary<int, long>> dealers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<int, long>> rows = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> network = [];

    public IReadOnlyCollection<string> Dealers => dealers.Keys;

    public int FirstDay { get; private set; } = int.MaxValue;

    public int LastDay { get; private set; }

    /// <param name="sales">Number of sales behind the amount.</param>
    public void Add(string dealer, DateOnly day, long amount, long sales)
    {
        if (!dealers.TryGetValue(dealer, out var days))
        {
            dealers[dealer] = days = [];
            rows[dealer] = [];
        }

        var number = day.DayNumber;
        days[number] = days.GetValueOrDefault(number) + amount;
        rows[dealer][number] = rows[dealer].GetValueOrDefault(number) + sales;
        network[number] = network.GetValueOrDefault(number) + amount;
        (FirstDay, LastDay) = (Math.Min(FirstDay, number), Math.Max(LastDay, number));
    }

    /// <summary>Sum of the seven days that end on <paramref name="last"/>.</summary>
    public long Week(string dealer, int last) => dealers.TryGetValue(dealer, out var days) ? Sum(days, last) : 0;

    public long SalesInWeek(string dealer, int last) => rows.TryGetValue(dealer, out var days) ? Sum(days, last) : 0;

    public long NetworkWeek(int last) => Sum(network, last);

    private static long Sum(Dictionary<int, long> days, int last)
    {
        var sum = 0L;
        for (var day = last - 6; day <= last; day++)
        {
            sum += days.GetValueOrDefault(day);
        }

        return sum;
    }
}

/// <summary>
/// Sales drop by robust z (domain.md R22): the dealer's share of the network in the seven days that end today, against the same weekday of
/// the last weeks. The share takes out what moves everybody: season, Spring Festival, promotions, and the part of today still to come.
/// </summary>
internal sealed class SalesDropRule(AlertsOptions options)
{
    public const string Kind = "sales";

    /// <summary>Sell-out revenue.</summary>
    public const string Metric = "STO-01";

    public Finding? Evaluate(SalesHistory history, string dealer, DateOnly today, DateTimeOffset eventAt)
    {
        var usual = Usual(history, dealer, today);
        if (usual is not { } level || level.Z > -options.RobustZ || level.Expected - level.Observed < options.MinimumDropAmount
            || level.Observed > level.Expected * (1 - options.MinimumDrop))
        {
            return null;
        }

        var drop = 1 - (level.Observed / (double)level.Expected);
        var severity = drop >= 0.6 && level.Expected - level.Observed >= options.MinimumDropAmount * 4 ? "critical" : "warn";
        var arguments = JsonSerializer.Serialize(new { drop = Math.Round(drop * 100), observed = level.Observed, expected = level.Expected, day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), weeks = options.Weeks, z = Math.Round(level.Z, 1) });
        var series = Enumerable.Range(0, 56).Select(i => today.DayNumber - 55 + i)
            .Select(day => new SeriesPoint(DateOnly.FromDayNumber(day), history.Week(dealer, day), level.Low, level.High));
        return new Finding(Kind, dealer, null, Metric, today, level.Observed, level.Expected, level.Low, level.High, severity, eventAt, arguments, JsonSerializer.Serialize(series));
    }

    /// <summary>True when the dealer is back at his usual level.</summary>
    public bool IsCured(SalesHistory history, string dealer, DateOnly today) => Usual(history, dealer, today) is { Z: > -1.5 };

    private Level? Usual(SalesHistory history, string dealer, DateOnly today)
    {
        var last = today.DayNumber;
        var network = history.NetworkWeek(last);
        if (network == 0)
        {
            return null;
        }

        var shares = new List<double>(options.Weeks);
        var sales = 0L;
        for (var week = 1; week <= options.Weeks; week++)
        {
            var all = history.NetworkWeek(last - (7 * week));
            var own = history.Week(dealer, last - (7 * week));
            if (all > 0 && last - (7 * week) - 6 >= history.FirstDay)
            {
                shares.Add(own / (double)all);
                sales += history.SalesInWeek(dealer, last - (7 * week));
            }
        }

        // Too few weeks, or a dealer who reports now and then or sells in lumps, has no usual week.
        if (shares.Count < Math.Min(6, options.Weeks) || sales < shares.Count * options.MinimumSalesPerWeek)
        {
            return null;
        }

        var median = Median(shares);
        if (shares.Min() < median * options.SteadyShare)
        {
            return null;
        }

        var spread = Median([.. shares.Select(s => Math.Abs(s - median))]);
        spread = Math.Max(spread, median * options.MinimumSpread);
        var observed = history.Week(dealer, last);
        var z = 0.6745 * ((observed / (double)network) - median) / spread;
        var width = options.RobustZ * spread / 0.6745;
        return new Level(observed, (long)(median * network), (long)(Math.Max(0, median - width) * network), (long)((median + width) * network), z);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private sealed record Level(long Observed, long Expected, long Low, long High, double Z);
}

/// <summary>One point of an alert's chart.</summary>
internal sealed record SeriesPoint(DateOnly Day, long Value, long Low, long High);
