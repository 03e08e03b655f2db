using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>The boards that a person may open and that have a tile of a metric.</summary>
internal sealed class BoardMetricUse(BoardShelf shelf, IAppDbFactory factory) : IMetricUse
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

    public async Task<int> CountAsync(string metricId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        var boards = await db.Set<Board>().AsNoTracking().Where(b => b.Plan.Contains(metricId)).ToListAsync(cancellationToken);
        return boards.Select(BoardShelf.SheetOf).Concat(StandardBoards.All).Count(s => s.Plan.Tiles.Any(t => t.Metric == metricId));
    }
}
