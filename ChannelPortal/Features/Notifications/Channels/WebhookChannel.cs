using System.Globalization;
using System.Net;
using ChannelPortal.Features.Notifications.Domain;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>Standard Webhooks.</summary>
internal sealed class WebhookChannel(OutboundHttp http, TimeProvider time) : INotificationChannel
{
    public string Name => ChannelNames.Webhook;

    public async Task<ChannelAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var endpoint = message.Endpoint!;
        var id = "msg_" + message.Id.ToString("N");
        var now = time.GetUtcNow();
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["webhook-id"] = id,
            ["webhook-timestamp"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] = WebhookSignature.Sign(id, now, message.Body, new[] { endpoint.Secret, endpoint.OldSecret }.OfType<string>()),
        };
        var (status, answer, retryAfter) = await http.PostAsync(endpoint.Url, message.Body, headers, cancellationToken);
        return status switch
        {
            null => ChannelAnswer.Failed(answer),
            HttpStatusCode.Gone => new ChannelAnswer(ChannelOutcome.Gone, (int)status, answer, "410 Gone"),
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new ChannelAnswer(ChannelOutcome.Delivered, (int)status, answer),
            _ => new ChannelAnswer(ChannelOutcome.Failed, (int)status, answer, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}"), retryAfter),
        };
    }
}
