using ChannelPortal.Features.Diagnostics.Contracts;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>A message, ready to leave.</summary>
/// <param name="Id">Stays the same over all tries; receivers know repetitions by it.</param>
/// <param name="Body">Markdown for people, JSON for a webhook.</param>
/// <param name="Link">Address of the document; null in messages about none.</param>
/// <param name="Mentions">Mobile numbers to be called in a group.</param>
internal sealed record OutgoingMessage(
    Guid Id, string Kind, string Severity, string Subject, string Body, string? Link, string Language, MailReceiver? Mail = null, EndpointAddress? Endpoint = null, IReadOnlyList<string>? Mentions = null)
{
    /// <summary>Sent with a mail: a report, as its receiver may read it now.</summary>
    public ReportFile? Attachment { get; init; }
}

/// <summary>Whom a mail goes to.</summary>
internal sealed record MailReceiver(Guid UserId, string Name, string Address);

/// <summary>An endpoint in the clear; never logged and never stored.</summary>
internal sealed record EndpointAddress(Uri Url, string? Secret, string? OldSecret);

/// <summary>What became of a try.</summary>
internal enum ChannelOutcome
{
    Delivered,

    /// <summary>To be tried again.</summary>
    Failed,

    /// <summary>The receiver does not want this message, ever.</summary>
    Refused,

    /// <summary>The receiver does not want any message any more.</summary>
    Gone,
}

/// <summary>The answer to a try.</summary>
/// <param name="RetryAfter">The pause that the receiver asks for.</param>
internal sealed record ChannelAnswer(ChannelOutcome Outcome, int? Status = null, string? Response = null, string? Error = null, TimeSpan? RetryAfter = null)
{
    public static ChannelAnswer Failed(string error) => new(ChannelOutcome.Failed, Error: error);
}

/// <summary>A way out of the portal. Expected failures are answers; whatever else it throws counts as a failed try.</summary>
internal interface INotificationChannel
{
    /// <summary>One of <c>ChannelNames</c>.</summary>
    string Name { get; }

    Task<ChannelAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken);
}
