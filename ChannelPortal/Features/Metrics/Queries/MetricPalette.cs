using System.Security.Claims;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;

namespace ChannelPortal.Features.Metrics.Queries;

/// <summary>Quick find of metrics by id, name or pinyin initials.</summary>
internal sealed class MetricPalette(IMetricReader reader, CallerFactory callers) : IPaletteSource
{
    public async Task<IReadOnlyList<PaletteHit>> FindAsync(ClaimsPrincipal user, string text, int limit, CancellationToken cancellationToken)
    {
        var caller = await callers.CreateAsync(user, cancellationToken);
        return !Permissions.Product.Allows(caller.Roles, MetricsPermissions.Read)
            ? []
            :
            [
                .. MetricSearch.Find(reader.Catalog, text, caller.Scope).Take(limit)
                    .Select(m => new PaletteHit(MetricLabels.NameOf(m.Definition), m.Definition.Id, "metrics/" + m.Definition.Id, PortalIcons.ChartLine)),
            ];
    }
}
