using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Templates;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Queries;

/// <summary>What the centre shows; null means all, and of states all that are not done.</summary>
internal sealed record NotificationFilter(string? Kind = null, string? Severity = null, string? State = null, int Page = 1);

/// <summary>A line of the centre.</summary>
internal sealed record NotificationRow(Guid Id, string Kind, string Severity, string State, DateTimeOffset At, int Times, string Href, string Title, string Text, bool IsEscalated);

/// <summary>A page of the centre.</summary>
internal sealed record NotificationPage(IReadOnlyList<NotificationRow> Rows, bool HasMore, IReadOnlyList<string> Kinds);

/// <summary>The number on the bell.</summary>
internal sealed record UnreadCount(int All, int Critical);

/// <summary>A person's own notices, within what the person may see today.</summary>
internal sealed class FindNotifications(IAppDbFactory factory, MessageTexts texts)
{
    public const int PageSize = 50;

    public async Task<NotificationPage> ListAsync(Caller caller, NotificationFilter filter, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(caller.UserId, out var userId))
        {
            return new NotificationPage([], false, []);
        }

        await using var db = factory.Create(caller.Scope);
        var own = db.Set<Notification>().AsNoTracking().Where(n => n.UserId == userId);
        var rows = filter.Kind is { } kind ? own.Where(n => n.Kind == kind) : own;
        rows = filter.Severity is { } severity ? rows.Where(n => n.Severity == severity) : rows;
        rows = filter.State switch
        {
            null => rows.Where(n => n.State != Notification.Done),
            "all" => rows,
            var state => rows.Where(n => n.State == state),
        };
        var found = await rows.OrderByDescending(n => n.At).ThenBy(n => n.Id).Skip((Math.Max(1, filter.Page) - 1) * PageSize).Take(PageSize + 1).ToListAsync(cancellationToken);
        var kinds = await own.Select(n => n.Kind).Distinct().ToListAsync(cancellationToken);
        var language = PortalCultures.IsChinese() ? PortalCultures.Chinese : PortalCultures.English;
        var shown = new List<NotificationRow>();
        foreach (var n in found.Take(PageSize))
        {
            var words = await texts.RenderAsync(new Payload(n.Kind, n.Severity, n.DealerId, n.Entity, n.Href, n.At, n.Arguments), ChannelNames.InApp, language, n.Times, cancellationToken);
            shown.Add(new NotificationRow(n.Id, n.Kind, n.Severity, n.State, n.At, n.Times, n.Href, words.Subject, words.Body, n.EscalatedAt == n.CreatedAt));
        }

        return new NotificationPage(shown, found.Count > PageSize, [.. NotificationKinds.All.Select(k => k.Id).Where(kinds.Contains)]);
    }

    public async Task<UnreadCount> CountAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(caller.UserId, out var userId))
        {
            return new UnreadCount(0, 0);
        }

        await using var db = factory.Create(caller.Scope);
        var counts = await db.Set<Notification>().Where(n => n.UserId == userId && n.State == Notification.Unread).GroupBy(n => n.Severity).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return new UnreadCount(counts.Sum(c => c.Count), counts.Where(c => c.Key == Severities.Critical).Sum(c => c.Count));
    }
}
