using System.Globalization;

namespace ChannelPortal.Tests.Platform.Analytics;

/// <summary>A monthly series of M3 in which one of the watched points may have been multiplied.</summary>
/// <param name="Injected">Row of that point; -1 when there is none.</param>
internal sealed record InjectedSeries(IReadOnlyList<double> Values, int WatchedFrom, int Injected)
{
    public static IReadOnlyList<InjectedSeries> Load(string file) =>
        [.. File.ReadLines(file).Skip(1).Select(l => l.Split(',')).Select(c => new InjectedSeries(
            [.. c[6].Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))], int.Parse(c[5], CultureInfo.InvariantCulture), int.Parse(c[2], CultureInfo.InvariantCulture)))];
}

/// <summary>How well scores rank the injected points, and how good the alerts are.</summary>
internal sealed record InjectedScore(double AveragePrecision, double F1, double Precision, double Recall)
{
    public static InjectedScore Of(IEnumerable<(double Score, bool IsAlert, bool IsTrue)> points)
    {
        var ranked = points.OrderByDescending(p => p.Score).ToList();
        var positives = ranked.Count(p => p.IsTrue);
        double found = 0, precision = 0;
        for (var i = 0; i < ranked.Count; i++)
        {
            if (ranked[i].IsTrue)
            {
                found++;
                precision += found / (i + 1);
            }
        }

        double alerts = ranked.Count(p => p.IsAlert), right = ranked.Count(p => p.IsAlert && p.IsTrue);
        return new InjectedScore(precision / positives, 2 * right / (alerts + positives), right / alerts, right / positives);
    }
}
