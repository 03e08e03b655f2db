namespace ChannelPortal.Platform.Analytics;

/// <summary>A limit that a person set. A value on the limit is still good.</summary>
public sealed class ThresholdDetector(double? below, double? above) : IKeptDetector
{
    public SeriesVerdict Next(DateTimeOffset at, double value)
    {
        var isAlert = value < below || value > above;
        return new SeriesVerdict(isAlert ? 1 : 0, isAlert, below ?? above, below, above);
    }

    public string Save() => "";

    public void Restore(string saved)
    {
        // A limit remembers nothing.
    }
}
