using System.Text.Json;

namespace ChannelPortal.Platform.Analytics;

/// <summary>
/// A lasting shift of the level: two-sided CUSUM with allowance k and limit h in standard deviations (domain.md R22). The usual level and
/// scatter are those of the points before; after an alert it learns the new level from the start.
/// </summary>
public sealed class CusumDetector(double allowance = 0.5, double limit = 5, int learn = 12) : IKeptDetector
{
    private int count;
    private double mean;
    private double squares;
    private double up;
    private double down;

    public SeriesVerdict Next(DateTimeOffset at, double value)
    {
        var spread = count < 2 ? 0 : Math.Sqrt(squares / (count - 1));
        if (count < learn || spread <= 0)
        {
            Learn(value);
            return new SeriesVerdict(0, false);
        }

        var z = (value - mean) / spread;
        up = Math.Max(0, up + z - allowance);
        down = Math.Max(0, down - z - allowance);
        var strength = Math.Max(up, down) / limit;
        var verdict = new SeriesVerdict(SeriesVerdict.ScoreOf(strength), strength >= 1, mean, mean - (limit * spread), mean + (limit * spread));
        if (verdict.IsAlert)
        {
            (count, mean, squares, up, down) = (0, 0, 0, 0, 0);
        }

        // What already leans to one side would pull the usual level after it.
        if (strength < 0.5)
        {
            Learn(value);
        }

        return verdict;
    }

    private void Learn(double value)
    {
        count++;
        var error = value - mean;
        mean += error / count;
        squares += error * (value - mean);
    }

    public string Save() => JsonSerializer.Serialize(new Memory(count, mean, squares, up, down));

    public void Restore(string saved)
    {
        var memory = JsonSerializer.Deserialize<Memory>(saved)!;
        (count, mean, squares, up, down) = (memory.Count, memory.Mean, memory.Squares, memory.Up, memory.Down);
    }

    private sealed record Memory(int Count, double Mean, double Squares, double Up, double Down);
}
