namespace ChannelPortal.Features.Notifications;

/// <summary>Permissions of this feature as they stand in <c>permissions.csv</c>.</summary>
public static class NotificationsPermissions
{
    public const string Read = "notifications.read";
    public const string Endpoints = "notifications.endpoints";
    public const string Templates = "notifications.templates";

    /// <summary>Nobody holds it: the portal itself carries out what a signed link asks for.</summary>
    public const string Unsubscribe = "notifications.unsubscribe";
}
