using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>Critical alerts whose clock has run out go up to the executives: first for nobody taking them on, then for not being closed.</summary>
[Permission("alerts.raise")]
internal sealed record EscalateAlerts : ICommand<int>;

internal sealed class EscalateAlertsHandler(BusinessClock clock) : ICommandHandler<EscalateAlerts, int>
{
    public async Task<Result<int>> HandleAsync(EscalateAlerts command, CommandContext context, CancellationToken cancellationToken)
    {
        var now = context.Now;
        var late = await context.Db.Set<Alert>()
            .Where(a => a.State != AlertState.Resolved && a.Severity == "critical" && a.EscalationLevel < 2 && (a.AcknowledgeBy <= now || a.DueAt <= now))
            .ToListAsync(cancellationToken);
        var escalated = 0;
        foreach (var alert in late)
        {
            var level = alert.LevelAt(now);
            if (level <= alert.EscalationLevel)
            {
                continue;
            }

            alert.Escalate(level, now);
            context.Record(alert.ToFact(clock));
            context.Audit("alert.escalated", "alert", alert.Id.ToString(), after: new { alert.EscalationLevel, To = "EXEC" }, dealerId: alert.DealerId);
            context.Send("alert-escalated", alert.DealerId ?? alert.RegionId ?? "network", new { alert.Id, alert.EscalationLevel });
            escalated++;
        }

        return escalated;
    }
}
