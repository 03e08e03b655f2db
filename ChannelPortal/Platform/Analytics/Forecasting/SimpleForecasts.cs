namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>Forecasts that need no fit. They are the baselines of every accuracy table and challenge the combination on each series.</summary>
internal static class SimpleForecasts
{
    private const int Quarter = 3;
    private const int Year = 12;
    private const int GrowthMonths = 6;
    private const double SmallestGrowth = 0.6;
    private const double LargestGrowth = 1.8;
    private static readonly (int Lag, double Weight)[] s_lags = [(3, 0.4), (9, 0.3), (12, 0.3)];

    /// <param name="values">Not empty.</param>
    /// <param name="step">Months ahead, from 1.</param>
    public static double Of(ForecastModel model, ReadOnlySpan<double> values, int step) => model switch
    {
        ForecastModel.Naive => values[^1],
        ForecastModel.QuarterAgo => Lag(values, step, Quarter) ?? values[^1],
        ForecastModel.QuarterLags => QuarterLags(values, step),
        ForecastModel.LastYear => LastYear(values, step),
        ForecastModel.Rhythm => (QuarterLags(values, step) + LastYear(values, step)) / 2,
        ForecastModel.Mean => Mean(values),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, null),
    };

    /// <summary>Last year's same month, as it was; the last month where there is no last year.</summary>
    public static double SeasonalNaive(ReadOnlySpan<double> values, int step) => Lag(values, step, Year) ?? values[^1];

    private static double QuarterLags(ReadOnlySpan<double> values, int step)
    {
        double sum = 0, weights = 0;
        foreach (var (lag, weight) in s_lags)
        {
            if (Lag(values, step, lag) is { } value)
            {
                sum += weight * value;
                weights += weight;
            }
        }

        return weights == 0 ? values[^1] : sum / weights;
    }

    private static double LastYear(ReadOnlySpan<double> values, int step)
    {
        if (values.Length < Year + GrowthMonths)
        {
            return Lag(values, step, Quarter) ?? values[^1];
        }

        double now = 0, before = 0;
        for (var i = 1; i <= GrowthMonths; i++)
        {
            now += values[^i];
            before += values[^(Year + i)];
        }

        return Lag(values, step, Year)!.Value * (before > 0 ? Math.Clamp(now / before, SmallestGrowth, LargestGrowth) : 1);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var count = Math.Min(Year, values.Length);
        double sum = 0;
        foreach (var value in values[^count..])
        {
            sum += value;
        }

        return sum / count;
    }

    /// <summary>The value so many months before the month asked for; when that lies ahead as well, whole quarters further back. Null before the first.</summary>
    private static double? Lag(ReadOnlySpan<double> values, int step, int lag)
    {
        var at = values.Length - 1 + step - lag;
        while (at >= values.Length)
        {
            at -= lag % Year == 0 ? Year : Quarter;
        }

        return at >= 0 ? values[at] : null;
    }
}
