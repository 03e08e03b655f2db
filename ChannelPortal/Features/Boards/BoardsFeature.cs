using ChannelPortal.Features.Boards.Live;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Boards;

/// <summary>Live boards.</summary>
public static class BoardsFeature
{
    public static IServiceCollection AddBoards(this IServiceCollection services)
    {
        services.TryAddSingleton<GetBoardFrame>();
        services.TryAddSingleton<GetTodayFigures>();
        services.TryAddSingleton<BoardSideFigures>();
        services.AddMetricUse<BoardsText>("Page_Title", "board", "boards.national", "INV-02", "SAL-01", "SAL-05");
        return services.AddLiveTopic<NationalBoardTopic>();
    }
}
