using ChannelPortal.Features.Notifications.Data;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications.Jobs;

/// <summary>Passes urgent notices that nobody read on to the next role, and clears what is old. Alerts escalate by themselves.</summary>
internal sealed class NotificationSweep(IAppDbFactory factory, Recipients recipients, NotificationWriter writer, NotificationSignals signals, TimeProvider time, IOptions<NotificationsOptions> options)
{
    private static readonly string[] s_escalating = [.. NotificationKinds.All.Where(k => k.EscalateTo is not null).Select(k => k.Id)];

    /// <summary>Returns how many people were told in addition.</summary>
    public async Task<int> EscalateAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now.AddMinutes(-options.Value.EscalateMinutes);
        await using var db = factory.Create(DealerScope.All);
        var unread = await db.Set<Notification>().Where(n => n.Severity == Severities.Critical && n.State == Notification.Unread && n.CreatedAt < before && n.EscalatedAt == null && s_escalating.Contains(n.Kind))
            .OrderBy(n => n.CreatedAt).Take(200).ToListAsync(cancellationToken);
        if (unread.Count == 0)
        {
            return 0;
        }

        var entities = unread.Select(n => n.Entity).Distinct(StringComparer.Ordinal).ToList();
        var told = await db.Set<Notification>().Where(n => entities.Contains(n.Entity) && s_escalating.Contains(n.Kind)).Select(n => new { n.UserId, n.Kind, n.Entity, n.State, n.DealerId }).ToListAsync(cancellationToken);
        var added = new HashSet<Guid>();
        foreach (var group in unread.GroupBy(n => (n.Kind, n.Entity)))
        {
            // Somebody who was told has read it: it is in hands, and nobody else is woken.
            var isInHands = told.Exists(t => t.Kind == group.Key.Kind && t.Entity == group.Key.Entity && t.State != Notification.Unread);
            foreach (var notice in group)
            {
                notice.EscalatedAt = now;
            }

            foreach (var person in isInHands ? [] : await recipients.OfRoleAsync(NotificationKinds.Of(group.Key.Kind).EscalateTo!, group.First().DealerId, cancellationToken))
            {
                if (!told.Exists(t => t.UserId == person.UserId && t.Kind == group.Key.Kind && t.Entity == group.Key.Entity))
                {
                    db.Add(writer.Escalated(group.First(), person, now));
                    added.Add(person.UserId);
                }
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        signals.Ring(added);
        return added.Count;
    }

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-options.Value.KeepDays);
        await using var db = factory.Create(DealerScope.All);
        await db.Set<Notification>().Where(n => n.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
        await db.Set<NotificationDelivery>().Where(d => d.CreatedAt < before && d.State != NotificationDelivery.Waiting).ExecuteDeleteAsync(cancellationToken);
    }
}
