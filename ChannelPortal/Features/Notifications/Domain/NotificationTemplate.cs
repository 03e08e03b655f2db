namespace ChannelPortal.Features.Notifications.Domain;

/// <summary>Words that replace the built-in ones of a kind on a channel in a language.</summary>
internal sealed class NotificationTemplate
{
    public required string Kind { get; init; }

    public required string Channel { get; init; }

    public required string Language { get; init; }

    public required string Subject { get; set; }

    public required string Body { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}
