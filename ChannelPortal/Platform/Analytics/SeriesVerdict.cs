namespace ChannelPortal.Platform.Analytics;

/// <summary>What a detector thinks of one point.</summary>
/// <param name="Score">0 to 1; an alert has at least 0.5.</param>
/// <param name="Expected">The usual value; null while the detector has none.</param>
/// <param name="Low">Lower end of what is usual.</param>
/// <param name="High">Upper end of what is usual.</param>
public readonly record struct SeriesVerdict(double Score, bool IsAlert, double? Expected = null, double? Low = null, double? High = null)
{
    /// <summary>Maps a strength, 1 at the threshold, to a score.</summary>
    internal static double ScoreOf(double strength) => strength / (1 + strength);
}

/// <summary>Judges the points of one series in their order, each from what came before it. Work and memory per point do not grow with the series.</summary>
public interface ISeriesDetector
{
    SeriesVerdict Next(DateTimeOffset at, double value);
}

/// <summary>A detector whose memory can be kept between two processes.</summary>
public interface IKeptDetector : ISeriesDetector
{
    /// <summary>Its memory as JSON; bounded, whatever the length of the series.</summary>
    string Save();

    void Restore(string saved);
}
