using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Templates;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Notifications;

/// <summary><c>notify test</c>: one message through a channel, now, past the queue.</summary>
internal sealed class NotifyVerb(IEnumerable<INotificationChannel> channels, BuiltInMessages messages, TimeProvider time) : ICliVerb
{
    public Command Build()
    {
        var channel = new Option<string>("--channel") { Description = "One of: email, webhook, wecom, dingtalk.", Required = true };
        var to = new Option<string>("--to") { Description = "A mail address, or the address of the webhook or robot.", Required = true };
        var secret = new Option<string?>("--secret") { Description = "Secret of the webhook (whsec_…) or of the DingTalk robot." };
        var json = CliOutput.JsonOption();
        var test = new Command("test", "Send a test message and say how it was answered.") { channel, to, secret, json };
        test.SetAction(async (parse, cancellationToken) =>
        {
            var name = parse.GetValue(channel)!;
            if (channels.FirstOrDefault(c => c.Name == name) is not { } way)
            {
                return CliOutput.Fail($"Unknown channel '{name}'.");
            }

            if (Compose(name, parse.GetValue(to)!, parse.GetValue(secret)) is not { } message)
            {
                return CliOutput.Fail(name == ChannelNames.Email ? "--to is not a mail address." : "--to is not an address, or the webhook's --secret is missing.");
            }

            var answer = await way.SendAsync(message, cancellationToken);
            CliOutput.Write(
                parse.GetValue(json), new { ok = answer.Outcome == ChannelOutcome.Delivered, status = answer.Status, response = answer.Response, error = answer.Error },
                () => string.Create(CultureInfo.InvariantCulture, $"{answer.Outcome} {answer.Status} {answer.Error ?? answer.Response}").Trim());
            return answer.Outcome == ChannelOutcome.Delivered ? 0 : 1;
        });
        return new Command("notify", "Messages to people and systems outside.") { test };
    }

    private OutgoingMessage? Compose(string channel, string to, string? secret)
    {
        var (subject, body) = messages.Test(to, channel);
        var message = new OutgoingMessage(SequentialId.New(time), NotificationKinds.Test, Severities.Info, subject, body, null, PortalCultures.Chinese);
        if (channel == ChannelNames.Email)
        {
            return MimeKit.MailboxAddress.TryParse(to, out var address) && address.Address.Contains('@', StringComparison.Ordinal) ? message with { Mail = new MailReceiver(Guid.Empty, "", address.Address) } : null;
        }

        if (!Uri.TryCreate(to, UriKind.Absolute, out var url) || (channel == ChannelNames.Webhook && (secret is null || !WebhookSignature.IsSecret(secret))))
        {
            return null;
        }

        return message with
        {
            Endpoint = new EndpointAddress(url, secret, null),
            Body = channel == ChannelNames.Webhook ? JsonSerializer.Serialize(new { type = NotificationKinds.Test, timestamp = time.GetUtcNow(), data = new { } }, CliOutput.Json) : body,
        };
    }
}
