namespace ChannelPortal.Features.Simulation;

internal static partial class SimulationLog
{
    [LoggerMessage(LogLevel.Information, "Demo world seeded: {Arguments}, {Facts} facts in {Seconds} s")]
    public static partial void Seeded(ILogger logger, string arguments, long facts, double seconds);

    [LoggerMessage(LogLevel.Information, "Demo traffic posts to {Address}")]
    public static partial void TrafficStarted(ILogger logger, Uri address);

    [LoggerMessage(LogLevel.Warning, "Demo traffic was refused: {Status} {Detail}; waiting {Seconds} s")]
    public static partial void TrafficRefused(ILogger logger, int status, string detail, double seconds);

    [LoggerMessage(LogLevel.Warning, "Demo traffic could not reach the API; waiting {Seconds} s")]
    public static partial void TrafficFailed(ILogger logger, double seconds, Exception exception);
}
