using System.Text.Json;

namespace ChannelPortal.Platform.Analytics;

/// <summary>What a point is compared with.</summary>
public enum SeasonOf
{
    /// <summary>The periods before, whatever their date.</summary>
    None,

    /// <summary>The same weekday of the weeks before.</summary>
    Weekday,

    /// <summary>The same day of the months before.</summary>
    MonthDay,
}

/// <summary>
/// Robust seasonal residual (domain.md R22): the value against the median of the same weekday or month day over the last periods, by
/// 0.6745 residual / MAD, and with a smallest effect that is worth a person's time.
/// </summary>
public sealed class SeasonalResidualDetector(double limit = 3.5, double minimumEffect = 0, int periods = 8, SeasonOf season = SeasonOf.Weekday) : IKeptDetector
{
    private const int Enough = 4;

    // With too few residuals their MAD says little; domain.md 0: when it is 0, 2 % of the median.
    private const double SmallestSpread = 0.02;

    private Dictionary<int, Queue<double>> past = [];
    private Queue<double> residuals = new();

    public SeriesVerdict Next(DateTimeOffset at, double value)
    {
        var key = season switch
        {
            SeasonOf.Weekday => (int)at.DayOfWeek,
            SeasonOf.MonthDay => at.Day,
            _ => 0,
        };
        var same = past.TryGetValue(key, out var known) ? known : past[key] = new Queue<double>();
        var verdict = same.Count < Enough ? new SeriesVerdict(0, false) : Judge(Median(same), value);
        same.Enqueue(value);
        if (same.Count > periods)
        {
            same.Dequeue();
        }

        return verdict;
    }

    public string Save() => JsonSerializer.Serialize(new Memory(past.ToDictionary(p => p.Key, p => p.Value.ToArray()), [.. residuals]));

    public void Restore(string saved)
    {
        var memory = JsonSerializer.Deserialize<Memory>(saved)!;
        (past, residuals) = (memory.Past.ToDictionary(p => p.Key, p => new Queue<double>(p.Value)), new Queue<double>(memory.Residuals));
    }

    private SeriesVerdict Judge(double usual, double value)
    {
        var residual = value - usual;
        var spread = Math.Max(residuals.Count < Enough ? 0 : Median(residuals.Select(Math.Abs)), SmallestSpread * Math.Abs(usual));
        var room = spread * limit / 0.6745;
        var strength = spread <= 0 ? 0 : Math.Abs(residual) / room;
        var isAlert = strength >= 1 && Math.Abs(residual) >= minimumEffect && residuals.Count >= Enough;
        residuals.Enqueue(residual);
        if (residuals.Count > periods * 7)
        {
            residuals.Dequeue();
        }

        return new SeriesVerdict(isAlert || strength < 1 ? SeriesVerdict.ScoreOf(strength) : 0, isAlert, usual, usual - room, usual + room);
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private sealed record Memory(Dictionary<int, double[]> Past, double[] Residuals);
}
