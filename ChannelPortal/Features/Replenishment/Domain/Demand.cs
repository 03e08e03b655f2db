namespace ChannelPortal.Features.Replenishment.Domain;

/// <summary>
/// What a dealer sells of a product a day now, and how that varies (domain.md R21). Sell-out is cleaned of its season; weeks in which the shelf was known to be
/// empty say nothing; recent weeks weigh more.
/// </summary>
public sealed class Demand
{
    private const double AdiLimit = 1.32;
    private const double VariationLimit = 0.49;
    private const int ShortestDays = 28;
    private const int MostEmptyDays = 3;

    // Weeks after which a week weighs half: what sells every week shows a change soon, what sells now and then does not.
    private const double FrequentHalfLife = 13;
    private const double RareHalfLife = 26;

    /// <summary>Sales that chance alone often leaves out.</summary>
    private const double UsualMissed = 1.5;
    private readonly double[] clean;
    private readonly double mean;
    private readonly SeasonShape season;

    private Demand(DemandClass kind, double daily, double dailyDeviation, int weeks, double[] clean, SeasonShape season)
    {
        (Class, Daily, DailyDeviation, Weeks, this.clean, this.season) = (kind, daily, dailyDeviation, weeks, clean, season);
        mean = clean.Length == 0 ? 0 : clean.Average();
    }

    public DemandClass Class { get; }

    /// <summary>Units a day, in a month without a season.</summary>
    public double Daily { get; }

    /// <summary>Of a day, from the variation between weeks.</summary>
    public double DailyDeviation { get; }

    /// <summary>Weeks that it rests on.</summary>
    public int Weeks { get; }

    public bool IsRare => Class is DemandClass.Intermittent or DemandClass.Lumpy;

    /// <param name="reported">Units a day that the dealer itself reports; counts only where it reports no sales.</param>
    public static Demand Of(SellOutHistory history, SeasonShape season, double reported = 0)
    {
        // Nothing is known of how it varies: as much as customers who come one by one.
        if (reported > 0)
        {
            return new Demand(DemandClass.Reported, reported, reported, 0, [], season);
        }

        var first = Array.FindIndex(history.Days, d => d > 0);
        if (first < 0)
        {
            return new Demand(DemandClass.None, 0, 0, 0, [], season);
        }

        // A product that began to sell three days ago sold nothing before, as far as a month reaches.
        first = Math.Max(0, Math.Min(first, history.Days.Length - ShortestDays));
        var begin = history.LastDay.AddDays(1 - history.Days.Length);
        var days = new double[history.Days.Length - first];
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = history.Days[first + i] / Math.Max(0.1, season.On(begin.AddDays(first + i)));
        }

        var weeks = WeeksOf(days, i => history.Empty.Contains(begin.AddDays(first + i)));
        var sold = weeks.Where(w => w.Sum > 0).Select(w => w.Sum).ToList();
        if (sold.Count == 0)
        {
            return new Demand(DemandClass.None, 0, 0, weeks.Count, [], season);
        }

        var average = sold.Average();
        var variation = sold.Average(s => (s - average) * (s - average)) / (average * average);
        var isRare = weeks.Count / (double)sold.Count >= AdiLimit;
        var kind = (isRare, variation >= VariationLimit) switch
        {
            (false, false) => DemandClass.Smooth,
            (false, true) => DemandClass.Erratic,
            (true, false) => DemandClass.Intermittent,
            _ => DemandClass.Lumpy,
        };
        var (level, deviation) = Recent(weeks, isRare ? RareHalfLife : FrequentHalfLife);

        // A silence in which several sales would have come says that they will not.
        var missed = sold.Count / (7.0 * weeks.Count) * days.Reverse().TakeWhile(c => c == 0).Count();
        var faith = missed > UsualMissed ? Math.Exp(UsualMissed - missed) : 1;
        (level, deviation) = (level * faith, deviation * faith);
        return new Demand(kind, level / 7, deviation / Math.Sqrt(7), weeks.Count, days, season);
    }

    /// <summary>Expected units over days from a day on.</summary>
    public double Over(DateOnly from, double days) => days <= 0 ? 0 : Daily * days * season.Over(from, days);

    /// <summary>What is sold until goods ordered on the day are there.</summary>
    public LeadTimeDemand During(DateOnly from, LeadTime lead, double extraDays = 0)
    {
        var days = lead.Days + extraDays;
        var factor = season.Over(from, days);
        if (!IsRare)
        {
            var (daily, deviation) = (Daily * factor, DailyDeviation * factor);
            return new LeadTimeDemand(daily * days, Math.Sqrt((days * deviation * deviation) + (daily * daily * lead.Deviation * lead.Deviation)));
        }

        // Every stretch of that length in the year, at today's level: what rare sales can do, without drawing lots.
        var scale = mean > 0 ? Daily * factor / mean : 0;
        var outcomes = new List<(double Units, double Weight)>();
        foreach (var (length, weight) in lead.Lengths(extraDays))
        {
            AddWindows(outcomes, length, weight, scale);
        }

        return new LeadTimeDemand(outcomes);
    }

    private void AddWindows(List<(double Units, double Weight)> outcomes, int length, double weight, double scale)
    {
        var reach = Math.Min(length, clean.Length);
        var count = clean.Length - reach + 1;
        double sum = 0;
        for (var i = 0; i < clean.Length; i++)
        {
            sum += clean[i] - (i >= reach ? clean[i - reach] : 0);
            if (i >= reach - 1)
            {
                outcomes.Add((Math.Max(0, sum) * scale * length / reach, weight / count));
            }
        }
    }

    private static List<(double Sum, int Age)> WeeksOf(double[] days, Func<int, bool> isEmpty)
    {
        var weeks = new List<(double, int)>();
        for (var (end, age) = (days.Length, 0); end >= 7; (end, age) = (end - 7, age + 1))
        {
            var (sum, empty) = (0.0, 0);
            for (var i = end - 7; i < end; i++)
            {
                sum += days[i];
                empty += isEmpty(i) ? 1 : 0;
            }

            if (sum > 0 || empty <= MostEmptyDays)
            {
                weeks.Add((sum, age));
            }
        }

        return weeks;
    }

    private static (double Level, double Deviation) Recent(List<(double Sum, int Age)> weeks, double halfLife)
    {
        double weights = 0, sum = 0, squares = 0;
        foreach (var (value, age) in weeks)
        {
            var weight = Math.Pow(0.5, age / halfLife);
            (weights, sum, squares) = (weights + weight, sum + (weight * value), squares + (weight * weight));
        }

        var level = sum / weights;
        var spread = weeks.Sum(w => Math.Pow(0.5, w.Age / halfLife) * (w.Sum - level) * (w.Sum - level)) / weights;

        // A weighted spread around its own mean is too small by the share of the heaviest weeks.
        var free = 1 - (squares / (weights * weights));
        return (level, free > 0.05 ? Math.Sqrt(spread / free) : Math.Sqrt(spread));
    }
}
