using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>Takes an alert on, with name and time. The second of two people learns who was first and when.</summary>
[Permission("alerts.acknowledge")]
internal sealed record AcknowledgeAlert(Guid Id) : ICommand<AlertMark>;

/// <summary>Who did it and when.</summary>
internal sealed record AlertMark(string By, DateTimeOffset At);

internal sealed class AcknowledgeAlertHandler(BusinessClock clock) : ICommandHandler<AcknowledgeAlert, AlertMark>
{
    public async Task<Result<AlertMark>> HandleAsync(AcknowledgeAlert command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<Alert>().SingleOrDefaultAsync(a => a.Id == command.Id, cancellationToken) is not { } alert)
        {
            return Error.NotFound;
        }

        if (alert.Acknowledge(Guid.TryParse(context.Caller.UserId, out var user) ? user : null, context.Caller.Name, context.Now) is { } refused)
        {
            return refused;
        }

        context.Record(alert.ToFact(clock));
        context.Audit("alert.acknowledged", "alert", alert.Id.ToString(), dealerId: alert.DealerId);
        return new AlertMark(context.Caller.Name, context.Now);
    }
}
