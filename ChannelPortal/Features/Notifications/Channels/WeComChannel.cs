using System.Globalization;
using System.Net;
using System.Text.Json;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.CommandLine;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>企业微信 group robot. Only plain text can call people by mobile number, so a message with mentions is text and any other markdown.</summary>
internal sealed class WeComChannel(OutboundHttp http) : INotificationChannel
{
    public const int MostTextBytes = 2_048;
    public const int MostMarkdownBytes = 4_096;

    public string Name => ChannelNames.WeCom;

    public async Task<ChannelAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var colour = message.Severity switch { Severities.Critical => "warning", Severities.Warn => "comment", _ => "info" };
        object body = message.Mentions is { Count: > 0 } mentions
            ? new { msgtype = "text", text = new { content = RobotText.Cut($"{message.Subject}\n{message.Body}\n{message.Link}".TrimEnd(), MostTextBytes), mentioned_mobile_list = mentions } }
            : new { msgtype = "markdown", markdown = new { content = WithLink($"**<font color=\"{colour}\">{message.Subject}</font>**\n{message.Body}", message.Link, MostMarkdownBytes) } };
        var (status, answer, _) = await http.PostAsync(message.Endpoint!.Url, JsonSerializer.Serialize(body, CliOutput.Json), new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);
        return RobotAnswer.Read(status, answer, rateLimited: 45_009);
    }

    /// <summary>The link stays whole when the text is cut.</summary>
    public static string WithLink(string text, string? link, int mostBytes)
    {
        var tail = link is null ? "" : $"\n[{link}]({link})";
        return RobotText.Cut(text, mostBytes - System.Text.Encoding.UTF8.GetByteCount(tail)) + tail;
    }
}

/// <summary>Robots answer 200 to everything; what counts is <c>errcode</c>.</summary>
internal static class RobotAnswer
{
    /// <param name="rateLimited">Code for too many messages: the robot is muted for a while.</param>
    public static ChannelAnswer Read(HttpStatusCode? status, string answer, int rateLimited)
    {
        if (status is null)
        {
            return ChannelAnswer.Failed(answer);
        }

        if (status != HttpStatusCode.OK || !TryCode(answer, out var code))
        {
            return new ChannelAnswer(ChannelOutcome.Failed, (int)status, answer, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}"));
        }

        return code == 0
            ? new ChannelAnswer(ChannelOutcome.Delivered, (int)status, answer)
            : new ChannelAnswer(ChannelOutcome.Failed, (int)status, answer, string.Create(CultureInfo.InvariantCulture, $"errcode {code}"), code == rateLimited ? TimeSpan.FromMinutes(10) : null);
    }

    private static bool TryCode(string answer, out int code)
    {
        code = 0;
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("errcode", out var value) && value.TryGetInt32(out code);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
