using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Data;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>
/// Raises an alert unless the same problem is open, or was closed as a false alarm within the last week. A problem of the same dealer and
/// family that was raised within the last hours takes it up (domain.md R22).
/// </summary>
[Permission("alerts.raise")]
internal sealed record RaiseAlert(Finding Finding) : ICommand<RaisedAlert>;

/// <param name="Id">The alert; that of the open one when nothing new was raised.</param>
internal sealed record RaisedAlert(Guid Id, bool IsNew);

internal sealed class RaiseAlertHandler(BusinessClock clock, TimeProvider time, AlertSurroundings surroundings, IOptions<AlertsOptions> options) : ICommandHandler<RaiseAlert, RaisedAlert>
{
    private static readonly TimeSpan s_silence = TimeSpan.FromDays(7);

    public async Task<Result<RaisedAlert>> HandleAsync(RaiseAlert command, CommandContext context, CancellationToken cancellationToken)
    {
        var finding = command.Finding;
        var alerts = context.Db.Set<Alert>();
        var silentSince = context.Now - s_silence;
        var known = await alerts
            .Where(a => a.DealerId == finding.DealerId && a.RegionId == finding.RegionId && a.Kind == finding.Kind)
            .Where(a => a.Fingerprint == finding.Fingerprint || a.Parts.Any(p => p.Fingerprint == finding.Fingerprint)
                || (a.RuleId == finding.RuleId && a.ProductId == finding.ProductId && (a.State != AlertState.Resolved || (a.Verdict == false && a.ResolvedAt > silentSince)))
                || (a.RuleId == finding.RuleId && a.Parts.Any(p => p.ProductId == finding.ProductId && p.CuredAt == null)))
            .FirstOrDefaultAsync(cancellationToken);
        if (known is not null)
        {
            return Again(known, finding, context);
        }

        var setting = await surroundings.OfAsync(context.Db, finding, context.Now, cancellationToken);
        var since = context.Now.AddHours(-options.Value.MergeHours);

        // What the portal's own detectors find a dealer sees, too; what a rule finds he does not: the two do not become one.
        var isDetector = finding.RuleId is null;
        if (finding.State == AlertState.Firing && finding.DealerId is not null && await alerts.Include(a => a.Parts)
            .Where(a => a.DealerId == finding.DealerId && a.Kind == finding.Kind && a.State == AlertState.Firing && a.RaisedAt >= since && (a.RuleId == null) == isDetector)
            .OrderBy(a => a.RaisedAt).FirstOrDefaultAsync(cancellationToken) is { } open)
        {
            open.Merge(finding, setting, context.Now);
            context.Record(open.ToFact(clock));
            context.Audit("alert.merged", "alert", open.Id.ToString(), after: new { finding.MetricId, finding.ProductId, finding.RuleId }, dealerId: open.DealerId);
            return new RaisedAlert(open.Id, false);
        }

        var alert = Alert.Raise(SequentialId.New(time), finding, setting, context.Now);
        context.Db.Add(alert);
        Tell(alert, context);
        return new RaisedAlert(alert.Id, true);
    }

    /// <summary>The condition holds again or longer: what waited or recovered fires.</summary>
    private RaisedAlert Again(Alert known, Finding finding, CommandContext context)
    {
        if (known.IsOpen && finding.State == AlertState.Firing && known.State != AlertState.Firing && known.Move(AlertTrigger.Fire) is null)
        {
            Tell(known, context);
        }

        return new RaisedAlert(known.Id, false);
    }

    private void Tell(Alert alert, CommandContext context)
    {
        context.Audit("alert.raised", "alert", alert.Id.ToString(), after: new { alert.Kind, alert.ProductId, alert.Severity, State = AlertLifecycle.Word(alert.State) }, dealerId: alert.DealerId);
        if (alert.State == AlertState.Pending)
        {
            return;
        }

        context.Record(alert.ToFact(clock));
        context.Send("alert-raised", alert.DealerId ?? alert.RegionId ?? "network", new { alert.Id, alert.Kind, alert.DealerId, alert.Severity });
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
        State = AlertLifecycle.Word(alert.State),
        Title = alert.Title,
        TitleEn = alert.TitleEn,
        RuleId = alert.RuleId?.ToString(),
        RaisedOn = clock.DayOf(alert.RaisedAt),
        EventAt = alert.EventAt,
        RaisedAt = alert.RaisedAt,
        AckedAt = alert.AcknowledgedAt,
        Owner = alert.Owner,
        DueAt = alert.Clock,
        SnoozedUntil = alert.SnoozedUntil,
        EscalatedAt = alert.EscalatedAt,
        EscalationLevel = alert.EscalationLevel,
        IsMuted = alert.IsMuted,
        ResolvedAt = alert.ResolvedAt,
        Verdict = alert.Verdict switch { true => "true", false => "false", null => null },
    };
}
