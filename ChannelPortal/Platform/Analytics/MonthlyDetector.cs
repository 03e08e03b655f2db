using System.Text.Json;

namespace ChannelPortal.Platform.Analytics;

/// <summary>
/// Monthly business series: every month is forecast from the months before by seasonal indices and exponential smoothing in logarithms. The
/// scale is the root mean square of its own earlier forecast errors (monthly errors are heavy-tailed, so not their median), and an effect
/// under 15 % is never an alert.
/// </summary>
public sealed class MonthlyDetector(double limit = 4, double materiality = 0.15) : IKeptDetector
{
    private const int MinimumMonths = 36;
    private const int EnoughErrors = 4;
    private const double SmallestScale = 0.02;

    // Ten years are as good as twenty, and bound the work of a point.
    private const int MaximumMonths = 120;

    private List<double> values = [];
    private double errorSquares;
    private int errors;

    public SeriesVerdict Next(DateTimeOffset at, double value)
    {
        if (values.Count < MinimumMonths || value <= 0 || values.Exists(v => v <= 0))
        {
            Add(value);
            return new SeriesVerdict(0, false);
        }

        var forecast = SeasonalSmoothing.Fit(values);
        var error = Math.Log(value) - forecast.LogMean;
        var scale = Math.Max(errors < EnoughErrors ? forecast.InSampleScale : Math.Sqrt(errorSquares / errors), SmallestScale);
        var strength = Math.Abs(error) / scale / limit;
        var material = Math.Abs(error) >= materiality;
        errorSquares += error * error;
        errors++;

        // A month that was an alert must not bend the forecasts after it.
        var usual = Math.Exp(forecast.LogMean);
        Add(strength >= 1 ? usual : value);
        var room = Math.Exp(Math.Max(limit * scale, materiality));
        return new SeriesVerdict(material ? SeriesVerdict.ScoreOf(strength) : 0, material && strength >= 1, usual, usual / room, usual * room);
    }

    private void Add(double value)
    {
        values.Add(value);
        if (values.Count > MaximumMonths)
        {
            values.RemoveAt(0);
        }
    }

    public string Save() => JsonSerializer.Serialize(new Memory(values, errorSquares, errors));

    public void Restore(string saved)
    {
        var memory = JsonSerializer.Deserialize<Memory>(saved)!;
        (values, errorSquares, errors) = (memory.Values, memory.ErrorSquares, memory.Errors);
    }

    private sealed record Memory(List<double> Values, double ErrorSquares, int Errors);
}
