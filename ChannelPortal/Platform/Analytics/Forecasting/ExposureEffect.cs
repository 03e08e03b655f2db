namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>
/// Takes out of a history what a moving event did, and puts it back where the event comes next. The twelve factors of the season hold what the event does on
/// average; left is how much more or less of it a month has than the same month usually has.
/// </summary>
internal static class ExposureEffect
{
    private const int Season = 12;
    private const int EnoughMonths = 36;
    private const double Significance = 2;

    public static SeriesForecast Forecast(double[] values, int horizon, IReadOnlyList<double> exposure, Func<double[], SeriesForecast> forecast)
    {
        var plain = forecast(values);
        if (values.Length < EnoughMonths || exposure.Count < values.Length + horizon || plain.Season is not { } season)
        {
            return plain;
        }

        var unusual = Unusual(exposure, values.Length, horizon);
        if (Effect(values, season, unusual) is not { } effect)
        {
            return plain;
        }

        var cleaned = forecast([.. values.Select((v, i) => v * Math.Exp(-effect * unusual[i]))]);
        double[] back = [.. Enumerable.Range(0, horizon).Select(i => Math.Exp(effect * unusual[values.Length + i]))];
        return cleaned with
        {
            Mid = [.. cleaned.Mid.Select((v, i) => v * back[i])], Low = [.. cleaned.Low.Select((v, i) => v * back[i])], High = [.. cleaned.High.Select((v, i) => v * back[i])], EventEffect = effect,
        };
    }

    /// <summary>Exposure of a month less the mean of the same months of the history.</summary>
    private static double[] Unusual(IReadOnlyList<double> exposure, int known, int horizon)
    {
        var usual = Enumerable.Range(0, Season).Select(m => Enumerable.Range(0, known).Where(i => i % Season == m).Average(i => exposure[i])).ToArray();
        return [.. Enumerable.Range(0, known + horizon).Select(i => exposure[i] - usual[i % Season])];
    }

    /// <summary>Logarithm of what a whole month of exposure does, from month-to-month changes; null where it cannot be told from noise.</summary>
    private static double? Effect(double[] values, IReadOnlyList<double> season, double[] unusual)
    {
        double top = 0, bottom = 0, total = 0;
        double Log(int i) => Math.Log(values[i] / season[i % Season]);
        for (var i = 1; i < values.Length; i++)
        {
            var (change, moved) = (Log(i) - Log(i - 1), unusual[i] - unusual[i - 1]);
            top += change * moved;
            bottom += moved * moved;
            total += change * change;
        }

        if (bottom == 0)
        {
            return null;
        }

        var effect = top / bottom;
        var rest = Math.Max(0, total - (effect * top)) / (values.Length - 2);
        return Math.Abs(effect) > Significance * Math.Sqrt(rest / bottom) ? effect : null;
    }
}
