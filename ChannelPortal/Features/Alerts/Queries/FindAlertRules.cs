using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Queries;

/// <summary>A rule and what came of it in the last 90 days.</summary>
/// <param name="Precision">Share of the alerts with a verdict that were right; null without any.</param>
internal sealed record AlertRuleRow(AlertRule Rule, int Raised, int Open, double? Precision, bool MayChange);

/// <summary>A silence and whether it holds now.</summary>
internal sealed record SilenceRow(AlertSilence Silence, bool IsActive);

internal sealed class FindAlertRules(IAppDbFactory factory, BusinessClock clock)
{
    private const int Days = 90;

    public async Task<IReadOnlyList<AlertRuleRow>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var since = clock.Now.AddDays(-Days);
        var rules = await db.Set<AlertRule>().AsNoTracking().OrderBy(r => r.Name).ToListAsync(cancellationToken);
        var counts = (await db.Set<Alert>().Where(a => a.RuleId != null && a.RaisedAt >= since && a.State != AlertState.Pending)
            .GroupBy(a => a.RuleId!.Value)
            .Select(g => new { Rule = g.Key, Raised = g.Count(), Open = g.Count(a => a.State != AlertState.Resolved), Right = g.Count(a => a.Verdict == true), Judged = g.Count(a => a.Verdict != null) })
            .ToListAsync(cancellationToken)).ToDictionary(c => c.Rule);
        return [.. rules.Select(r => counts.TryGetValue(r.Id, out var c)
            ? new AlertRuleRow(r, c.Raised, c.Open, c.Judged == 0 ? null : c.Right / (double)c.Judged, Commands.AlertRuleChecks.MayChange(r, caller))
            : new AlertRuleRow(r, 0, 0, null, Commands.AlertRuleChecks.MayChange(r, caller)))];
    }

    public async Task<AlertRule?> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<AlertRule>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
    }

    public async Task<IReadOnlyList<SilenceRow>> SilencesAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var since = clock.Now.AddDays(-Days);
        return [.. (await db.Set<AlertSilence>().AsNoTracking().Where(s => s.EndsAt >= since).OrderByDescending(s => s.EndsAt).ToListAsync(cancellationToken)).Select(s => new SilenceRow(s, s.HoldsAt(clock.Now)))];
    }

    public async Task<IReadOnlyList<MuteTiming>> MuteTimingsAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<MuteTiming>().AsNoTracking().OrderBy(m => m.Name).ToListAsync(cancellationToken);
    }
}
