namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>What all methods say of a series from several origins. An origin is named by the months between it and the end.</summary>
internal sealed class RolledSeries(SeriesForecaster combination, double[] values, int steps, SeriesHints hints)
{
    private const int FirstOrigin = 18;
    private const int FullSeasons = 36;
    private const double NormalQuantile = 1.2816;
    private const double Widening = 1.1;
    private readonly Dictionary<int, SeriesForecast> fitted = [];

    public static IReadOnlyList<ForecastModel> Challengers { get; } =
        [ForecastModel.Naive, ForecastModel.QuarterAgo, ForecastModel.QuarterLags, ForecastModel.LastYear, ForecastModel.Rhythm, ForecastModel.Mean];

    public void Prepare(int furthest)
    {
        for (var back = 0; back <= furthest && (back == 0 || values.Length - back >= FirstOrigin); back++)
        {
            fitted[back] = combination.Forecast(values[..^back], steps, hints, back);
        }
    }

    /// <summary>Whether the series was long enough then, and all months asked for are over.</summary>
    public bool Knows(int back) => back >= steps && IsFitted(back);

    public bool IsFitted(int back) => fitted.ContainsKey(back);

    /// <summary>Factors of the season as they were known at each origin that had one.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<double>> Seasons => fitted.Where(f => f.Value.Season is not null).ToDictionary(f => f.Key, f => f.Value.Season!);

    /// <summary>The method that needs no evidence.</summary>
    public ForecastModel UsualAt(int back) => values.Length - back is >= FirstOrigin and < FullSeasons && fitted[back].Model != ForecastModel.Intermittent ? ForecastModel.Rhythm : fitted[back].Model;

    public double Error(IReadOnlyList<ForecastModel> models, int back) => Enumerable.Range(1, steps).Sum(step => Math.Abs(Value(models, back, step) - Actual(back, step)));

    public IEnumerable<TestedForecast> Test(int back, SeriesForecast chosen)
    {
        var origin = values.Length - back;
        return Enumerable.Range(1, steps).Select(step => new TestedForecast(
            back, step, chosen.Model, chosen.Mid[step - 1], chosen.Low[step - 1], chosen.High[step - 1],
            values[origin - 1], SimpleForecasts.SeasonalNaive(values.AsSpan(0, origin), step), Actual(back, step)));
    }

    /// <param name="record">Earlier origins whose errors the interval is taken from.</param>
    public SeriesForecast Of(IReadOnlyList<ForecastModel> models, int back, List<int> record)
    {
        var fit = fitted[back];
        if (models is [var only] && only == fit.Model && !Challengers.Contains(only))
        {
            return fit;
        }

        var mid = Enumerable.Range(1, steps).Select(step => Value(models, back, step)).ToList();
        var (low, high) = Interval(mid, fit, [.. record.SelectMany(b => Enumerable.Range(1, steps).Select(step => (Value(models, b, step), Actual(b, step))))]);
        return new SeriesForecast(models.Distinct().Count() > 1 ? ForecastModel.MeanOfTwo : models[0], mid, low, high) { Season = fit.Season, MonthlyGrowth = fit.MonthlyGrowth, EventEffects = fit.EventEffects };
    }

    private double Value(IReadOnlyList<ForecastModel> models, int back, int step) => models.Average(m =>
        Challengers.Contains(m) && values.Length > back ? Math.Max(0, SimpleForecasts.Of(m, values.AsSpan(0, values.Length - back), step)) : fitted[back].Mid[step - 1]);

    private double Actual(int back, int step) => step <= back ? values[values.Length - back + step - 1] : double.NaN;

    /// <summary>From the method's own errors on the series: as shares of the forecast where all months had sales, in its unit where some had none.</summary>
    private static (List<double> Low, List<double> High) Interval(List<double> mid, SeriesForecast fit, IReadOnlyList<(double Forecast, double Actual)> record)
    {
        if (record.Count == 0)
        {
            return ([.. fit.Low.Zip(mid, Math.Min)], [.. fit.High.Zip(mid, Math.Max)]);
        }

        if (record.All(r => r is { Forecast: > 0, Actual: > 0 }))
        {
            var share = NormalQuantile * Widening * Math.Sqrt(record.Average(r => Math.Pow(Math.Log(r.Actual / r.Forecast), 2)));
            return ([.. mid.Select(m => m * Math.Exp(-share))], [.. mid.Select(m => m * Math.Exp(share))]);
        }

        var room = NormalQuantile * Widening * Math.Sqrt(record.Average(r => Math.Pow(r.Actual - r.Forecast, 2)));
        return ([.. mid.Select(m => Math.Max(0, m - room))], [.. mid.Select(m => m + room)]);
    }
}
