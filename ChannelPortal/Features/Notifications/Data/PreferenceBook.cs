using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications.Data;

/// <summary>Wishes of people, with the defaults for whoever has set none.</summary>
internal sealed class PreferenceBook(BusinessClock clock, IOptions<NotificationsOptions> options)
{
    public async Task<IReadOnlyDictionary<Guid, Wishes>> OfAsync(AppDbContext db, IReadOnlyCollection<Guid> userIds, CancellationToken cancellationToken)
    {
        var set = userIds.Count == 0 ? [] : await db.Set<NotificationPreference>().AsNoTracking().Where(p => userIds.Contains(p.UserId)).ToDictionaryAsync(p => p.UserId, cancellationToken);
        return userIds.ToDictionary(id => id, id => new Wishes(set.GetValueOrDefault(id) ?? new NotificationPreference { UserId = id }, clock.Zone, options.Value.DigestHour));
    }
}
