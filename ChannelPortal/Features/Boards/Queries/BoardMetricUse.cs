using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>The boards that a person may open and that have a tile of a metric.</summary>
internal sealed class BoardMetricUse(BoardShelf shelf) : IMetricUse
{
    public IReadOnlyCollection<string> Fixed => [];

    public async Task<IReadOnlyList<MetricPlace>> FindAsync(string metricId, Caller caller, CancellationToken cancellationToken) =>
        !Permissions.Product.Allows(caller.Roles, BoardsPermissions.Read)
            ? []
            :
            [
                .. (await shelf.ListAsync(caller, cancellationToken)).Where(s => s.Plan.Tiles.Any(t => t.Metric == metricId))
                    .Select(s => new MetricPlace(s.Title(PortalCultures.IsChinese()), "boards/" + s.Id)),
            ];
}
