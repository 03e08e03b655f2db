using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.CommandLine;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>钉钉 custom robot, signed with its secret. A person is called when the number stands in <c>at</c> and in the text.</summary>
internal sealed class DingTalkChannel(OutboundHttp http, TimeProvider time) : INotificationChannel
{
    public const int MostBytes = 20_000;

    public string Name => ChannelNames.DingTalk;

    public async Task<ChannelAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var mentions = message.Mentions ?? [];
        var called = mentions.Count == 0 ? "" : "\n\n" + string.Join(' ', mentions.Select(m => "@" + m));
        var body = new
        {
            msgtype = "markdown",
            markdown = new { title = message.Subject, text = WeComChannel.WithLink($"### {message.Subject}\n\n{message.Body}{called}\n", message.Link, MostBytes) },
            at = new { atMobiles = mentions, isAtAll = false },
        };
        var url = message.Endpoint!.Secret is { } secret ? Signed(message.Endpoint.Url, secret, time.GetUtcNow()) : message.Endpoint.Url;
        var (status, answer, _) = await http.PostAsync(url, JsonSerializer.Serialize(body, CliOutput.Json), new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
        return RobotAnswer.Read(status, answer, rateLimited: 130_101);
    }

    /// <summary><c>sign = urlencode(base64(HMAC-SHA256(secret, "{timestamp}\n{secret}")))</c>, timestamp in milliseconds.</summary>
    public static Uri Signed(Uri url, string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));
        return new Uri($"{url.AbsoluteUri}{(url.Query.Length == 0 ? '?' : '&')}timestamp={timestamp}&sign={Uri.EscapeDataString(sign)}");
    }
}
