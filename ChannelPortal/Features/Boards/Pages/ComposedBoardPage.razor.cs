using ChannelPortal.Features.Boards.Commands;
using ChannelPortal.Features.Boards.Data;
using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Boards.Live;
using ChannelPortal.Features.Boards.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChannelPortal.Features.Boards.Pages;

/// <summary>
/// A board of tiles. The circuit draws frame, filters and editor; what the tiles show is drawn in the browser from the live topic. Range, comparison and filter
/// live in the address, so Back goes back and a copied address shows the same.
/// </summary>
public sealed partial class ComposedBoardPage : IAsyncDisposable
{
    private static readonly string[] s_states = ["live", "connecting", "stale", "paused", "reconnecting", "closed"];
    private readonly CancellationTokenSource leaving = new();
    private readonly Stack<BoardPlan> undo = new();
    private ElementReference root;
    private DotNetObjectReference<ComposedBoardPage>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? view;
    private string? started;
    private BoardSheet? sheet;
    private BoardPlan? draft;
    private BoardLens lens = BoardLens.Default;
    private Period days;
    private Caller caller = CallerFactory.Anonymous;
    private IReadOnlyList<BoardFilter> chips = [];
    private IReadOnlyList<BoardStep> steps = [];
    private IReadOnlyList<ChartNote> notes = [];
    private IReadOnlyList<(int Version, string Name, string By, DateTimeOffset At)> revisions = [];
    private IReadOnlyList<Error> refusals = [];
    private Error? refusal;
    private BoardTile? chosen;
    private string noteMetric = "";
    private (string Board, Period Days, int Version) noted;
    private string? drawer;
    private string? said;
    private string titleZh = "";
    private string titleEn = "";
    private int edits;
    private bool isRestored;
    private bool isStarred;
    private bool isReady;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [SupplyParameterFromQuery]
    public string? Compare { get; set; }

    [SupplyParameterFromQuery]
    public string? Slice { get; set; }

    /// <summary><c>1</c> for the wall screen.</summary>
    [SupplyParameterFromQuery]
    public string? Kiosk { get; set; }

    /// <summary>Boards that are shown in turn, this one among them.</summary>
    [SupplyParameterFromQuery]
    public string? Play { get; set; }

    [SupplyParameterFromQuery]
    public string? Seconds { get; set; }

    /// <summary><c>1</c> to arrange tiles.</summary>
    [SupplyParameterFromQuery]
    public string? Edit { get; set; }

    [Inject]
    private BoardShelf Shelf { get; set; } = null!;

    [Inject]
    private BoardFilters Filters { get; set; } = null!;

    [Inject]
    private ChartNotes Notes { get; set; } = null!;

    [Inject]
    private BoardWords Words { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsKiosk => Kiosk == "1";

    private bool IsEditing => Edit == "1" && sheet?.IsOwnedBy(caller) == true;

    private BoardPlan Plan => draft ?? sheet!.Plan;

    private string Title => sheet!.Title(Words.IsChinese);

    private string Topic => sheet is null ? "" : ComposedBoardTopic.NameFor(Id, sheet.Version, lens);

    /// <summary>The board as it is looked at, outside kiosk and editor.</summary>
    private string Viewing => $"boards/{Id}?{lens.Query}";

    private BoardLens Unfiltered => lens with { Filter = MetricSlice.All };

    private string EditHref => Viewing + "&edit=1";

    private IReadOnlyList<Crumb> Crumbs =>
    [
        new Crumb(Text["Boards_Title"], "boards"),
        .. steps.Count > 0 ? [new Crumb(Title, $"boards/{Id}")] : Array.Empty<Crumb>(),
        .. steps.SkipLast(1).Select(s => new Crumb(s.Name, $"boards/{Id}?{s.Lens.Query}")),
    ];

    /// <summary>A tile was dragged to another place or size.</summary>
    [JSInvokable]
    public void PlaceTile(string id, int x, int y, int width, int height)
    {
        Change(Plan.Place(id, x, y, width, height));
        StateHasChanged();
    }

    /// <summary>The browser kept what was arranged when the line or the server went away; one undo throws it away.</summary>
    [JSInvokable]
    public void TakeDraft(string text)
    {
        if (IsEditing && edits == 0 && UnsavedBoard.TryRead(text, sheet!.Version) is { } kept)
        {
            Change(kept.Plan);
            (titleZh, titleEn, isRestored) = (kept.TitleZh, kept.TitleEn, true);
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        leaving.Dispose();
        self?.Dispose();
        try
        {
            if (view is not null)
            {
                await view.InvokeVoidAsync("stop");
                await view.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the board with it.
        }
        catch (OperationCanceledException)
        {
            // The same, seen a moment earlier: nobody answers any more.
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        (lens, refusal) = BoardLens.Read(From, To, Compare, Slice);
        var found = lens.Range.Days(Clock);
        if (!found.Ok)
        {
            (refusal, lens) = (found.Errors[0], lens with { Range = BoardLens.Default.Range });
            found = lens.Range.Days(Clock);
        }

        days = found.Value;
        await ReadAgainAsync();
        isReady = true;
        if (sheet is null && IsKiosk && Play?.Split(',').Where(id => id != Id).ToList() is { Count: > 0 } others)
        {
            // Nobody stands before a wall to take away a board that was deleted or is no longer shared.
            Navigation.NavigateTo($"boards/play?ids={Uri.EscapeDataString(string.Join(',', others))}&seconds={Uri.EscapeDataString(Seconds ?? "")}", replace: true);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var now = $"{Id}|{Topic}|{IsKiosk}|{IsEditing}|{sheet?.Version}|{edits}";
        if (sheet is null || started == now)
        {
            return;
        }

        started = now;
        try
        {
            module ??= await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Boards/Pages/ComposedBoardPage.razor.js");
            self ??= DotNetObjectReference.Create(this);
            if (view is null)
            {
                view = await module.InvokeAsync<IJSObjectReference>("start", root, self, Context());
            }
            else
            {
                await view.InvokeVoidAsync("update", Context());
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone.
        }
    }

    private string Address(BoardLens through) => $"boards/{Id}?{through.Query}{(IsKiosk ? "&kiosk=1" : "")}";

    private async Task ReadAgainAsync()
    {
        sheet = await Shelf.FindAsync(Id, caller, leaving.Token);
        if (sheet is null)
        {
            return;
        }

        chips = await Filters.ChipsAsync(lens, caller.Scope, leaving.Token);
        steps = await Filters.StepsAsync(lens, caller.Scope, leaving.Token);
        if (noted != (Id, days, sheet.Version))
        {
            // A filter changes neither; the click that set it should not wait for them.
            noted = (Id, days, sheet.Version);
            notes = await Notes.ReadAsync(sheet.Plan, days, caller, leaving.Token);
            isStarred = (await Shelf.FavouritesAsync(caller, leaving.Token)).Contains(Id);
        }

        if (!IsEditing)
        {
            (draft, drawer, edits, isRestored) = (null, null, 0, false);
            undo.Clear();
        }
        else if (draft is null)
        {
            (draft, titleZh, titleEn) = (sheet.Plan, sheet.TitleZh, sheet.TitleEn);
        }
    }

    /// <summary>What the script needs to draw in this person's language.</summary>
    private object Context() => new
    {
        Kiosk = IsKiosk,
        Editing = IsEditing,
        Draft = IsEditing && edits > 0 ? new UnsavedBoard(sheet!.Version, titleZh, titleEn, Plan).ToString() : null,
        Notes = notes,
        View = string.Join(" · ", [SpanOf(days), .. chips.Select(c => $"{Text["Dim_" + c.Dimension]}: {c.Name}")]),
        Filter = lens.Filter.Values,
        Than = lens.Comparison == RangeComparison.None ? "" : Text["Than_" + lens.Comparison].Value,
        Words = Text.GetAllStrings(includeParentCultures: true).Where(t => t.Name.StartsWith("Js_", StringComparison.Ordinal) || t.Name.StartsWith("Word_", StringComparison.Ordinal))
            .DistinctBy(t => t.Name).ToDictionary(t => t.Name, t => t.Value, StringComparer.Ordinal),
    };

    private static string SpanOf(Period days) => days.Days == 1 ? NumberFormat.Date(days.Start) : $"{NumberFormat.Date(days.Start)} – {NumberFormat.Date(days.End.AddDays(-1))}";

    private async Task<bool> SendAsync<T>(ICommand<T> command, Action<T>? then = null)
    {
        var result = await Commands.SendAsync(command, caller, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = result.Errors;
        if (result.Ok)
        {
            then?.Invoke(result.Value);
        }

        return result.Ok;
    }

    private async Task StarAsync()
    {
        if (await SendAsync(new StarBoard(Id, !isStarred)))
        {
            isStarred = !isStarred;
        }
    }

    private Task CopyAsync() => SendAsync(
        new SaveBoard(null, Cut(sheet!.TitleZh + " (2)"), Cut(sheet.TitleEn + " (2)"), sheet.Plan, 0), id => Navigation.NavigateTo($"boards/{id}?{lens.Query}&edit=1"));

    private static string Cut(string title) => title.Length > SaveBoardHandler.MaxTitle ? title[^SaveBoardHandler.MaxTitle..] : title;

    private Task SaveAsync() => SendAsync(new SaveBoard(Id, titleZh, titleEn, Plan, sheet!.Version), _ =>
    {
        draft = null;
        Navigation.NavigateTo(Viewing);
    });

    private Task DeleteAsync() => SendAsync(new DeleteBoard(Id), _ => Navigation.NavigateTo("boards"));

    private Task RestoreAsync(int version) => SendAsync(new RestoreBoard(Id, version), _ => Navigation.NavigateTo(Viewing, replace: true));

    private async Task OpenHistoryAsync()
    {
        revisions = [.. (await Shelf.RevisionsAsync(sheet!, leaving.Token)).Select(r => (r.Version, Words.IsChinese ? r.TitleZh : r.TitleEn, r.ChangedBy, r.ChangedAt))];
        drawer = "History";
    }

    private void OpenShare() => drawer = "Share";

    private void OpenNote(BoardTile tile) => (noteMetric, drawer) = (tile.Metric ?? "", "Note");

    private async Task NotesChangedAsync()
    {
        notes = await Notes.ReadAsync(sheet!.Plan, days, caller, leaving.Token);
        started = null;
    }

    private void Close() => drawer = null;

    private void Choose(BoardTile? tile) => (chosen, drawer) = (tile, "Tile");

    private void PutTile(BoardTile tile)
    {
        Change(Plan.Find(tile.Id) is null ? Plan.Add(tile) : Plan.Replace(tile));
        drawer = null;
    }

    private void Remove(BoardTile tile) => Change(Plan.Remove(tile.Id));

    private void Step((BoardTile Tile, int Right, int Down, int Wider, int Taller) step)
    {
        Change(Plan.Step(step.Tile.Id, step.Right, step.Down, step.Wider, step.Taller));
        var at = Plan.Find(step.Tile.Id)!;
        said = Text["Said_Placed", Words.TitleOf(at), at.X + 1, at.Y + 1, at.W, at.H];
    }

    private void Undo()
    {
        draft = undo.TryPop(out var before) ? before : draft;
        (isRestored, edits) = (false, edits + 1);
    }

    private void Change(BoardPlan next)
    {
        if (IsEditing && !next.Tiles.SequenceEqual(Plan.Tiles))
        {
            undo.Push(Plan);
            (draft, edits, refusals) = (next, edits + 1, []);
        }
    }
}
