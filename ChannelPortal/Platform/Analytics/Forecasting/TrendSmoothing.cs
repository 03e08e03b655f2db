using System.Runtime.Intrinsics;

namespace ChannelPortal.Platform.Analytics.Forecasting;

/// <summary>State of an exponential smoothing after the last value.</summary>
/// <param name="Alpha">Gain of the level.</param>
/// <param name="Beta">Gain of the trend, as a share of that of the level.</param>
/// <param name="Phi">What is left of the trend a month later; 1 keeps all of it.</param>
/// <param name="Sse">Sum of the squared one-step errors.</param>
internal readonly record struct SmoothedState(double Alpha, double Beta, double Phi, double Level, double Trend, double FirstLevel, double FirstTrend, double Sse)
{
    public double At(int step)
    {
        double sum = 0, power = 1;
        for (var i = 0; i < step; i++)
        {
            power *= Phi;
            sum += power;
        }

        return Level + (Trend * sum);
    }
}

/// <summary>
/// Exponential smoothing with level and damped trend (Gardner and McKenzie 1985), fitted by least squared one-step errors. The first level and trend are
/// solved for with each pair of gains, because errors are linear in them; four pairs of gains run at once in the lanes of a vector.
/// </summary>
internal static class TrendSmoothing
{
    private const int Lanes = 4;
    private const double SmallestGain = 0.01;
    private const double LargestGain = 0.99;
    private const int Refinements = 8;
    private static readonly double[] s_alphas = [.04, .1, .17, .25, .33, .42, .5, .58, .67, .76, .86, .96];
    private static readonly double[] s_betas = [.005, .03, .1, .24, .42, .66, .95];
    private static readonly double[] s_fine = [.02, .06, .1, .14, .18, .22, .26, .3, .34, .38, .42, .46, .5, .54, .58, .62, .66, .7, .74, .78, .82, .86, .92, .98];

    /// <summary>Level alone.</summary>
    public static SmoothedState Level(ReadOnlySpan<double> values)
    {
        var best = Worst;
        for (var i = 0; i < s_fine.Length; i += Lanes)
        {
            Better(values, Vector256.Create(s_fine, i), Vector256<double>.Zero, 1, hasTrend: false, ref best);
        }

        for (var step = 0.02; step > 0.003; step /= 2)
        {
            Better(values, Gains(Vector256.Create(best.Alpha) + Vector256.Create(-step, step, -step / 2, step / 2)), Vector256<double>.Zero, 1, hasTrend: false, ref best);
        }

        return best;
    }

    /// <summary>Level and trend, the best of the dampings.</summary>
    public static SmoothedState Trend(ReadOnlySpan<double> values, ReadOnlySpan<double> dampings)
    {
        var best = Worst;
        foreach (var phi in dampings)
        {
            foreach (var beta in s_betas)
            {
                for (var i = 0; i < s_alphas.Length; i += Lanes)
                {
                    Better(values, Vector256.Create(s_alphas, i), Vector256.Create(beta), phi, hasTrend: true, ref best);
                }
            }
        }

        var (stepAlpha, stepBeta) = (0.05, 0.08);
        for (var i = 0; i < Refinements; i++)
        {
            var before = best.Sse;
            var alphas = Gains(Vector256.Create(best.Alpha) + Vector256.Create(stepAlpha, -stepAlpha, 0, 0));
            var betas = Vector256.Min(Vector256.Max(Vector256.Create(best.Beta) + Vector256.Create(0, 0, stepBeta, -stepBeta), Vector256<double>.Zero), Vector256.Create(LargestGain));
            Better(values, alphas, betas, best.Phi, hasTrend: true, ref best);
            if (best.Sse >= before)
            {
                (stepAlpha, stepBeta) = (stepAlpha / 2, stepBeta / 2);
            }
        }

        return best;
    }

    /// <summary>One-step errors of a fit.</summary>
    public static double[] Errors(ReadOnlySpan<double> values, SmoothedState fit)
    {
        var errors = new double[values.Length];
        var (level, trend) = (fit.FirstLevel, fit.FirstTrend);
        for (var t = 0; t < values.Length; t++)
        {
            var expected = level + (fit.Phi * trend);
            errors[t] = values[t] - expected;
            level = expected + (fit.Alpha * errors[t]);
            trend = (fit.Phi * trend) + (fit.Alpha * fit.Beta * errors[t]);
        }

        return errors;
    }

    private static SmoothedState Worst => new(0, 0, 1, 0, 0, 0, 0, double.MaxValue);

    private static Vector256<double> Gains(Vector256<double> alphas) => Vector256.Min(Vector256.Max(alphas, Vector256.Create(SmallestGain)), Vector256.Create(LargestGain));

    /// <summary>Three runs side by side: from nothing over the values (a), from a first level of 1 (u) and from a first trend of 1 (v) over zeros. Errors are then a + u * level + v * trend.</summary>
    private static void Better(ReadOnlySpan<double> values, Vector256<double> alpha, Vector256<double> beta, double damping, bool hasTrend, ref SmoothedState best)
    {
        var phi = Vector256.Create(damping);
        var gain = alpha * beta;
        Vector256<double> levelA = default, trendA = default, trendU = default, levelV = default;
        Vector256<double> aa = default, au = default, av = default, uu = default, uv = default, vv = default;
        var (levelU, trendV) = (Vector256<double>.One, Vector256<double>.One);
        foreach (var value in values)
        {
            var (nextA, nextU, nextV) = (levelA + (phi * trendA), levelU + (phi * trendU), levelV + (phi * trendV));
            var (a, u, v) = (Vector256.Create(value) - nextA, -nextU, -nextV);
            aa += a * a;
            au += a * u;
            uu += u * u;
            av += a * v;
            uv += u * v;
            vv += v * v;
            (levelA, trendA) = (nextA + (alpha * a), (phi * trendA) + (gain * a));
            (levelU, trendU) = (nextU + (alpha * u), (phi * trendU) + (gain * u));
            (levelV, trendV) = (nextV + (alpha * v), (phi * trendV) + (gain * v));
        }

        for (var i = 0; i < Lanes; i++)
        {
            var determinant = (uu[i] * vv[i]) - (uv[i] * uv[i]);
            var solvable = hasTrend && determinant > 1e-12 * uu[i] * vv[i];
            var level = solvable ? ((av[i] * uv[i]) - (au[i] * vv[i])) / determinant : -au[i] / uu[i];
            var trend = solvable ? ((au[i] * uv[i]) - (av[i] * uu[i])) / determinant : 0;
            var sse = aa[i] + (2 * ((level * au[i]) + (trend * av[i]))) + (level * level * uu[i]) + (2 * level * trend * uv[i]) + (trend * trend * vv[i]);
            if (sse < best.Sse)
            {
                best = new SmoothedState(
                    alpha[i], beta[i], damping, levelA[i] + (level * levelU[i]) + (trend * levelV[i]), trendA[i] + (level * trendU[i]) + (trend * trendV[i]), level, trend, Math.Max(0, sse));
            }
        }
    }
}
