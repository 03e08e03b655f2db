namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>Where eight outcomes of ten should lie, from the errors that the method made on the series itself.</summary>
internal static class ForecastIntervals
{
    private const int Recent = 36;
    private const double NormalQuantile = 1.2816;

    // A fit knows the values whose errors it shows; on series that it does not know errors are a tenth larger.
    private const double Widening = 1.1;

    /// <summary>Distances from the middle, in logarithms: half from the quantiles of the errors, which few months blur, half from their scale, which knows no shape.</summary>
    public static (double[] Low, double[] High) OfLogs(double[] errors, SmoothedState fit, int horizon)
    {
        var recent = errors.Length > Recent ? errors[^Recent..] : errors;
        var scale = Math.Sqrt(recent.Sum(e => e * e) / Math.Max(1, recent.Length - 2));
        var sorted = recent.Order().ToArray();
        var low = Math.Min(0, (Quantile(sorted, 0.1) - (NormalQuantile * scale)) / 2);
        var high = Math.Max(0, (Quantile(sorted, 0.9) + (NormalQuantile * scale)) / 2);
        var growth = Growth(fit, horizon);
        return ([.. growth.Select(g => low * g * Widening)], [.. growth.Select(g => high * g * Widening)]);
    }

    public static (double[] Low, double[] High) OfValues(double[] values, double level, int horizon)
    {
        var scale = values.Length < 2 ? Math.Abs(level) / 2 : Math.Sqrt(values.Sum(v => (v - level) * (v - level)) / (values.Length - 1));
        var floor = values.All(v => v >= 0) ? 0 : double.MinValue;
        var sorted = values.Order().ToArray();
        var low = values.Length < 12 ? level - (NormalQuantile * scale) : Math.Min(level, Quantile(sorted, 0.1));
        var high = values.Length < 12 ? level + (NormalQuantile * scale) : Math.Max(level, Quantile(sorted, 0.9));
        return ([.. Enumerable.Repeat(Math.Max(floor, low), horizon)], [.. Enumerable.Repeat(high, horizon)]);
    }

    /// <summary>Standard error months ahead over that of the next month (Hyndman et al. 2005, additive errors with damped trend).</summary>
    private static double[] Growth(SmoothedState fit, int horizon)
    {
        var growth = new double[horizon];
        double variance = 1, sum = 0, power = 1;
        for (var i = 0; i < horizon; i++)
        {
            growth[i] = Math.Sqrt(variance);
            power *= fit.Phi;
            sum += power;
            var weight = fit.Alpha * (1 + (fit.Beta * sum));
            variance += weight * weight;
        }

        return growth;
    }

    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return 0;
        }

        var at = share * (sorted.Length - 1);
        var (below, above) = ((int)Math.Floor(at), (int)Math.Ceiling(at));
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
