using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>Takes an alert on, with name and time. The second of two people learns who was first and when.</summary>
/// <param name="Owner">Who takes care of it; the caller when null.</param>
/// <param name="DueAt">When it will be done; the usual time when null.</param>
[Permission("alerts.acknowledge")]
internal sealed record AcknowledgeAlert(Guid Id, string? Owner = null, DateTimeOffset? DueAt = null) : ICommand<AlertMark>;

/// <summary>Who did it and when.</summary>
internal sealed record AlertMark(string By, DateTimeOffset At);

internal sealed class AcknowledgeAlertHandler(BusinessClock clock) : ICommandHandler<AcknowledgeAlert, AlertMark>
{
    public async Task<Result<AlertMark>> HandleAsync(AcknowledgeAlert command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Owner?.Length > 100)
        {
            return Error.Of("text_too_long", "owner", 100, command.Owner.Length).On("owner");
        }

        if (await context.Db.Set<Alert>().SingleOrDefaultAsync(a => a.Id == command.Id, cancellationToken) is not { } alert)
        {
            return Error.NotFound;
        }

        var owner = string.IsNullOrWhiteSpace(command.Owner) ? null : command.Owner.Trim();
        if (alert.Acknowledge(Guid.TryParse(context.Caller.UserId, out var user) ? user : null, context.Caller.Name, owner, command.DueAt, context.Now) is { } refused)
        {
            return refused;
        }

        if (alert.State != AlertState.Pending)
        {
            context.Record(alert.ToFact(clock));
        }

        context.Audit("alert.acknowledged", "alert", alert.Id.ToString(), after: new { alert.Owner, alert.DueAt }, dealerId: alert.DealerId);
        return new AlertMark(context.Caller.Name, context.Now);
    }
}
