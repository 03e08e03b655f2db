namespace ChannelPortal.Features.Alerts;

internal static partial class AlertsLog
{
    [LoggerMessage(LogLevel.Information, "Alert raised: {Kind} {Dealer} {Product}, {Seconds:0.00} s after the fact")]
    public static partial void Raised(ILogger logger, string kind, string dealer, string? product, double seconds);

    [LoggerMessage(LogLevel.Error, "The detectors failed; they try again")]
    public static partial void DetectorsFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "Alert rule {Rule} could not be evaluated; it is tried again")]
    public static partial void RuleFailed(ILogger logger, Exception exception, Guid rule);
}
