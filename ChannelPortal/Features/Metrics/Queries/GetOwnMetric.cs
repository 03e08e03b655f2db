using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>What a version of an own metric said, for its editor.</summary>
internal sealed record OwnMetricText(
    int Version, string NameZh, string NameEn, string Unit, string Formula, IReadOnlyList<string> Grain, string Direction, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>The versions of an own metric that is in use, the newest first; empty for any other.</summary>
internal sealed class GetOwnMetric(IAppDbFactory databases)
{
    public async Task<IReadOnlyList<OwnMetricText>> RunAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = databases.Create(DealerScope.None);
        if (!await db.Set<OwnMetric>().AnyAsync(m => m.Id == id && m.RetiredAt == null, cancellationToken))
        {
            return [];
        }

        var versions = await db.Set<OwnMetricVersion>().AsNoTracking().Where(v => v.MetricId == id).OrderByDescending(v => v.Version).ToListAsync(cancellationToken);
        return [.. versions.Select(v => new OwnMetricText(v.Version, v.NameZh, v.NameEn, v.Unit, v.Formula, v.Grain.Split('|'), v.Direction, v.ChangedBy, v.ChangedAt))];
    }
}
