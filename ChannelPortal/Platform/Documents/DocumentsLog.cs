namespace ChannelPortal.Platform.Documents;

internal static partial class DocumentsLog
{
    [LoggerMessage(3100, LogLevel.Information, "Report browser {Version} started")]
    public static partial void BrowserStarted(ILogger logger, string version);

    [LoggerMessage(3101, LogLevel.Information, "Report browser closed after idle time")]
    public static partial void BrowserClosed(ILogger logger);

    [LoggerMessage(3102, LogLevel.Warning, "Report browser lost, trying once more on a new one: {Reason}")]
    public static partial void BrowserLost(ILogger logger, string reason);
}
