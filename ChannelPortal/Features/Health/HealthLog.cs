namespace ChannelPortal.Features.Health;

internal static partial class HealthLog
{
    [LoggerMessage(3700, LogLevel.Error, "Dealer {Dealer} has no place in the value matrix of {Month}")]
    public static partial void NotPlaced(ILogger logger, Exception exception, string dealer, string month);
}
