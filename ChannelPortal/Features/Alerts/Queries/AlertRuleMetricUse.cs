using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Queries;

/// <summary>The rules that watch a metric, for those who may see the rules. One that is switched off still needs its metric.</summary>
internal sealed class AlertRuleMetricUse(IAppDbFactory factory) : IMetricUse
{
    public IReadOnlyCollection<string> Fixed => [];

    public async Task<IReadOnlyList<MetricPlace>> FindAsync(string metricId, Caller caller, CancellationToken cancellationToken)
    {
        if (!Permissions.Product.Allows(caller.Roles, "alerts.rules"))
        {
            return [];
        }

        await using var db = factory.Create(DealerScope.None);
        var rules = await db.Set<AlertRule>().Where(r => r.MetricId == metricId).OrderBy(r => r.Name).Select(r => new { r.Id, r.Name, r.NameEn }).ToListAsync(cancellationToken);
        return [.. rules.Select(r => new MetricPlace(PortalCultures.IsChinese() ? r.Name : r.NameEn, $"alerts/rules/{r.Id}"))];
    }

    public async Task<int> CountAsync(string metricId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<AlertRule>().CountAsync(r => r.MetricId == metricId, cancellationToken);
    }
}
