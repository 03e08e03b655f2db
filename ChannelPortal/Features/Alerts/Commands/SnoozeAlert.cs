using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>Puts an alert aside until then; its clocks do not escalate meanwhile.</summary>
[Permission("alerts.acknowledge")]
internal sealed record SnoozeAlert(Guid Id, DateTimeOffset Until) : ICommand<AlertMark>;

internal sealed class SnoozeAlertHandler(BusinessClock clock) : ICommandHandler<SnoozeAlert, AlertMark>
{
    private const int MaximumDays = 30;

    public async Task<Result<AlertMark>> HandleAsync(SnoozeAlert command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Until > context.Now.AddDays(MaximumDays))
        {
            return Error.Of("alert_too_far", MaximumDays).On("until");
        }

        if (await context.Db.Set<Alert>().SingleOrDefaultAsync(a => a.Id == command.Id, cancellationToken) is not { } alert)
        {
            return Error.NotFound;
        }

        if (alert.Snooze(command.Until, context.Now) is { } refused)
        {
            return refused;
        }

        if (alert.State != AlertState.Pending)
        {
            context.Record(alert.ToFact(clock));
        }

        context.Audit("alert.snoozed", "alert", alert.Id.ToString(), after: new { alert.SnoozedUntil }, dealerId: alert.DealerId);
        return new AlertMark(context.Caller.Name, context.Now);
    }
}
