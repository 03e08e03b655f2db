using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;

namespace ChannelPortal.Features.Boards.Live;

/// <summary>Figures of other features on the board: stock days and open alerts. Never read more often than once a minute per scope.</summary>
internal sealed class BoardSideFigures
{
    public Task AddAsync(LiveCells cells, DealerScope scope, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return Task.CompletedTask;
    }
}
