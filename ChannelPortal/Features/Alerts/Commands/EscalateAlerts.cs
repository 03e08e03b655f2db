using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>Critical alerts whose clock has run out go up to the executives: first for nobody taking them on, then for not being closed.</summary>
[Permission("alerts.raise")]
internal sealed record EscalateAlerts : ICommand<int>
{
    /// <summary>The alerts that <see cref="Alert.LevelAt"/> sends up now; mostly there are none, and then there is nothing to command.</summary>
    public static IQueryable<Alert> Due(IQueryable<Alert> alerts, DateTimeOffset now) => alerts.Where(a =>
        a.State != AlertState.Resolved && a.State != AlertState.Pending && a.Severity == "critical" && !a.IsMuted && (a.SnoozedUntil == null || a.SnoozedUntil <= now)
        && ((a.EscalationLevel < 2 && a.DueAt <= now) || (a.EscalationLevel < 1 && a.AcknowledgedAt == null && a.AcknowledgeBy <= now)));
}

internal sealed class EscalateAlertsHandler(BusinessClock clock) : ICommandHandler<EscalateAlerts, int>
{
    public async Task<Result<int>> HandleAsync(EscalateAlerts command, CommandContext context, CancellationToken cancellationToken)
    {
        var now = context.Now;
        var late = await EscalateAlerts.Due(context.Db.Set<Alert>(), now).ToListAsync(cancellationToken);
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
