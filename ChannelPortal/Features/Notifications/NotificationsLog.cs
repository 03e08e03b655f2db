namespace ChannelPortal.Features.Notifications;

internal static partial class NotificationsLog
{
    [LoggerMessage(2700, LogLevel.Error, "Notices could not be written; trying again")]
    public static partial void FollowFailed(ILogger logger, Exception exception);

    [LoggerMessage(2701, LogLevel.Error, "Messages could not be read for sending; trying again")]
    public static partial void PumpFailed(ILogger logger, Exception exception);

    [LoggerMessage(2702, LogLevel.Warning, "Message {Id} could not leave by {Channel}: {Reason}")]
    public static partial void SendFailed(ILogger logger, string channel, Guid id, string reason);
}
