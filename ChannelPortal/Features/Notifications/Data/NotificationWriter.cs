using System.Text.Json;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications.Data;

/// <summary>Turns what happened into notices and messages, in one transaction with whatever marks it as handled.</summary>
internal sealed class NotificationWriter(
    IAppDbFactory factory, Recipients recipients, IApprovalAudiences approvals, PreferenceBook preferences, NotificationSignals signals, TimeProvider time, IOptions<NotificationsOptions> options)
{
    /// <param name="claim">Runs first in the transaction; false means that somebody else has handled it, and nothing is written.</param>
    public async Task<bool> WriteAsync(IReadOnlyList<Occurrence> occurrences, Func<AppDbContext, Task<bool>> claim, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var news = occurrences.Where(o => o.At > now.AddHours(-options.Value.NewsHours)).ToList();
        var told = await AddressAsync(news, cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        var wishes = await preferences.OfAsync(db, [.. told.SelectMany(t => t.People).Select(p => p.UserId).Distinct()], cancellationToken);
        var endpoints = told.Count == 0 ? [] : await db.Set<NotificationEndpoint>().AsNoTracking().Where(e => e.IsEnabled).ToListAsync(cancellationToken);
        var names = await NamesAsync(db, told, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await claim(db))
        {
            return false;
        }

        var recent = await RecentAsync(db, told, now, cancellationToken);
        var touched = new HashSet<Guid>();
        foreach (var (occurrence, people) in told)
        {
            var kind = NotificationKinds.Of(occurrence.Kind);
            var arguments = JsonSerializer.Serialize(With(occurrence.Arguments, occurrence.DealerId is { } dealer ? names.GetValueOrDefault(dealer) : null));
            var payload = JsonSerializer.Serialize(new Payload(occurrence.Kind, occurrence.Severity, occurrence.DealerId, occurrence.Entity, occurrence.Href, occurrence.At, arguments));
            foreach (var person in people)
            {
                var wish = wishes[person.UserId];
                var key = (person.UserId, occurrence.Kind, occurrence.Entity);
                if (recent.TryGetValue(key, out var again))
                {
                    again?.Repeat(occurrence, arguments);
                    touched.Add(person.UserId);
                    continue;
                }

                recent[key] = null;
                if (wish.Wants(kind, ChannelNames.InApp))
                {
                    var notice = NoticeOf(occurrence, person, arguments, now);
                    db.Add(notice);
                    recent[key] = notice;
                    touched.Add(person.UserId);
                }

                if (person.Email is not null && options.Value.Smtp.IsConfigured && wish.Wants(kind, ChannelNames.Email))
                {
                    var isGathered = wish.IsGathered(kind, occurrence.Severity);
                    db.Add(DeliveryOf(occurrence, ChannelNames.Email, payload, now, isGathered ? wish.NextDigest(now) : wish.AfterQuiet(now, occurrence.Severity), person, isGathered: isGathered));
                }
            }

            AddToEndpoints(db, endpoints, occurrence, kind, people, wishes, payload, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signals.Ring(touched);
        return true;
    }

    /// <summary>Tells a further person about a notice that nobody read.</summary>
    public Notification Escalated(Notification unread, Recipient person, DateTimeOffset now) => new()
    {
        Id = SequentialId.New(time),
        UserId = person.UserId,
        DealerId = unread.DealerId,
        Kind = unread.Kind,
        Severity = unread.Severity,
        Entity = unread.Entity,
        Href = unread.Href,
        At = unread.At,
        CreatedAt = now,
        Arguments = unread.Arguments,
        FactSeq = unread.FactSeq,
        EscalatedAt = now,
    };

    private Notification NoticeOf(Occurrence occurrence, Recipient person, string arguments, DateTimeOffset now) => new()
    {
        Id = SequentialId.New(time),
        UserId = person.UserId,
        DealerId = occurrence.DealerId ?? person.Caller.DealerId,
        Kind = occurrence.Kind,
        Severity = occurrence.Severity,
        Entity = occurrence.Entity,
        Href = occurrence.Href,
        At = occurrence.At,
        CreatedAt = now,
        FactSeq = occurrence.FactSeq,
        Arguments = arguments,
    };

    private NotificationDelivery DeliveryOf(
        Occurrence occurrence, string channel, string payload, DateTimeOffset now, DateTimeOffset nextAt, Recipient? person = null, NotificationEndpoint? endpoint = null, string mentions = "", bool isGathered = false) => new()
        {
            Id = SequentialId.New(time),
            Channel = channel,
            UserId = person?.UserId,
            EndpointId = endpoint?.Id,
            DealerId = occurrence.DealerId ?? person?.Caller.DealerId ?? endpoint?.DealerId,
            Kind = occurrence.Kind,
            Severity = occurrence.Severity,
            Entity = occurrence.Entity,
            Payload = payload,
            Mentions = mentions,
            IsGathered = isGathered,
            CreatedAt = now,
            NextAt = nextAt,
        };

    // An endpoint gets one message for all who want it there: its own side's people, never another dealer's. What fails is not told that it fails.
    private void AddToEndpoints(
        AppDbContext db, List<NotificationEndpoint> endpoints, Occurrence occurrence, NotificationKind kind, IReadOnlyList<Recipient> people, IReadOnlyDictionary<Guid, Wishes> wishes, string payload, DateTimeOffset now)
    {
        foreach (var endpoint in endpoints.Where(e => e.Takes(occurrence.Kind, occurrence.Severity)))
        {
            var listeners = people.Where(p => p.Caller.DealerId == endpoint.DealerId && wishes[p.UserId].Wants(kind, endpoint.Channel)).ToList();
            if (listeners.Count == 0 || occurrence.Entity == endpoint.Id.ToString() || (endpoint.DealerId is { } own && occurrence.DealerId is { } dealer && own != dealer))
            {
                continue;
            }

            // A machine has no night; a group wakes with the first of its people.
            var nextAt = ChannelNames.IsRobot(endpoint.Channel) ? listeners.Min(p => wishes[p.UserId].AfterQuiet(now, occurrence.Severity)) : now;
            var mentions = occurrence.Severity == Severities.Info ? "" : string.Join(',', listeners.Select(p => p.Mobile).Where(m => !string.IsNullOrWhiteSpace(m)).Take(20));
            db.Add(DeliveryOf(occurrence, endpoint.Channel, payload, now, nextAt, endpoint: endpoint, mentions: mentions));
        }
    }

    private async Task<IReadOnlyList<(Occurrence Occurrence, IReadOnlyList<Recipient> People)>> AddressAsync(IReadOnlyList<Occurrence> news, CancellationToken cancellationToken)
    {
        var named = news.Where(o => NotificationKinds.Of(o.Kind).IsNamed).Select(o => o.Entity).Distinct(StringComparer.Ordinal).ToList();
        var audiences = named.Count == 0 ? new Dictionary<string, ApprovalAudience>(StringComparer.Ordinal) : await approvals.OfAsync(named, cancellationToken);
        var told = new List<(Occurrence, IReadOnlyList<Recipient>)>();
        foreach (var occurrence in news)
        {
            var audience = audiences.GetValueOrDefault(occurrence.Entity);
            var people = await recipients.OfAsync(occurrence, audience, cancellationToken);
            if (people.Count > 0)
            {
                told.Add((audience is null ? occurrence : OfDocument(occurrence, audience), people));
            }
        }

        return told;
    }

    private static Occurrence OfDocument(Occurrence occurrence, ApprovalAudience audience) => occurrence with
    {
        Entity = audience.DocId,
        Href = occurrence.Kind == NotificationKinds.ApprovalWaiting ? "approvals" : audience.Href,
        Arguments = With(occurrence.Arguments, ("summary", audience.Summary), ("requester", audience.RequestedByName)),
    };

    private async Task<Dictionary<(Guid, string, string), Notification?>> RecentAsync(
        AppDbContext db, IReadOnlyList<(Occurrence Occurrence, IReadOnlyList<Recipient> People)> told, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var recent = new Dictionary<(Guid, string, string), Notification?>();
        if (told.Count == 0)
        {
            return recent;
        }

        var since = now.AddMinutes(-options.Value.DedupeMinutes);
        var entities = told.Select(t => t.Occurrence.Entity).Distinct(StringComparer.Ordinal).ToList();
        foreach (var notice in await db.Set<Notification>().Where(n => n.CreatedAt > since && entities.Contains(n.Entity)).ToListAsync(cancellationToken))
        {
            recent[(notice.UserId, notice.Kind, notice.Entity)] = notice;
        }

        return recent;
    }

    private static async Task<Dictionary<string, (string Name, string? NameEn)>> NamesAsync(
        AppDbContext db, IReadOnlyList<(Occurrence Occurrence, IReadOnlyList<Recipient> People)> told, CancellationToken cancellationToken)
    {
        var ids = told.Select(t => t.Occurrence.DealerId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return ids.Count == 0
            ? []
            : (await db.Set<DealerFact>().AsNoTracking().Where(d => ids.Contains(d.DealerId)).Select(d => new { d.DealerId, d.Name, d.NameEn }).ToListAsync(cancellationToken))
                .ToDictionary(d => d.DealerId, d => (d.Name, d.NameEn), StringComparer.Ordinal);
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> arguments, (string Name, string? NameEn)? dealer) =>
        dealer is { } named ? With(arguments, ("dealer", named.Name), ("dealer_en", named.NameEn ?? named.Name)) : With(arguments);

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> arguments, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var all = new Dictionary<string, string>(arguments, StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            all[name] = value;
        }

        return all;
    }
}
