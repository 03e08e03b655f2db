using ChannelPortal.Features.Operations.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Operations.Commands;

/// <summary>Closes refused events that nobody will send again. They stay readable; the reason stands in the audit log.</summary>
[Permission(OperationsPermissions.Quarantine)]
public sealed record DiscardEvents(QuarantineSelection Selection, string Reason) : ICommand<int>;

internal sealed class DiscardEventsHandler : ICommandHandler<DiscardEvents, int>
{
    private const int MaxReason = 500;

    public async Task<Result<int>> HandleAsync(DiscardEvents command, CommandContext context, CancellationToken cancellationToken)
    {
        var reason = command.Reason.Trim();
        if (reason.Length is 0 or > MaxReason)
        {
            return Error.Of("quarantine_reason_required", MaxReason).On("reason");
        }

        var ids = await command.Selection.OpenIdsAsync(context.Db, cancellationToken);
        if (ids.Count == 0)
        {
            return Error.Of("quarantine_nothing_open");
        }

        var closed = await context.Db.Set<QuarantinedEvent>().Where(e => ids.Contains(e.Id) && e.State == QuarantineState.Open)
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.State, QuarantineState.Dropped).SetProperty(x => x.ClosedAt, context.Now), cancellationToken);
        context.Audit("events.discarded", "quarantine", "", after: new { Count = closed, Ids = ids.Take(200) }, reason: reason);
        return closed;
    }
}
