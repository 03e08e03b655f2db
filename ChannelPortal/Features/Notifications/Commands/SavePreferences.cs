using System.Text.Json;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Commands;

/// <summary>Keeps how the caller wants to be told.</summary>
/// <param name="Switches"><c>kind.channel</c> to on or off.</param>
/// <param name="Language">Null follows the account.</param>
[Permission(NotificationsPermissions.Read)]
public sealed record SavePreferences(IReadOnlyDictionary<string, bool> Switches, int QuietFrom, int QuietTo, string Digest, string? Language) : ICommand<bool>;

internal sealed class SavePreferencesHandler : ICommandHandler<SavePreferences, bool>
{
    public async Task<Result<bool>> HandleAsync(SavePreferences command, CommandContext context, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(context.Caller.UserId, out var userId))
        {
            return Error.NotFound;
        }

        if (command.QuietFrom is < 0 or > 23 || command.QuietTo is < 0 or > 23)
        {
            return Error.Of("notification_quiet_invalid").On("quiet");
        }

        if (!NotificationPreference.Digests.Contains(command.Digest, StringComparer.Ordinal) || (command.Language is { } language && !PortalCultures.All.Contains(language, StringComparer.Ordinal)))
        {
            return Error.Of("notification_choice_unknown").On("digest");
        }

        var own = await context.Db.Set<NotificationPreference>().SingleOrDefaultAsync(p => p.UserId == userId, cancellationToken);
        if (own is null)
        {
            context.Db.Add(own = new NotificationPreference { UserId = userId });
        }

        own.Switches = JsonSerializer.Serialize(Differences(command.Switches));
        (own.QuietFrom, own.QuietTo, own.Digest, own.Language) = (command.QuietFrom, command.QuietTo, command.Digest, command.Language);
        own.Version++;
        return true;
    }

    // Only what differs is kept: a default that changes later reaches everybody who never chose. What is mandatory is no choice.
    private static SortedDictionary<string, bool> Differences(IReadOnlyDictionary<string, bool> switches)
    {
        var kept = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (kind, channel) in NotificationKinds.All.SelectMany(k => ChannelNames.All.Select(c => (k, c))))
        {
            var key = NotificationPreference.KeyOf(kind.Id, channel);
            if (!NotificationPreference.IsFixed(kind, channel) && switches.TryGetValue(key, out var isOn) && isOn != NotificationPreference.IsOnByDefault(kind, channel))
            {
                kept[key] = isOn;
            }
        }

        return kept;
    }
}
