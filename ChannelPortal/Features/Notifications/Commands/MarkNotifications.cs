using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Notifications.Commands;

/// <summary>Marks the caller's own notices.</summary>
/// <param name="Ids">Null for all that are unread.</param>
[Permission(NotificationsPermissions.Read)]
public sealed record MarkNotifications(IReadOnlyList<Guid>? Ids, string State) : ICommand<int>;

internal sealed class MarkNotificationsHandler : ICommandHandler<MarkNotifications, int>
{
    private const int Most = 500;

    public async Task<Result<int>> HandleAsync(MarkNotifications command, CommandContext context, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(context.Caller.UserId, out var userId) || !Notification.States.Contains(command.State, StringComparer.Ordinal) || command.Ids is { Count: > Most })
        {
            return Error.NotFound;
        }

        var own = context.Db.Set<Notification>().Where(n => n.UserId == userId && n.State != command.State);
        own = command.Ids is { } ids ? own.Where(n => ids.Contains(n.Id)) : own.Where(n => n.State == Notification.Unread);
        var now = context.Now;
        return await own.ExecuteUpdateAsync(n => n.SetProperty(x => x.State, command.State).SetProperty(x => x.StateAt, now), cancellationToken);
    }
}
