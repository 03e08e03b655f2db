namespace ChannelPortal.Features.Notifications;

/// <summary>Marker of the texts beside it.</summary>
public sealed class NotificationsText;
