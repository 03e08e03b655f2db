namespace ChannelPortal.Platform.Analytics;

/// <summary>How often a series is measured; it decides which detector fits.</summary>
public enum SeriesSampling
{
    /// <summary>Several times a day.</summary>
    Stream,

    /// <summary>Days or weeks.</summary>
    Daily,

    /// <summary>Months or longer.</summary>
    Monthly,
}

/// <summary>Recognises the sampling of a series and makes its detector.</summary>
public static class SeriesSamplings
{
    /// <summary>By the median distance of the first points.</summary>
    public static SeriesSampling Recognise(IReadOnlyList<DateTimeOffset> first)
    {
        var step = StepOf(first);
        return step >= TimeSpan.FromDays(25) ? SeriesSampling.Monthly : step >= TimeSpan.FromHours(20) ? SeriesSampling.Daily : SeriesSampling.Stream;
    }

    public static ISeriesDetector CreateDetector(IReadOnlyList<DateTimeOffset> first) => Recognise(first) switch
    {
        SeriesSampling.Monthly => new MonthlyDetector(),
        SeriesSampling.Daily => new SeasonalResidualDetector(),
        _ => new StreamDetector(StepOf(first)),
    };

    private static TimeSpan StepOf(IReadOnlyList<DateTimeOffset> first)
    {
        ArgumentNullException.ThrowIfNull(first);
        var steps = first.Zip(first.Skip(1), (a, b) => b - a).Where(s => s > TimeSpan.Zero).Order().ToList();
        return steps.Count == 0 ? TimeSpan.FromMinutes(5) : steps[steps.Count / 2];
    }
}
