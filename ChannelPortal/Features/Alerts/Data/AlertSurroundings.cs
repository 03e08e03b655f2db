using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Alerts.Data;

/// <summary>What an alert needs to know of the world when it is raised: its area, its name in both languages, whether it is to be quiet.</summary>
internal sealed class AlertSurroundings(BusinessClock clock, IMetricReader metrics, IOptions<AlertsOptions> options)
{
    private const string Nation = "nation";

    public async Task<AlertSetting> OfAsync(AppDbContext db, Finding finding, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var dealer = finding.DealerId is null ? null : await db.Set<DealerFact>().Where(d => d.DealerId == finding.DealerId).Select(d => new { d.Name, d.NameEn, d.RegionId }).SingleOrDefaultAsync(cancellationToken);
        var regionId = dealer?.RegionId ?? finding.RegionId;
        var path = regionId is null ? null : await db.Set<RegionFact>().Where(r => r.RegionId == regionId).Select(r => r.Path).SingleOrDefaultAsync(cancellationToken);
        var ids = path?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var area = await db.Set<RegionFact>().Where(r => ids.Contains(r.RegionId) && r.Level == "area").Select(r => r.RegionId).FirstOrDefaultAsync(cancellationToken);
        var region = finding.RegionId is null ? null : await db.Set<RegionFact>().Where(r => r.RegionId == finding.RegionId).Select(r => new { r.Name, r.NameEn }).SingleOrDefaultAsync(cancellationToken);
        var whole = dealer is null && region is null
            ? await db.Set<RegionFact>().Where(r => r.Level == Nation).Select(r => new { r.Name, r.NameEn }).FirstOrDefaultAsync(cancellationToken) : region;
        var (zh, en) = (dealer?.Name ?? whole?.Name ?? finding.DealerId ?? "", dealer?.NameEn ?? dealer?.Name ?? whole?.NameEn ?? finding.DealerId ?? "");
        var what = WhatOf(finding);
        var limits = options.Value;
        return new AlertSetting(
            area, $"{what.Zh} · {zh}", $"{what.En} · {en}", await IsMutedAsync(db, finding, area, now, cancellationToken),
            TimeSpan.FromMinutes(limits.AcknowledgeMinutes), TimeSpan.FromHours(limits.ResolveCriticalHours), TimeSpan.FromHours(limits.ResolveHours));
    }

    private (string Zh, string En) WhatOf(Finding finding)
    {
        if (finding.State == AlertState.NoData)
        {
            return AlertWords.Both("Kind_data");
        }

        return finding.RuleId is not null && metrics.Catalog.Find(finding.MetricId) is { } metric
            ? (metric.Definition.NameZh, metric.Definition.NameEn)
            : AlertWords.Both("Kind_" + finding.Kind);
    }

    private async Task<bool> IsMutedAsync(AppDbContext db, Finding finding, string? area, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var silences = await db.Set<AlertSilence>().AsNoTracking().Where(s => s.EndsAt > now).ToListAsync(cancellationToken);
        var timings = await db.Set<MuteTiming>().AsNoTracking().ToListAsync(cancellationToken);
        var local = clock.Local(now);
        return silences.Exists(s => s.HoldsAt(now) && s.Matcher.Matches(finding.DealerId, area, finding.Kind, finding.Severity))
            || timings.Exists(m => m.HoldsAt(local) && m.Matcher.Matches(finding.DealerId, area, finding.Kind, finding.Severity));
    }
}
