using System.Globalization;
using System.Text.Json;
using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Data;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Templates;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications.Jobs;

/// <summary>
/// Sends what is due. A message is claimed by moving its next try into the future, so a portal that dies while it sends tries again after the lease: at least
/// once, under the same id. Eight tries with pauses up to a day, then it is set aside.
/// </summary>
internal sealed class DeliveryPump(
    IAppDbFactory factory, IEnumerable<INotificationChannel> channels, EndpointSecrets secrets, Recipients recipients, PreferenceBook preferences, MessageTexts texts, NotificationWriter writer, IReportReaders reports,
    IOptions<PortalOptions> portal, IOptions<NotificationsOptions> options, TimeProvider time, ILogger<DeliveryPump> logger)
{
    private const int Portion = 200;
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(2);
    private readonly Dictionary<string, INotificationChannel> byName = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>Sends what is due now. Returns the number of messages tried.</summary>
    public async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var now = time.GetUtcNow();
        var due = await db.Set<NotificationDelivery>().AsNoTracking().Where(d => d.State == NotificationDelivery.Waiting && d.NextAt <= now)
            .OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).Take(Portion).ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return 0;
        }

        var tried = await MailAsync(db, [.. due.Where(d => d.Channel == ChannelNames.Email)], cancellationToken);
        foreach (var ofEndpoint in due.Where(d => d.EndpointId is not null).GroupBy(d => d.EndpointId!.Value))
        {
            var endpoint = await db.Set<NotificationEndpoint>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == ofEndpoint.Key, cancellationToken);
            List<NotificationDelivery> messages = [.. ofEndpoint];
            tried += endpoint is not { IsEnabled: true } ? await GiveUpAsync(db, messages, endpoint?.DisabledReason ?? "The endpoint is switched off.", cancellationToken)
                : endpoint.Channel == ChannelNames.Webhook ? await CallAsync(db, endpoint, messages, cancellationToken)
                : await TellAsync(db, endpoint, messages, cancellationToken);
        }

        return tried;
    }

    private async Task<int> MailAsync(AppDbContext db, List<NotificationDelivery> mails, CancellationToken cancellationToken)
    {
        if (mails.Count == 0)
        {
            return 0;
        }

        var people = await recipients.FindAsync([.. mails.Select(m => m.UserId!.Value)], cancellationToken);
        var wishes = await preferences.OfAsync(db, [.. people.Keys], cancellationToken);
        var tried = 0;
        foreach (var parcel in mails.Where(m => !m.IsGathered).Select(m => new List<NotificationDelivery> { m }).Concat(mails.Where(m => m.IsGathered).GroupBy(m => m.UserId).Select(g => g.ToList())))
        {
            var claimed = await ClaimAsync(db, parcel, cancellationToken);
            if (claimed.Count == 0)
            {
                continue;
            }

            tried++;
            if (!people.TryGetValue(claimed[0].UserId!.Value, out var person) || person.Email is null)
            {
                await EndAsync(db, claimed, new ChannelAnswer(ChannelOutcome.Refused, Error: "The person has no account or address any more."), cancellationToken);
                continue;
            }

            var language = wishes[person.UserId].Language ?? person.Language ?? PortalCultures.Chinese;
            var (isReport, file) = claimed.Count == 1 ? await ReportOfAsync(claimed[0], person, language, cancellationToken) : (false, null);
            if (isReport && file is null)
            {
                await EndAsync(db, claimed, new ChannelAnswer(ChannelOutcome.Refused, Error: "The person may not read this report, or it is gone."), cancellationToken);
                continue;
            }

            await SendAsync(
                db, claimed,
                async () => (await ComposeAsync(claimed, ChannelNames.Email, language, cancellationToken)) with { Mail = new MailReceiver(person.UserId, person.Name, person.Email), Attachment = file },
                cancellationToken);
        }

        return tried;
    }

    /// <summary>The report that a message is about, read with the rights that its receiver has now, not those of when it was made.</summary>
    private async Task<(bool IsReport, ReportFile? File)> ReportOfAsync(NotificationDelivery message, Recipient person, string language, CancellationToken cancellationToken)
    {
        var values = Payload.Parse(message.Payload).Values;
        return values.TryGetValue("report_kind", out var kind) && values.TryGetValue("report_period", out var period) && values.TryGetValue("report_subject", out var subject)
            ? (true, person.Holds("reports.read") ? await reports.FileAsync(kind, subject, period, PortalCultures.IsChinese(CultureInfo.GetCultureInfo(language)) ? "zh" : "en", person.Caller.Scope, cancellationToken) : null)
            : (false, null);
    }

    /// <summary>Webhooks one by one; what happened to one document arrives in its order, so a later message waits while an earlier one is still tried.</summary>
    private async Task<int> CallAsync(AppDbContext db, NotificationEndpoint endpoint, List<NotificationDelivery> messages, CancellationToken cancellationToken)
    {
        var first = await db.Set<NotificationDelivery>().Where(d => d.EndpointId == endpoint.Id && d.State == NotificationDelivery.Waiting)
            .GroupBy(d => d.Entity).Select(g => new { g.Key, At = g.Min(d => d.CreatedAt) }).ToDictionaryAsync(g => g.Key, g => g.At, StringComparer.Ordinal, cancellationToken);
        var held = new HashSet<string>(StringComparer.Ordinal);
        var tried = 0;
        var address = secrets.Open(endpoint);
        foreach (var message in messages)
        {
            if (held.Contains(message.Entity) || (first.TryGetValue(message.Entity, out var at) && message.CreatedAt > at && !messages.Exists(m => m.Entity == message.Entity && m.CreatedAt == at)))
            {
                continue;
            }

            if ((await ClaimAsync(db, [message], cancellationToken)).Count == 0)
            {
                held.Add(message.Entity);
                continue;
            }

            tried++;
            var payload = Payload.Parse(message.Payload);
            var json = JsonSerializer.Serialize(
                new { type = payload.Kind, timestamp = payload.At, data = new { payload.Severity, payload.DealerId, payload.Entity, link = LinkTo(payload.Href), values = payload.Values } }, CliOutput.Json);
            var answer = await SendAsync(
                db, [message], () => Task.FromResult(new OutgoingMessage(message.Id, message.Kind, message.Severity, "", json, null, endpoint.Language, Endpoint: address)), cancellationToken);
            if (answer.Outcome == ChannelOutcome.Gone)
            {
                await SwitchOffAsync(db, endpoint, "410 Gone", cancellationToken);
                break;
            }

            if (answer.Outcome != ChannelOutcome.Delivered)
            {
                held.Add(message.Entity);
            }
        }

        return tried;
    }

    /// <summary>Group messages: urgent ones first, several of a kind in one, and no more a minute than the service takes.</summary>
    private async Task<int> TellAsync(AppDbContext db, NotificationEndpoint endpoint, List<NotificationDelivery> messages, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var minuteAgo = now.AddMinutes(-1);
        var sent = await db.Set<NotificationDelivery>().Where(d => d.EndpointId == endpoint.Id && d.SentAt > minuteAgo).Select(d => d.SentAt!.Value).Distinct().ToListAsync(cancellationToken);
        var free = options.Value.RobotPerMinute - sent.Count;
        var address = secrets.Open(endpoint);
        var tried = 0;
        foreach (var parcel in messages.GroupBy(m => m.Kind, StringComparer.Ordinal).OrderByDescending(g => g.Max(m => Severities.RankOf(m.Severity))).Select(g => g.ToList()))
        {
            if (free-- <= 0)
            {
                // Not a failed try: the bucket is empty until the oldest message of the minute is a minute old.
                var ids = parcel.Select(m => m.Id).ToList();
                var nextAt = (sent.Count == 0 ? now : sent.Min()).AddMinutes(1).AddSeconds(1);
                await db.Set<NotificationDelivery>().Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAt, nextAt), cancellationToken);
                continue;
            }

            var claimed = await ClaimAsync(db, parcel, cancellationToken);
            if (claimed.Count > 0)
            {
                tried++;
                await SendAsync(
                    db, claimed,
                    async () => (await ComposeAsync(claimed, endpoint.Channel, endpoint.Language, cancellationToken)) with
                    {
                        Endpoint = address,
                        Mentions = [.. claimed.SelectMany(c => c.Mentions.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)],
                    },
                    cancellationToken);
            }
        }

        return tried;
    }

    private async Task<OutgoingMessage> ComposeAsync(List<NotificationDelivery> parcel, string channel, string language, CancellationToken cancellationToken)
    {
        var rendered = new List<TemplateText>();
        foreach (var delivery in parcel)
        {
            rendered.Add(await texts.RenderAsync(Payload.Parse(delivery.Payload), channel, language, 1, cancellationToken));
        }

        var severity = parcel.Select(p => p.Severity).MaxBy(Severities.RankOf)!;
        if (parcel.Count == 1 && !parcel[0].IsGathered)
        {
            return new OutgoingMessage(parcel[0].Id, parcel[0].Kind, severity, rendered[0].Subject, rendered[0].Body, LinkTo(Payload.Parse(parcel[0].Payload).Href), language);
        }

        var digest = await texts.RenderDigestAsync([.. rendered.Select(r => MessageValues.Harmless(r.Subject, channel))], language, cancellationToken);
        return new OutgoingMessage(parcel[0].Id, parcel[0].IsGathered ? NotificationKinds.Digest : parcel[0].Kind, severity, digest.Subject, digest.Body, LinkTo("notifications"), language);
    }

    private string? LinkTo(string href) => portal.Value.PublicUrl is { } address ? new Uri(address, "/" + href).AbsoluteUri : null;

    private async Task<List<NotificationDelivery>> ClaimAsync(AppDbContext db, List<NotificationDelivery> messages, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + s_lease;
        var claimed = new List<NotificationDelivery>();
        foreach (var message in messages)
        {
            if (await db.Set<NotificationDelivery>().Where(d => d.Id == message.Id && d.State == NotificationDelivery.Waiting && d.Attempts == message.Attempts && d.NextAt <= now)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAt, until).SetProperty(x => x.Attempts, x => x.Attempts + 1), cancellationToken) == 1)
            {
                claimed.Add(message);
            }
        }

        return claimed;
    }

    private async Task<ChannelAnswer> SendAsync(AppDbContext db, List<NotificationDelivery> claimed, Func<Task<OutgoingMessage>> compose, CancellationToken cancellationToken)
    {
        ChannelAnswer answer;
        try
        {
            answer = await byName[claimed[0].Channel].SendAsync(await compose(), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // No address and no secret in the log: exceptions of channels name the type only.
            NotificationsLog.SendFailed(logger, claimed[0].Channel, claimed[0].Id, exception.GetType().Name);
            answer = ChannelAnswer.Failed(exception.GetType().Name);
        }

        await EndAsync(db, claimed, answer, cancellationToken);
        return answer;
    }

    private async Task EndAsync(AppDbContext db, List<NotificationDelivery> claimed, ChannelAnswer answer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var message in claimed)
        {
            var attempts = message.Attempts + 1;
            var state = answer.Outcome switch
            {
                ChannelOutcome.Delivered => NotificationDelivery.Sent,
                ChannelOutcome.Failed when attempts < NotificationDelivery.MostAttempts => NotificationDelivery.Waiting,
                _ => NotificationDelivery.Dead,
            };
            var nextAt = now + Longer(NotificationDelivery.PauseAfter(attempts), answer.RetryAfter);
            var sentAt = state == NotificationDelivery.Sent ? now : (DateTimeOffset?)null;
            var response = Short(answer.Response);
            var error = Short(answer.Error);
            await db.Set<NotificationDelivery>().Where(d => d.Id == message.Id).ExecuteUpdateAsync(
                d => d.SetProperty(x => x.State, state).SetProperty(x => x.NextAt, nextAt).SetProperty(x => x.SentAt, sentAt)
                    .SetProperty(x => x.ResponseStatus, answer.Status).SetProperty(x => x.Response, response).SetProperty(x => x.LastError, error),
                cancellationToken);
            if (state == NotificationDelivery.Dead && answer.Outcome == ChannelOutcome.Failed && message.EndpointId is { } endpointId)
            {
                var name = await db.Set<NotificationEndpoint>().Where(e => e.Id == endpointId).Select(e => e.Name).SingleOrDefaultAsync(cancellationToken);
                await ReportAsync(endpointId, name ?? endpointId.ToString(), error ?? "", cancellationToken);
            }
        }

        static TimeSpan Longer(TimeSpan own, TimeSpan? asked) => asked is { } wish && wish > own ? wish < TimeSpan.FromHours(24) ? wish : TimeSpan.FromHours(24) : own;
        static string? Short(string? text) => text is { Length: > 2_000 } ? text[..2_000] : text;
    }

    private async Task<int> GiveUpAsync(AppDbContext db, List<NotificationDelivery> messages, string why, CancellationToken cancellationToken)
    {
        await EndAsync(db, messages, new ChannelAnswer(ChannelOutcome.Refused, Error: why), cancellationToken);
        return messages.Count;
    }

    private async Task SwitchOffAsync(AppDbContext db, NotificationEndpoint endpoint, string why, CancellationToken cancellationToken)
    {
        await db.Set<NotificationEndpoint>().Where(e => e.Id == endpoint.Id)
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.IsEnabled, false).SetProperty(x => x.DisabledReason, why).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
        await ReportAsync(endpoint.Id, endpoint.Name, why, cancellationToken);
    }

    private async Task ReportAsync(Guid endpointId, string name, string why, CancellationToken cancellationToken) => await writer.WriteAsync(
        [
            new Occurrence(
                NotificationKinds.EndpointFailed, Severities.Critical, 0, null, endpointId.ToString(), string.Create(CultureInfo.InvariantCulture, $"notifications/endpoints?endpoint={endpointId}"), time.GetUtcNow(),
                new Dictionary<string, string>(StringComparer.Ordinal) { ["endpoint"] = name, ["summary"] = why }),
        ],
        _ => Task.FromResult(true), cancellationToken);
}
