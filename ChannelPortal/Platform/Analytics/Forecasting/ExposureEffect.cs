namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>
/// Takes out of a history what moving events did, and puts it back where they come next. The twelve factors of the season hold what an event does on average;
/// left is how much more or less of it a month has than the same month usually has.
/// </summary>
internal static class ExposureEffect
{
    private const int Season = 12;

    // What comes once a year must have come three times; what is planned anew comes more often.
    private const int EnoughOfCalendar = 36;
    private const int EnoughOfPlans = 24;
    private const double Significance = 2;

    /// <param name="plain">The forecast without events.</param>
    public static SeriesForecast Forecast(
        double[] values, int horizon, IReadOnlyList<MonthExposure> exposures, int monthsBack, SeriesForecast plain, Func<double[], SeriesForecast> forecast)
    {
        if (plain.Season is not { } season)
        {
            return plain;
        }

        var unusual = exposures.Select(e => values.Length >= (e.Planned is null ? EnoughOfCalendar : EnoughOfPlans) && e.SeenFrom(values.Length, monthsBack, horizon) is { } seen ? Unusual(seen, values.Length) : new double[values.Length + horizon]).ToArray();
        var effects = Effects(values, season, unusual);
        if (effects.All(e => e == 0))
        {
            return plain;
        }

        double Moved(int month) => Math.Exp(effects.Select((e, i) => e * unusual[i][month]).Sum());
        var cleaned = forecast([.. values.Select((v, i) => v / Moved(i))]);
        double[] back = [.. Enumerable.Range(values.Length, horizon).Select(Moved)];
        return cleaned with
        {
            Mid = [.. cleaned.Mid.Select((v, i) => v * back[i])], Low = [.. cleaned.Low.Select((v, i) => v * back[i])], High = [.. cleaned.High.Select((v, i) => v * back[i])], EventEffects = effects,
        };
    }

    /// <summary>Exposure of a month less the mean of the same months of the history. Ahead it stays within what the history has: nothing is known of more.</summary>
    private static double[] Unusual(double[] seen, int known)
    {
        var usual = Enumerable.Range(0, Season).Select(m => Enumerable.Range(0, known).Where(i => i % Season == m).Average(i => seen[i])).ToArray();
        double[] unusual = [.. seen.Select((e, i) => e - usual[i % Season])];
        var (least, most) = (unusual.Take(known).Min(), unusual.Take(known).Max());
        for (var i = known; i < unusual.Length; i++)
        {
            unusual[i] = Math.Clamp(unusual[i], least, most);
        }

        return unusual;
    }

    /// <summary>Logarithm of what a whole month of each exposure does, from month-to-month changes; 0 where it cannot be told from noise.</summary>
    private static double[] Effects(double[] values, IReadOnlyList<double> season, double[][] unusual)
    {
        double Log(int i) => Math.Log(values[i] / season[i % Season]);
        var changes = Enumerable.Range(1, values.Length - 1).Select(i => Log(i) - Log(i - 1)).ToArray();
        var moves = unusual.Select(u => Enumerable.Range(1, values.Length - 1).Select(i => u[i] - u[i - 1]).ToArray()).ToArray();
        var kept = Enumerable.Range(0, moves.Length).Where(i => moves[i].Any(m => m != 0)).ToList();

        // The weakest goes until all that are left can be told from noise.
        while (kept.Count > 0)
        {
            if (Fit(changes, [.. kept.Select(k => moves[k])]) is not { } fit)
            {
                kept.RemoveAt(kept.Count - 1);
                continue;
            }

            var weakest = Enumerable.Range(0, kept.Count).MinBy(i => fit.Ratios[i]);
            if (fit.Ratios[weakest] > Significance)
            {
                var effects = new double[unusual.Length];
                for (var i = 0; i < kept.Count; i++)
                {
                    effects[kept[i]] = fit.Effects[i];
                }

                return effects;
            }

            kept.RemoveAt(weakest);
        }

        return new double[unusual.Length];
    }

    /// <summary>Least squares without a constant; ratios are effects over their standard errors. Null where the events cannot be told from each other.</summary>
    private static (double[] Effects, double[] Ratios)? Fit(double[] changes, double[][] moves)
    {
        var n = moves.Length;

        // The normal equations beside the unit matrix: elimination leaves the effects and the inverse.
        var rows = Enumerable.Range(0, n).Select(i => new double[(2 * n) + 1]).ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                rows[i][j] = Product(moves[i], moves[j]);
            }

            rows[i][n] = Product(moves[i], changes);
            rows[i][n + 1 + i] = 1;
        }

        for (var i = 0; i < n; i++)
        {
            var pivot = rows[i][i];
            if (pivot <= 1e-9 * Product(moves[i], moves[i]))
            {
                return null;
            }

            rows[i] = [.. rows[i].Select(v => v / pivot)];
            for (var j = 0; j < n; j++)
            {
                if (j != i)
                {
                    var times = rows[j][i];
                    rows[j] = [.. rows[j].Select((v, k) => v - (times * rows[i][k]))];
                }
            }
        }

        double[] effects = [.. rows.Select(r => r[n])];
        var explained = effects.Select((e, i) => e * Product(moves[i], changes)).Sum();
        var rest = Math.Max(0, Product(changes, changes) - explained) / Math.Max(1, changes.Length - n);
        return (effects, [.. effects.Select((e, i) => Math.Abs(e) / Math.Sqrt(Math.Max(double.Epsilon, rest * rows[i][n + 1 + i])))]);
    }

    private static double Product(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
