using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>Closes an alert.</summary>
/// <param name="Verdict">Whether the alert was right; null when a detector saw the problem go away, which says nothing about it.</param>
[Permission("alerts.acknowledge")]
internal sealed record ResolveAlert(Guid Id, bool? Verdict, string? Note) : ICommand<AlertMark>;

internal sealed class ResolveAlertHandler(BusinessClock clock) : ICommandHandler<ResolveAlert, AlertMark>
{
    public async Task<Result<AlertMark>> HandleAsync(ResolveAlert command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Note?.Length > 500)
        {
            return Error.Of("text_too_long", "note", 500, command.Note.Length).On("note");
        }

        if (command.Verdict is null && !context.Caller.IsSystem)
        {
            return Error.Of("verdict_required").On("verdict");
        }

        if (await context.Db.Set<Alert>().Include(a => a.Parts).SingleOrDefaultAsync(a => a.Id == command.Id, cancellationToken) is not { } alert)
        {
            return Error.NotFound;
        }

        var wasPending = alert.State == AlertState.Pending;
        var trigger = context.Caller.IsSystem ? AlertTrigger.Cure : AlertTrigger.Close;
        if (alert.Resolve(trigger, context.Caller.Name, command.Verdict, command.Note, context.Now) is { } refused)
        {
            return refused;
        }

        if (!wasPending)
        {
            context.Record(alert.ToFact(clock));
        }

        context.Audit("alert.resolved", "alert", alert.Id.ToString(), after: new { alert.Verdict, alert.Note }, dealerId: alert.DealerId);
        return new AlertMark(context.Caller.Name, context.Now);
    }
}
