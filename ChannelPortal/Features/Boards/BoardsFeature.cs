using ChannelPortal.Features.Boards.Live;
using ChannelPortal.Features.Boards.Queries;
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
        return services.AddLiveTopic<NationalBoardTopic>();
    }
}
