using System.Globalization;
using System.Text.Json;

namespace ChannelPortal.Tests.Platform.Analytics;

/// <summary>A series of the Numenta Anomaly Benchmark with its windows as first and last row.</summary>
internal sealed record NabSeries(string File, IReadOnlyList<(DateTimeOffset At, double Value)> Points, IReadOnlyList<(int From, int To)> Windows);

/// <summary>
/// The standard profile of NAB, written from its description: the first detection in a window earns more the earlier it comes, a missed
/// window costs 1, a detection outside 0.11; nothing done is 0, everything perfect 100.
/// </summary>
internal static class NabScore
{
    private const double FalsePositive = 0.11;

    public static IReadOnlyList<NabSeries> Load(string folder)
    {
        using var windows = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "windows-dev.json")));
        return [.. windows.RootElement.EnumerateObject().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f =>
        {
            var points = File.ReadLines(Path.Combine(folder, "data", f.Name)).Skip(1).Select(l => l.Split(','))
                .Select(c => (DateTimeOffset.Parse(c[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), double.Parse(c[1], CultureInfo.InvariantCulture))).ToList();
            return new NabSeries(f.Name, points, [.. f.Value.EnumerateArray().Select(w => (IndexOf(points, w[0], first: true), IndexOf(points, w[1], first: false)))]);
        })];
    }

    /// <param name="alerts">Rows of the alerts, per series.</param>
    public static double Of(IReadOnlyList<NabSeries> corpus, IReadOnlyList<IReadOnlyList<int>> alerts)
    {
        var windows = corpus.Sum(s => s.Windows.Count);
        return 100 * (corpus.Zip(alerts, Raw).Sum() + windows) / (2 * windows);
    }

    private static double Raw(NabSeries series, IReadOnlyList<int> alerts)
    {
        var probation = Math.Min((int)(0.15 * series.Points.Count), 750);
        var hit = new HashSet<int>();
        var score = 0.0;
        foreach (var row in alerts.Where(a => a >= probation))
        {
            var window = series.Windows.ToList().FindIndex(w => row >= w.From && row <= w.To);
            if (window >= 0)
            {
                var (from, to) = series.Windows[window];
                score += hit.Add(window) ? Sigmoid(-(to - row + 1) / (double)(to - from + 1)) / Sigmoid(-1) : 0;
            }
            else
            {
                var before = series.Windows.Where(w => w.To < row).Select(w => ((int From, int To)?)w).LastOrDefault();
                score += before is { } b ? FalsePositive * Sigmoid((row - b.To) / (double)(b.To - b.From)) : -FalsePositive;
            }
        }

        return score - (series.Windows.Count - hit.Count);
    }

    private static double Sigmoid(double x) => x > 3 ? -1 : (2 / (1 + Math.Exp(5 * x))) - 1;

    private static int IndexOf(List<(DateTimeOffset At, double Value)> points, JsonElement instant, bool first)
    {
        var at = DateTimeOffset.Parse(instant.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return first ? points.FindIndex(p => p.At >= at) : points.FindLastIndex(p => p.At <= at);
    }
}
