namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>
/// Forecasts one monthly series from nothing but its values. The combination is the mean of damped trend, Holt and Theta (Assimakopoulos and Nikolopoulos
/// 2000), each fitted to logarithms of the deseasonalised months and of pairs of months, under two readings of the season, and a tenth of last year's shape.
/// The middle of the interval is the median, so no correction for the mean of a log-normal is made. Thread-safe.
/// </summary>
public sealed class SeriesForecaster(ForecastParts parts = ForecastParts.All)
{
    private const int Season = 12;
    private const int ShortestSmoothing = 6;
    private const int ShortestCombination = 12;
    private const double IntermittentShare = 0.3;
    private const double SeasonalityLimit = 1.645;
    private const double LastYearWeight = 0.1;
    private const double SmallestGrowth = 0.6;
    private const double LargestGrowth = 1.8;
    private static readonly double[] s_dampings = [.8, .86, .92, .98];
    private static readonly double[] s_undamped = [1];

    /// <param name="values">Oldest first, without the running month; null is a month that nobody recorded, and is filled in from its neighbours.</param>
    /// <param name="horizon">Months ahead, at least 1.</param>
    public SeriesForecast Forecast(IReadOnlyList<double?> values, int horizon)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        return Forecast(SeriesGaps.Fill(values), horizon, SeriesHints.None, 0);
    }

    internal SeriesForecast Forecast(double[] values, int horizon, SeriesHints hints, int monthsBack)
    {
        if (values.Length < ShortestSmoothing)
        {
            return Flat(ForecastModel.Mean, values, values.Length == 0 ? 0 : values.Average(), horizon);
        }

        if (values.All(v => v >= 0) && values.Count(v => v == 0) > IntermittentShare * values.Length)
        {
            return Flat(ForecastModel.Intermittent, values, IntermittentDemand.Rate(values), horizon);
        }

        if (values.Any(v => v <= 0))
        {
            return Flat(ForecastModel.Smoothing, values, TrendSmoothing.Level(values).Level, horizon);
        }

        var season = hints.SeasonAt(monthsBack);
        var plain = hints.PlainAt(monthsBack, () => Combine(values, horizon, season));
        return hints.Exposures is { } exposures ? ExposureEffect.Forecast(values, horizon, exposures, monthsBack, plain, v => Combine(v, horizon, season)) : plain;
    }

    private SeriesForecast Combine(double[] values, int horizon, IReadOnlyList<double>? borrowed)
    {
        var tested = SeasonalSmoothing.IsSeasonal(values, SeasonalityLimit) ? IndicesOf(values) : null;
        var always = tested ?? IndicesOf(values);
        var own = tested ?? borrowed?.ToArray();
        var first = new LogFit(values, own, horizon, parts);
        var logs = first.Logs;
        if (parts.HasFlag(ForecastParts.BothSeasons) && own is null && always is not null)
        {
            var second = new LogFit(values, always, horizon, parts).Logs;
            logs = [.. logs.Zip(second, (a, b) => (a + b) / 2)];
        }

        if (parts.HasFlag(ForecastParts.LastYear) && values.Length >= 2 * Season)
        {
            var growth = Math.Clamp(values[^Season..].Sum() / values[^(2 * Season)..^Season].Sum(), SmallestGrowth, LargestGrowth);
            logs = [.. logs.Select((l, i) => ((1 - LastYearWeight) * l) + (LastYearWeight * Math.Log(values[values.Length - Season + (i % Season)] * growth)))];
        }

        var (low, high) = ForecastIntervals.OfLogs(first.Errors, first.Damped, horizon);
        return new SeriesForecast(
            ForecastModel.Combination, [.. logs.Select(Math.Exp)], [.. logs.Select((l, i) => Math.Exp(l + low[i]))], [.. logs.Select((l, i) => Math.Exp(l + high[i]))])
        {
            Season = own ?? always,
            MonthlyGrowth = Math.Exp(first.Damped.At(1) - first.Damped.Level) - 1,
        };
    }

    private double[]? IndicesOf(double[] values) => SeasonalSmoothing.Indices(values, parts.HasFlag(ForecastParts.Shrinkage));

    private static SeriesForecast Flat(ForecastModel model, double[] values, double level, int horizon)
    {
        var (low, high) = ForecastIntervals.OfValues(values, level, horizon);
        return new SeriesForecast(model, [.. Enumerable.Repeat(values.All(v => v >= 0) ? Math.Max(0, level) : level, horizon)], low, high);
    }

    /// <summary>Mean of the methods' forecasts of the logarithms under one reading of the season.</summary>
    private sealed class LogFit
    {
        public LogFit(double[] values, double[]? indices, int horizon, ForecastParts parts)
        {
            var logs = new double[values.Length];
            for (var i = 0; i < logs.Length; i++)
            {
                logs[i] = Math.Log(values[i] / (indices?[i % Season] ?? 1));
            }

            Damped = TrendSmoothing.Trend(logs, s_dampings);
            Errors = TrendSmoothing.Errors(logs, Damped);
            Logs = new double[horizon];
            Add(logs, 1, Damped, horizon, parts);
            var pairs = parts.HasFlag(ForecastParts.Pairs) ? Pairs(logs) : [];
            var fits = 1;
            if (pairs.Length >= ShortestSmoothing)
            {
                Add(pairs, 2, TrendSmoothing.Trend(pairs, s_dampings), horizon, parts);
                fits++;
            }

            for (var i = 0; i < horizon; i++)
            {
                Logs[i] = (Logs[i] / fits) + Math.Log(indices?[(values.Length + i) % Season] ?? 1);
            }
        }

        public SmoothedState Damped { get; }

        public double[] Errors { get; }

        public double[] Logs { get; }

        private void Add(double[] series, int size, SmoothedState damped, int horizon, ForecastParts parts)
        {
            var holt = parts.HasFlag(ForecastParts.Holt) ? TrendSmoothing.Trend(series, s_undamped) : default;
            var theta = parts.HasFlag(ForecastParts.Theta) ? new ThetaLine(series) : default;
            var count = (parts.HasFlag(ForecastParts.Damped) ? 1 : 0) + (parts.HasFlag(ForecastParts.Holt) ? 1 : 0) + (parts.HasFlag(ForecastParts.Theta) ? 1 : 0);
            for (var i = 0; i < horizon; i++)
            {
                var step = (i / size) + 1;
                var sum = (parts.HasFlag(ForecastParts.Damped) ? damped.At(step) : 0)
                    + (parts.HasFlag(ForecastParts.Holt) ? holt.At(step) : 0)
                    + (parts.HasFlag(ForecastParts.Theta) ? theta.At(step) : 0);
                Logs[i] += sum / count;
            }
        }

        /// <summary>Means of two months, counted from the end, so that the newest month is always in one.</summary>
        private static double[] Pairs(double[] logs)
        {
            var pairs = new double[logs.Length / 2];
            var odd = logs.Length % 2;
            for (var i = 0; i < pairs.Length; i++)
            {
                pairs[i] = (logs[odd + (2 * i)] + logs[odd + (2 * i) + 1]) / 2;
            }

            return pairs;
        }
    }
}
