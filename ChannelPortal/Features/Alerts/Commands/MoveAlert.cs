using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>What a detector sees of an open alert: it eases, its data stop, its rule fails, or one of its problems is over.</summary>
/// <param name="ProductId">With <see cref="AlertTrigger.Cure"/>: the merged problem that is over; the alert ends with its last one.</param>
[Permission("alerts.raise")]
internal sealed record MoveAlert(Guid Id, AlertTrigger Trigger, string? ProductId = null) : ICommand<AlertMark>;

internal sealed class MoveAlertHandler(BusinessClock clock) : ICommandHandler<MoveAlert, AlertMark>
{
    public async Task<Result<AlertMark>> HandleAsync(MoveAlert command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<Alert>().Include(a => a.Parts).SingleOrDefaultAsync(a => a.Id == command.Id, cancellationToken) is not { } alert)
        {
            return Error.NotFound;
        }

        var mark = new AlertMark(context.Caller.Name, context.Now);
        if (command.Trigger == AlertTrigger.Cure && !alert.Cure(command.ProductId, context.Now))
        {
            return mark;
        }

        var before = alert.State;
        var refused = command.Trigger == AlertTrigger.Cure ? alert.Resolve(AlertTrigger.Cure, context.Caller.Name, null, null, context.Now) : alert.Move(command.Trigger);
        if (refused is not null)
        {
            return refused;
        }

        if (before != AlertState.Pending)
        {
            context.Record(alert.ToFact(clock));
        }

        context.Audit("alert.moved", "alert", alert.Id.ToString(), AlertLifecycle.Word(before), AlertLifecycle.Word(alert.State), dealerId: alert.DealerId);
        return mark;
    }
}
