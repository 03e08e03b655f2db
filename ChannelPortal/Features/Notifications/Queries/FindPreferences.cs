using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Notifications.Queries;

/// <summary>A person's wishes as the page shows them.</summary>
/// <param name="Kinds">Kinds that can reach this person.</param>
/// <param name="Switches">Only what differs from the defaults.</param>
/// <param name="Off">Channels that the installation has not set up.</param>
internal sealed record PreferenceView(IReadOnlyList<NotificationKind> Kinds, IReadOnlyDictionary<string, bool> Switches, int QuietFrom, int QuietTo, string Digest, string? Language, string? Email, IReadOnlySet<string> Off);

internal sealed class FindPreferences(IAppDbFactory factory, IOptions<NotificationsOptions> options)
{
    public async Task<PreferenceView> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var userId = Guid.TryParse(caller.UserId, out var id) ? id : Guid.Empty;
        await using var db = factory.Create(DealerScope.All);
        var set = await db.Set<NotificationPreference>().AsNoTracking().SingleOrDefaultAsync(p => p.UserId == userId, cancellationToken) ?? new NotificationPreference { UserId = userId };
        var email = await db.Set<PortalUser>().Where(u => u.Id == userId).Select(u => u.Email).SingleOrDefaultAsync(cancellationToken);
        var open = await db.Set<NotificationEndpoint>().Where(e => e.IsEnabled && e.DealerId == caller.DealerId).Select(e => e.Channel).Distinct().ToListAsync(cancellationToken);
        var off = ChannelNames.OfEndpoints.Except(open, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (!options.Value.Smtp.IsConfigured)
        {
            off.Add(ChannelNames.Email);
        }

        return new PreferenceView([.. NotificationKinds.All.Where(k => Reaches(k, caller))], set.SwitchMap, set.QuietFrom, set.QuietTo, set.Digest, set.Language, email, off);
    }

    private static bool Reaches(NotificationKind kind, Caller caller) =>
        kind.IsNamed || ((caller.DealerId is null ? kind.DeskPermission : kind.DealerPermission) is { } permission && Permissions.Product.Allows(caller.Roles, permission));
}
