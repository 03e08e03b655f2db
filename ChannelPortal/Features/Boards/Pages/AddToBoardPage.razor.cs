using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Boards.Pages;

/// <summary>Puts a metric, as a link from elsewhere names it, on one of the caller's boards.</summary>
public sealed partial class AddToBoardPage : IDisposable
{
    private static readonly TileKind[] s_kinds = [TileKind.Figure, TileKind.Line, TileKind.Bars, TileKind.Table, TileKind.Map];
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<BoardSheet> boards = [];
    private IReadOnlyList<Error> refusals = [];
    private Caller caller = CallerFactory.Anonymous;
    private Metric? found;
    private string target = "";
    private TileKind kind;

    /// <summary>A second click on the same choice adds nothing.</summary>
    private string attempt = "";

    [SupplyParameterFromQuery]
    public string? Metric { get; set; }

    [SupplyParameterFromQuery]
    public string? Slice { get; set; }

    [Inject]
    private BoardShelf Shelf { get; set; } = null!;

    [Inject]
    private BoardMetrics Metrics { get; set; } = null!;

    [Inject]
    private BoardWords Words { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        attempt = SequentialId.New(Time).ToString();
        found = Metric is null ? null : Metrics.Find(Metric, caller);
        boards = [.. (await Shelf.ListAsync(caller, leaving.Token)).Where(b => b.IsOwnedBy(caller))];
        target = boards.Count > 0 ? boards[0].Id : "";
    }

    private async Task AddAsync()
    {
        var board = boards.FirstOrDefault(b => b.Id == target);
        var (width, height) = TileSizes.Of(kind);
        var tile = new BoardTile("t" + SequentialId.New(Time).ToString("N")[^12..], kind, 0, 0, width, height)
        {
            Metric = found!.Definition.Id,
            Slice = string.IsNullOrEmpty(Slice) ? null : Slice,
            By = kind is TileKind.Bars or TileKind.Table && Metrics.DimensionsOf(found) is [var first, ..] ? first : null,
        };
        var saved = await Commands.SendAsync(
            board is null
                ? new SaveBoard(null, Text["Board_Untitled"], Text["Board_Untitled"], new BoardPlan([]).Add(tile), 0)
                : new SaveBoard(board.Id, board.TitleZh, board.TitleEn, board.Plan.Add(tile), board.Version),
            caller,
            attempt + target + kind,
            leaving.Token);
        refusals = saved.Errors;
        if (saved.Ok)
        {
            Navigation.NavigateTo("boards/" + saved.Value);
        }
    }
}
