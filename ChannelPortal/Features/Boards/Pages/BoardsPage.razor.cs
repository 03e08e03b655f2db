using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Boards.Pages;

/// <summary>All boards that a person may open: starred, own, shared, standard.</summary>
public sealed partial class BoardsPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<BoardSheet> boards = [];
    private HashSet<string> stars = [];
    private IReadOnlyList<Error> refusals = [];
    private Caller caller = CallerFactory.Anonymous;

    /// <summary>Of the board that this page may make: a second click makes no second one.</summary>
    private string attempt = "";

    [Inject]
    private BoardShelf Shelf { get; set; } = null!;

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

    private bool SeesNational => Permissions.Product.Allows(caller.Roles, "boards.national");

    private IEnumerable<(string Group, IReadOnlyList<BoardSheet> Boards)> Groups => new (string Group, IReadOnlyList<BoardSheet> Boards)[]
    {
        ("Starred", [.. boards.Where(b => stars.Contains(b.Id))]),
        ("Mine", [.. boards.Where(b => b.IsOwnedBy(caller))]),
        ("Shared", [.. boards.Where(b => !b.IsStandard && !b.IsOwnedBy(caller))]),
        ("Standard", [.. boards.Where(b => b.IsStandard)]),
    }.Where(g => g.Boards.Count > 0 || g.Group == "Mine");

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        attempt = SequentialId.New(Time).ToString();
        boards = await Shelf.ListAsync(caller, leaving.Token);
        stars = [.. await Shelf.FavouritesAsync(caller, leaving.Token)];
    }

    private async Task NewAsync()
    {
        var made = await Commands.SendAsync(
            new SaveBoard(null, Text["Board_Untitled"], Text["Board_Untitled"], new BoardPlan([]), 0), caller, attempt, leaving.Token);
        refusals = made.Errors;
        if (made.Ok)
        {
            Navigation.NavigateTo($"boards/{made.Value}?edit=1");
        }
    }

    private async Task StarAsync(BoardSheet board)
    {
        var isStarred = !stars.Contains(board.Id);
        var done = await Commands.SendAsync(new StarBoard(board.Id, isStarred), caller, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = done.Errors;
        if (done.Ok)
        {
            stars = isStarred ? [.. stars, board.Id] : [.. stars.Where(s => s != board.Id)];
        }
    }
}
