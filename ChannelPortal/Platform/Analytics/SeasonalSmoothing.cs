namespace ChannelPortal.Platform.Analytics;

/// <summary>Forecast of the next month in logarithms, and the scatter of the fit.</summary>
internal readonly record struct MonthForecast(double LogMean, double InSampleScale);

/// <summary>
/// Simple exponential smoothing of logarithms after taking out the season: classical indices from the centred twelve-month mean, pulled
/// towards 1 as far as their scatter says that they are noise.
/// </summary>
internal static class SeasonalSmoothing
{
    private const int Season = 12;

    // A one-sided 90 % test; the usual 95 % misses too many weak seasons.
    private const double SeasonalityLimit = 1.3;
    private const double SmallestIndex = 0.02;

    public static MonthForecast Fit(IReadOnlyList<double> values)
    {
        var indices = IsSeasonal(values, SeasonalityLimit) ? Indices(values) : null;
        var logs = new double[values.Count];
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = Math.Log(values[i] / (indices?[i % Season] ?? 1));
        }

        var (level, scale) = Smooth(logs);
        return new MonthForecast(level + Math.Log(indices?[values.Count % Season] ?? 1), scale);
    }

    /// <param name="limit">Quantile of the normal distribution that the correlation with the year before must pass.</param>
    internal static bool IsSeasonal(IReadOnlyList<double> values, double limit)
    {
        if (values.Count < 3 * Season)
        {
            return false;
        }

        var sum = 0.0;
        for (var lag = 1; lag < Season; lag++)
        {
            var r = Correlation(values, lag);
            sum += r * r;
        }

        return Math.Abs(Correlation(values, Season)) > limit * Math.Sqrt((1 + (2 * sum)) / values.Count);
    }

    /// <summary>Null when a month is close to nothing: then a factor describes nothing.</summary>
    internal static double[]? Indices(IReadOnlyList<double> values, bool shrink = true)
    {
        var ratios = Enumerable.Range(0, Season).Select(_ => new List<double>()).ToArray();
        for (var i = Season / 2; i < values.Count - (Season / 2); i++)
        {
            var centre = (values[i - (Season / 2)] + values[i + (Season / 2)]) / 2;
            for (var j = i - (Season / 2) + 1; j < i + (Season / 2); j++)
            {
                centre += values[j];
            }

            ratios[i % Season].Add(values[i] * Season / centre);
        }

        if (ratios.Any(r => r.Count < 2))
        {
            return null;
        }

        var indices = ratios.Select(r => r.Average()).ToArray();
        var noise = ratios.Average(r => Variance(r) / r.Count);
        var signal = Variance(indices);
        var trust = !shrink ? 1 : signal <= 0 ? 0 : Math.Max(0, 1 - (noise * (Season - 3) / ((Season - 1) * signal)));
        for (var i = 0; i < Season; i++)
        {
            indices[i] = 1 + (trust * (indices[i] - 1));
        }

        var mean = indices.Average();
        for (var i = 0; i < Season; i++)
        {
            indices[i] /= mean;
        }

        return indices.Any(i => i <= SmallestIndex) ? null : indices;
    }

    /// <summary>The gain with the smallest squared one-step error; the first level is solved for, because errors are linear in it.</summary>
    private static (double Level, double Scale) Smooth(double[] logs)
    {
        var best = (Sse: double.MaxValue, Level: logs[^1]);
        for (var step = 1; step <= 24; step++)
        {
            var gain = step * 0.04;
            var trial = Smooth(logs, gain);
            if (trial.Sse < best.Sse)
            {
                best = trial;
            }
        }

        return (best.Level, Math.Sqrt(best.Sse / Math.Max(1, logs.Length - 2)));
    }

    private static (double Sse, double Level) Smooth(double[] logs, double gain)
    {
        // error_t = a_t - w_t * level_0, with w_t = (1 - gain)^t and a_t the error of a run from 0.
        double level = 0, weight = 1, aw = 0, ww = 0, aa = 0;
        foreach (var log in logs)
        {
            var error = log - level;
            aw += error * weight;
            ww += weight * weight;
            aa += error * error;
            level += gain * error;
            weight *= 1 - gain;
        }

        var first = aw / ww;
        return (aa - (aw * aw / ww), level + (weight * first));
    }

    private static double Correlation(IReadOnlyList<double> values, int lag)
    {
        var mean = values.Average();
        double top = 0, bottom = 0;
        for (var i = 0; i < values.Count; i++)
        {
            bottom += (values[i] - mean) * (values[i] - mean);
            if (i >= lag)
            {
                top += (values[i] - mean) * (values[i - lag] - mean);
            }
        }

        return bottom == 0 ? 0 : top / bottom;
    }

    private static double Variance(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1);
    }
}
