using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>Raises an alert unless the same problem is open, or was closed as a false alarm within the last week.</summary>
[Permission("alerts.raise")]
internal sealed record RaiseAlert(Finding Finding) : ICommand<RaisedAlert>;

/// <param name="Id">The alert; that of the open one when nothing new was raised.</param>
internal sealed record RaisedAlert(Guid Id, bool IsNew);

internal sealed class RaiseAlertHandler(BusinessClock clock, TimeProvider time) : ICommandHandler<RaiseAlert, RaisedAlert>
{
    private static readonly TimeSpan s_silence = TimeSpan.FromDays(7);

    public async Task<Result<RaisedAlert>> HandleAsync(RaiseAlert command, CommandContext context, CancellationToken cancellationToken)
    {
        var detection = command.Finding;
        var silentSince = context.Now - s_silence;
        var known = await context.Db.Set<Alert>()
            .Where(a => a.DealerId == detection.DealerId && a.Kind == detection.Kind && a.ProductId == detection.ProductId)
            .Where(a => a.State != AlertState.Resolved || a.Fingerprint == detection.Fingerprint || (a.Verdict == false && a.ResolvedAt > silentSince))
            .Select(a => (Guid?)a.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (known is { } id)
        {
            return new RaisedAlert(id, false);
        }

        var alert = Alert.Raise(SequentialId.New(time), detection, context.Now);
        context.Db.Add(alert);
        context.Record(alert.ToFact(clock));
        context.Audit("alert.raised", "alert", alert.Id.ToString(), after: new { alert.Kind, alert.ProductId, alert.Severity }, dealerId: alert.DealerId);
        context.Send("alert-raised", alert.DealerId, new { alert.Id, alert.Kind, alert.DealerId, alert.Severity });
        return new RaisedAlert(alert.Id, true);
    }
}

internal static class AlertFacts
{
    public static AlertFact ToFact(this Alert alert, BusinessClock clock) => new()
    {
        AlertId = alert.Id.ToString(),
        DealerId = alert.DealerId,
        Kind = alert.Kind,
        Severity = alert.Severity,
        RaisedOn = clock.DayOf(alert.RaisedAt),
        EventAt = alert.EventAt,
        RaisedAt = alert.RaisedAt,
        AckedAt = alert.AcknowledgedAt,
        ResolvedAt = alert.ResolvedAt,
        Verdict = alert.Verdict switch { true => "true", false => "false", null => null },
    };
}
