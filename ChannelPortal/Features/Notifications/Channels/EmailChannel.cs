using System.Net;
using System.Text;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Templates;
using ChannelPortal.Platform.Data;
using Ganss.Xss;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Markdig;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;

namespace ChannelPortal.Features.Notifications.Channels;

/// <summary>Mail, as text and HTML, with a link that ends mail of this kind in one click (RFC 8058).</summary>
internal sealed class EmailChannel(IOptions<NotificationsOptions> options, IOptions<PortalOptions> portal, UnsubscribeLinks links, NotificationWords words) : INotificationChannel
{
    private static readonly MarkdownPipeline s_markdown = new MarkdownPipelineBuilder().DisableHtml().Build();
    private static readonly HtmlSanitizer s_sanitizer = new();

    public string Name => ChannelNames.Email;

    public async Task<ChannelAnswer> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var smtp = options.Value.Smtp;
        if (!smtp.IsConfigured)
        {
            return new ChannelAnswer(ChannelOutcome.Refused, Error: "No mail server is set.");
        }

        try
        {
            using var mail = Compose(message);
            using var client = await ConnectAsync(smtp, cancellationToken);
            var answer = await client.SendAsync(mail, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return new ChannelAnswer(ChannelOutcome.Delivered, Response: answer);
        }
        catch (SmtpCommandException exception)
        {
            // 5xx is for ever: the mailbox does not exist, or the server will not take the message.
            return new ChannelAnswer((int)exception.StatusCode >= 500 ? ChannelOutcome.Refused : ChannelOutcome.Failed, (int)exception.StatusCode, exception.Message, exception.Message);
        }
        catch (Exception exception) when (exception is SmtpProtocolException or IOException or System.Net.Sockets.SocketException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or TimeoutException)
        {
            return ChannelAnswer.Failed($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>Connects and signs in; disposes of nothing but itself.</summary>
    public static async Task<SmtpClient> ConnectAsync(SmtpOptions smtp, CancellationToken cancellationToken)
    {
        var client = new SmtpClient { Timeout = smtp.TimeoutSeconds * 1_000 };
        try
        {
            var security = smtp.Security switch { SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect, SmtpSecurity.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None };
            await client.ConnectAsync(smtp.Host!, smtp.Port, security, cancellationToken);
            if (!string.IsNullOrEmpty(smtp.User))
            {
                await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", cancellationToken);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public MimeMessage Compose(OutgoingMessage message)
    {
        var smtp = options.Value.Smtp;
        var to = message.Mail!;
        var mail = new MimeMessage { Subject = message.Subject.ReplaceLineEndings(" "), MessageId = MimeUtils.EnumerateReferences($"<{message.Id:N}@{portal.Value.PublicUrl?.Host ?? "channelportal"}>").First() };
        mail.From.Add(new MailboxAddress(smtp.FromName, smtp.From));
        mail.To.Add(new MailboxAddress(to.Name, to.Address));
        var stop = links.Of(to.UserId, message.Kind);
        if (stop is not null)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        var body = new BodyBuilder { TextBody = Text(message), HtmlBody = Html(message) };
        if (message.Attachment is { } file)
        {
            body.Attachments.Add(file.FileName, file.Content, ContentType.Parse("application/pdf"));
        }

        mail.Body = body.ToMessageBody();
        return mail;
    }

    private string Text(OutgoingMessage message)
    {
        var text = new StringBuilder().Append(Markdown.ToPlainText(message.Body, s_markdown).TrimEnd());
        if (message.Link is not null)
        {
            text.Append("\n\n").Append(words.Of("Mail_Open", message.Language)).Append('\n').Append(message.Link);
        }

        return text.Append("\n\n--\n").Append(words.Of("Mail_Why", message.Language)).ToString();
    }

    private string Html(OutgoingMessage message)
    {
        var body = s_sanitizer.Sanitize(Markdown.ToHtml(message.Body, s_markdown));
        var open = message.Link is null ? "" : $"<p><a href=\"{WebUtility.HtmlEncode(message.Link)}\" style=\"color:#1d4ed8\">{WebUtility.HtmlEncode(words.Of("Mail_Open", message.Language))}</a></p>";
        return $"""
            <!doctype html><html lang="{WebUtility.HtmlEncode(message.Language)}"><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(message.Subject)}</title></head>
            <body style="margin:0;padding:24px;font-family:sans-serif;font-size:15px;line-height:1.6;color:#1f2937"><div style="max-width:560px;margin:0 auto">
            <h1 style="font-size:18px;margin:0 0 12px">{WebUtility.HtmlEncode(message.Subject)}</h1>{body}{open}
            <hr style="border:0;border-top:1px solid #e5e7eb;margin:24px 0 12px"><p style="font-size:12px;color:#6b7280">{WebUtility.HtmlEncode(words.Of("Mail_Why", message.Language))}</p>
            </div></body></html>
            """;
    }
}
