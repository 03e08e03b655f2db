using System.Text.Json;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Commands;

/// <summary>Ends mail of a kind for a person, by the signed link in the mail. Only the portal itself sends it.</summary>
[Permission(NotificationsPermissions.Unsubscribe)]
internal sealed record Unsubscribe(Guid UserId, string Kind) : ICommand<bool>;

internal sealed class UnsubscribeHandler : ICommandHandler<Unsubscribe, bool>
{
    public async Task<Result<bool>> HandleAsync(Unsubscribe command, CommandContext context, CancellationToken cancellationToken)
    {
        var own = await context.Db.Set<NotificationPreference>().SingleOrDefaultAsync(p => p.UserId == command.UserId, cancellationToken);
        if (own is null)
        {
            context.Db.Add(own = new NotificationPreference { UserId = command.UserId });
        }

        var switches = own.SwitchMap.ToDictionary(StringComparer.Ordinal);
        foreach (var kind in command.Kind == NotificationKinds.Digest ? NotificationKinds.All.Where(k => k.Severity != Severities.Critical).Select(k => k.Id) : [command.Kind])
        {
            switches[NotificationPreference.KeyOf(kind, ChannelNames.Email)] = false;
        }

        own.Switches = JsonSerializer.Serialize(switches);
        own.Version++;
        context.Audit("notifications.unsubscribed", "portal_user", command.UserId.ToString(), after: new { command.Kind });
        return true;
    }
}

/// <summary>The one-click end of RFC 8058.</summary>
internal static class Unsubscribing
{
    public static async Task<IResult> EndAsync(string? token, UnsubscribeLinks links, ICommandDispatcher dispatcher, CancellationToken cancellationToken)
    {
        if (token is null || links.Read(token) is not { } read)
        {
            return Results.NotFound();
        }

        var result = await dispatcher.SendAsync(new Unsubscribe(read.UserId, read.Kind), Caller.System("unsubscribe"), $"unsubscribe/{Guid.CreateVersion7():N}", cancellationToken);
        return result.Ok ? Results.Ok() : Results.NotFound();
    }
}
