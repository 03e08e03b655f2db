namespace ChannelPortal.Features.Alerts.Detection;

/// <summary>Sell-out of dealers by day and product.</summary>
internal sealed class SalesHistory
{
    private readonly Dictionary<string, DealerSales> dealers = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, DealerSales> Dealers => dealers;

    /// <param name="sales">Number of sales behind the amount.</param>
    public void Add(string dealer, DateOnly day, long amount, long sales)
    {
        if (!dealers.TryGetValue(dealer, out var known))
        {
            dealers[dealer] = known = new DealerSales(dealer);
        }

        known.Add(day.DayNumber, amount, sales);
    }
}

/// <summary>What one dealer sold. A part is a day's sales of one product.</summary>
internal sealed class DealerSales(string dealerId)
{
    private readonly Dictionary<int, Day> days = [];
    private readonly Dictionary<(int Day, int Window), Comparison?> comparisons = [];

    public string DealerId => dealerId;

    /// <summary>When he left the network; he owes no reports from then on.</summary>
    public DateOnly? ExitedOn { get; set; }

    public int FirstDay { get; private set; } = int.MaxValue;

    public int LastDay { get; private set; }

    public void Add(int day, long amount, long sales)
    {
        if (!days.TryGetValue(day, out var known))
        {
            days[day] = known = new Day();
        }

        known.Parts.Add(amount);
        known.Sales += sales;
        (FirstDay, LastDay) = (Math.Min(FirstDay, day), Math.Max(LastDay, day));
    }

    /// <summary>The last day with a sale up to the given one; the day before the first when there is none.</summary>
    public int LastDayUpTo(int day)
    {
        for (var d = Math.Min(day, LastDay); d >= FirstDay; d--)
        {
            if (days.ContainsKey(d))
            {
                return d;
            }
        }

        return Math.Min(day, FirstDay - 1);
    }

    /// <summary>Sum of the days that end on <paramref name="last"/>; a part counts at most as <paramref name="cap"/>.</summary>
    public long Sum(int last, int length, long cap = long.MaxValue)
    {
        var sum = 0L;
        for (var day = last - length + 1; day <= last; day++)
        {
            sum += days.TryGetValue(day, out var known) ? cap == long.MaxValue ? known.Parts.Sum() : known.Parts.Sum(p => Math.Min(p, cap)) : 0;
        }

        return sum;
    }

    public long Sales(int last, int length)
    {
        var sum = 0L;
        for (var day = last - length + 1; day <= last; day++)
        {
            sum += days.TryGetValue(day, out var known) ? known.Sales : 0;
        }

        return sum;
    }

    public List<long> Parts(int last, int length)
    {
        var parts = new List<long>();
        for (var day = last - length + 1; day <= last; day++)
        {
            if (days.TryGetValue(day, out var known))
            {
                parts.AddRange(known.Parts);
            }
        }

        return parts;
    }

    /// <summary>Each day is compared once; the history of a dealer is complete before the first comparison.</summary>
    public Comparison? Compare(int day, int window, Func<DealerSales, int, int, Comparison?> compare)
    {
        if (!comparisons.TryGetValue((day, window), out var known))
        {
            comparisons[(day, window)] = known = compare(this, day, window);
        }

        return known;
    }

    private sealed class Day
    {
        public List<long> Parts { get; } = [];

        public long Sales { get; set; }
    }
}

/// <summary>The days that end on a day against the same days of the weeks before.</summary>
/// <param name="Ratio">Of the capped sums, which one large sale cannot move.</param>
/// <param name="Usual">Median of the full sums before.</param>
internal sealed record Comparison(double Ratio, long Usual, long Observed);

/// <summary>
/// How the whole network stands against its usual: the median over dealers of <see cref="Comparison.Ratio"/>. It takes out what moves everybody:
/// season, Spring Festival, promotions, and the part of today still to come.
/// </summary>
internal sealed class NetworkLevels
{
    /// <summary>Fewer dealers than this say nothing about a network.</summary>
    private const int MinimumDealers = 5;

    private readonly Dictionary<(int Day, int Window), double> levels = [];

    private NetworkLevels(int day) => Day = day;

    /// <summary>The last day that is known.</summary>
    public int Day { get; }

    /// <summary>Levels for judging <paramref name="days"/>, and for the noise of the weeks before them.</summary>
    public static NetworkLevels Of(SalesDropRule rule, IReadOnlyCollection<DealerSales> dealers, IReadOnlyCollection<int> days)
    {
        var result = new NetworkLevels(days.Max());
        foreach (var day in days.SelectMany(rule.DaysBehind).Distinct())
        {
            foreach (var window in SalesDropRule.Windows)
            {
                var ratios = dealers.Select(d => rule.Compare(d, day, window)?.Ratio).OfType<double>().ToList();
                result.levels[(day, window)] = ratios.Count < MinimumDealers ? 1 : SalesDropRule.Median(ratios);
            }
        }

        return result;
    }

    public double At(int day, int window) => levels.GetValueOrDefault((day, window), 1);
}
