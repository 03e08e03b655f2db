namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>A forecast that was made with what was known at its origin, and what came.</summary>
/// <param name="MonthsBack">Months between its origin and the end of the series.</param>
/// <param name="Step">Months ahead of its origin, from 1.</param>
/// <param name="Naive">The last value known.</param>
/// <param name="SeasonalNaive">The value twelve months before the month.</param>
public readonly record struct TestedForecast(int MonthsBack, int Step, ForecastModel Model, double Forecast, double Low, double High, double Naive, double SeasonalNaive, double Actual);

/// <summary>The forecast from the end of the series, and how the same procedure would have done at earlier origins.</summary>
/// <param name="Open">What it would have said at the latest origins, whose months are not all over; the actual value of a month ahead is no number. Empty unless asked for.</param>
/// <param name="Seasons">Factors of its season, the first for the month of its first value, by months before the end at which they were known.</param>
public sealed record RolledForecast(SeriesForecast Forecast, IReadOnlyList<TestedForecast> Tested, IReadOnlyList<TestedForecast> Open, IReadOnlyDictionary<int, IReadOnlyList<double>> Seasons);

/// <summary>
/// Chooses the method of each series of a group by rolling origins. The group has a champion: the combination, for short histories the mean of two simple
/// methods, or what made the least error over all of a large group. It stands on a series until a challenger made two fifths less error there: the few origins
/// of one series say little, and switching on noise costs more than it brings. A choice looks only at forecasts whose months were over by then.
/// </summary>
/// <param name="steps">Months ahead, from 1 to 12.</param>
/// <param name="choosing">Origins that a choice looks back on.</param>
public sealed class RollingForecaster(int steps = 3, int choosing = 9)
{
    private const int LargeGroup = 30;
    private const int SmallestRecord = 6;
    private const double GroupChallenge = 0.95;
    private const double SeriesChallenge = 0.6;
    private readonly SeriesForecaster combination = new();

    /// <param name="group">Series of one kind that end with the same month, oldest value first, without the running month; null where nobody recorded.</param>
    /// <param name="hints">One for each series, or null.</param>
    /// <param name="origins">Earlier origins to test at, counted back from the last that leaves all steps known.</param>
    /// <param name="withOpen">Also the origins after those.</param>
    public IReadOnlyList<RolledForecast> Forecast(
        IReadOnlyList<IReadOnlyList<double?>> group, int origins, IReadOnlyList<SeriesHints>? hints = null, bool withOpen = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        var series = group.Select((v, i) => new RolledSeries(combination, SeriesGaps.Fill(v), steps, hints is null ? SeriesHints.None : hints[i].From(SeriesGaps.FirstOf(v)))).ToList();
        var backs = Enumerable.Range(0, origins).Select(i => steps + i).Append(0).ToList();
        List<int> open = withOpen ? [.. Enumerable.Range(1, steps - 1)] : [];
        var furthest = backs.Max() + steps + choosing;
        Parallel.ForEach(series, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, s => s.Prepare(furthest));
        var champions = backs.Concat(open).ToDictionary(b => b, b => GroupChampion(series, b));
        var results = new RolledForecast[series.Count];
        Parallel.For(0, series.Count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            List<TestedForecast> Tests(IEnumerable<int> at) => [.. at.OrderDescending().SelectMany(b => series[i].Test(b, Choose(series[i], b, champions[b])))];
            results[i] = new RolledForecast(Choose(series[i], 0, champions[0]), Tests(backs.Where(b => b > 0 && series[i].Knows(b))), Tests(open.Where(series[i].IsFitted)), series[i].Seasons);
        });
        return results;
    }

    /// <summary>Null where the group is too small to speak for its members.</summary>
    private ForecastModel? GroupChampion(List<RolledSeries> series, int back)
    {
        var known = series.SelectMany(s => RecordOf(back).Where(s.Knows).Select(b => (Series: s, Back: b))).ToList();
        if (known.Select(k => k.Series).Distinct().Count() < LargeGroup)
        {
            return null;
        }

        var usual = known.Sum(k => k.Series.Error([k.Series.UsualAt(k.Back)], k.Back));
        var (model, error) = RolledSeries.Challengers.Select(m => (Model: m, Error: known.Sum(k => k.Series.Error([m], k.Back)))).MinBy(c => c.Error);
        return error < GroupChallenge * usual ? model : null;
    }

    private SeriesForecast Choose(RolledSeries series, int back, ForecastModel? groupChampion)
    {
        IReadOnlyList<ForecastModel> champion = [groupChampion ?? series.UsualAt(back)];
        var record = RecordOf(back).Where(series.Knows).ToList();
        if (record.Count < SmallestRecord)
        {
            return series.Of(champion, back, []);
        }

        var singles = RolledSeries.Challengers.Append(series.UsualAt(back)).Distinct().Select(m => (Models: (IReadOnlyList<ForecastModel>)[m], Error: record.Sum(b => series.Error([m], b)))).OrderBy(c => c.Error).Take(2).ToList();
        IReadOnlyList<ForecastModel> pair = [.. singles.SelectMany(s => s.Models)];
        var challenger = singles.Append((Models: pair, Error: record.Sum(b => series.Error(pair, b)))).MinBy(c => c.Error);
        return series.Of(challenger.Error < SeriesChallenge * record.Sum(b => series.Error(champion, b)) ? challenger.Models : champion, back, record);
    }

    private List<int> RecordOf(int back) => [.. Enumerable.Range(back + steps, choosing)];
}
