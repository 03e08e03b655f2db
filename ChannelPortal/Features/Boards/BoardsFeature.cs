using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Contracts;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Live;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Features.Boards.Reports;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Boards;

/// <summary>Live boards: the national one, the standard ones and those that people compose.</summary>
public static class BoardsFeature
{
    public static IServiceCollection AddBoards(this IServiceCollection services)
    {
        services.TryAddSingleton<GetBoardFrame>();
        services.TryAddSingleton<GetTodayFigures>();
        services.TryAddSingleton<BoardSideFigures>();
        services.AddMetricUse<BoardsText>("Page_Title", "board", "boards.national", "INV-02", "SAL-01", "SAL-05");
        services.AddSingleton<IMetricUse, BoardMetricUse>();
        services.AddScoped<IPaletteSource, BoardPalette>();
        services.TryAddSingleton<BoardShelf>();
        services.TryAddSingleton<BoardMetrics>();
        services.TryAddSingleton<BoardLinkTokens>();
        services.TryAddSingleton<BoardWords>();
        services.TryAddSingleton<TileLimits>();
        services.TryAddSingleton<FactPulse>();
        services.TryAddSingleton<PlaceBook>();
        services.TryAddSingleton<TileLists>();
        services.TryAddSingleton<TileReader>();
        services.TryAddSingleton<TileStore>();
        services.TryAddSingleton<ChartNotes>();
        services.TryAddSingleton<BoardFilters>();
        services.TryAddSingleton<IBoardSetup, BoardSetup>();
        services.TryAddSingleton<BoardDocument>();
        services.AddCommand<SaveBoard, string, SaveBoardHandler>();
        services.AddCommand<RestoreBoard, string, RestoreBoardHandler>();
        services.AddCommand<DeleteBoard, bool, DeleteBoardHandler>();
        services.AddCommand<ShareBoard, bool, ShareBoardHandler>();
        services.AddCommand<StarBoard, bool, StarBoardHandler>();
        services.AddCommand<CreateBoardLink, string, CreateBoardLinkHandler>();
        services.AddCommand<RevokeBoardLink, bool, RevokeBoardLinkHandler>();
        services.AddCommand<OpenBoardLink, string, OpenBoardLinkHandler>();
        services.AddCommand<AddBoardNote, Guid, AddBoardNoteHandler>();
        services.AddCommand<DeleteBoardNote, bool, DeleteBoardNoteHandler>();
        services.AddLiveTopic<ComposedBoardTopic>();
        services.AddErrorTexts<BoardsText>();
        return services.AddLiveTopic<NationalBoardTopic>();
    }

    public static void MapBoards(this IEndpointRouteBuilder app) => app.MapBoardFiles();
}
