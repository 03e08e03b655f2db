using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Workbench.Commands;
using ChannelPortal.Features.Workbench.Components;
using ChannelPortal.Features.Workbench.Domain;
using ChannelPortal.Features.Workbench.Live;
using ChannelPortal.Features.Workbench.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChannelPortal.Features.Workbench.Pages;

/// <summary>What a dealer's people need to know and do today, in bands that each of them arranges for himself.</summary>
public sealed partial class WorkbenchPage
{
    private readonly Dictionary<(string Key, int Step), ElementReference> buttons = [];
    private WorkbenchPatch? patch;
    private WorkbenchPlan plan = new([]);
    private IReadOnlyDictionary<string, WorkItem> items = new Dictionary<string, WorkItem>(StringComparer.Ordinal);
    private IReadOnlyList<OwnTerritory> territories = [];
    private IReadOnlyList<Error> refusals = [];
    private Caller caller = CallerFactory.Anonymous;
    private (string Key, int Step)? moved;
    private string? dragged;
    private string? said;
    private bool isArranging;
    private bool isReady;

    [Inject]
    private GetWorkbench Workbench { get; set; } = null!;

    [Inject]
    private GetWorkItems Items { get; set; } = null!;

    [Inject]
    private GetWorkbenchPlan Plans { get; set; } = null!;

    [Inject]
    private IOwnTerritories Territories { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private WorkbenchFigures Figures => patch!.Figures;

    private bool SeesTerritories => Permissions.Product.Allows(caller.Roles, "territories.read-own");

    /// <summary>Tiles that this person may see today. A kind that the workbench draws itself is one tile with its item.</summary>
    private IEnumerable<(WorkBand Band, string Key)> Available =>
        WorkbenchTiles.All.Where(t => t.Key != WorkbenchTiles.Arriving && Permissions.Product.Allows(caller.Roles, t.Permission)).Select(t => (t.Band, t.Key))
            .Concat(items.Values.Where(i => WorkbenchTiles.Find(i.Kind) is null or { Key: WorkbenchTiles.Arriving }).Select(i => (i.Band, i.Kind)));

    private WorkbenchPlan Whole => plan.With(Available);

    /// <summary>To-do is there even when empty: that it is empty is the news.</summary>
    private List<BandPlan> ShownBands => [.. Whole.Bands.Where(b => !b.IsHidden && (b.Band == WorkBand.Todo || TilesOf(b).Count > 0))];

    /// <summary>What was hidden, each with the plan that shows it again.</summary>
    private IEnumerable<(string Label, WorkbenchPlan Shown)> Hidden
    {
        get
        {
            var (whole, available) = (Whole, Available.Select(a => a.Key).ToHashSet(StringComparer.Ordinal));
            return whole.Bands.Where(b => b.IsHidden).Select(b => (Text["Band_" + b.Band].Value, whole.HideBand(b.Band, false)))
                .Concat(whole.Bands.SelectMany(b => b.Tiles).Where(t => t.IsHidden && available.Contains(t.Key)).Select(t => (NameOf(t.Key), whole.HideTile(t.Key, false))));
        }
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        if (caller.DealerId is not null)
        {
            var first = await ReadFirstAsync(caller, ReadAsync);
            if (first.Figures is { } figures)
            {
                (patch, plan, territories) = (new WorkbenchPatch(figures), first.Plan, first.Territories);
                Show(first.Items);
                if (WorkbenchTopic.NameFor(caller) is { } topic)
                {
                    await WatchAsync(topic, caller, PatchAsync);
                    await ApplyAsync();
                }
            }
        }

        isReady = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Moving a tile in the page takes the focus from its button; the next press of the same key must find it again.
        if (moved is { } button && buttons.TryGetValue(button, out var element))
        {
            moved = null;
            try
            {
                await element.FocusAsync();
            }
            catch (JSException)
            {
                // The tile left the page in between.
            }
            catch (JSDisconnectedException)
            {
                // The browser has gone.
            }
        }
    }

    private static string BandId(WorkBand band) => "band-" + band;

    private string NameOf(string key) => WorkbenchTiles.Find(key) is null or { Key: WorkbenchTiles.Arriving } ? Text["Todo_" + key] : Text["Tile_" + key];

    private IReadOnlyList<string> TilesOf(BandPlan band)
    {
        var available = Available.Where(a => a.Band == band.Band).Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        return [.. band.Tiles.Where(t => !t.IsHidden && available.Contains(t.Key)).Select(t => t.Key)];
    }

    private DueModel DueOf(string key, long amount, bool isBad)
    {
        var item = items.GetValueOrDefault(key);
        return new DueModel(key, amount, Figures.Credit.Currency, item?.Count, item?.Href ?? "account", isBad);
    }

    /// <summary>The parts ask at the same time and off the circuit's turn.</summary>
    private async Task<FirstView> ReadAsync()
    {
        var figures = Task.Run(() => Workbench.RunAsync(caller.DealerId!, caller.Scope, Leaving), Leaving);
        var arrangement = Task.Run(() => Plans.RunAsync(caller, Leaving), Leaving);
        var found = Task.Run(() => Items.RunAsync(caller, Leaving), Leaving);
        return new FirstView(await figures, await found, await arrangement, await ReadTerritoriesAsync());
    }

    private async Task<IReadOnlyList<OwnTerritory>> ReadTerritoriesAsync() =>
        SeesTerritories ? await Task.Run(() => Territories.OfAsync(caller.DealerId!, caller.Scope, Leaving), Leaving) : [];

    /// <summary>A push: the shared figures come from the topic, and only what belongs to this person is read.</summary>
    private async Task PatchAsync()
    {
        await ApplyAsync();
        Show(await Task.Run(() => Items.RunAsync(caller, Leaving), Leaving));
        var now = await ReadTerritoriesAsync();
        territories = now.Select(t => (t.Id, t.LastDay)).SequenceEqual(territories.Select(t => (t.Id, t.LastDay))) ? territories : now;
    }

    private async Task ApplyAsync()
    {
        if (await SnapshotAsync() is { } snapshot)
        {
            patch!.Apply(snapshot.Cells);
        }
    }

    private void Show(IReadOnlyList<WorkItem> found) => items = found.ToDictionary(i => i.Kind, StringComparer.Ordinal);

    private Task MoveBandAsync(WorkBand band, int step) =>
        KeepAsync(Whole.MoveBand(band, step, [.. ShownBands.Select(b => b.Band)]), Text["Said_Moved", Text["Band_" + band].Value]);

    private Task MoveTileAsync(string key, int step)
    {
        moved = (key, step);
        return KeepAsync(Whole.MoveTile(key, step, [.. ShownBands.SelectMany(TilesOf)]), Text["Said_Moved", NameOf(key)]);
    }

    private Task DropAsync(string target)
    {
        var key = dragged;
        dragged = null;
        return key is null || key == target ? Task.CompletedTask : KeepAsync(Whole.PutTile(key, target), Text["Said_Moved", NameOf(key)]);
    }

    private async Task KeepAsync(WorkbenchPlan next, string spoken)
    {
        (plan, said) = (next.With(Available), spoken);
        refusals = (await Commands.SendAsync(new ArrangeWorkbench(plan.Bands), caller, SequentialId.New(Time).ToString(), Leaving)).Errors;
    }

    private async Task ResetAsync()
    {
        (plan, said) = (WorkbenchPlan.DefaultOf(caller.Roles), Text["Said_Reset"]);
        refusals = (await Commands.SendAsync(new ArrangeWorkbench(null), caller, SequentialId.New(Time).ToString(), Leaving)).Errors;
    }

    private sealed record FirstView(WorkbenchFigures? Figures, IReadOnlyList<WorkItem> Items, WorkbenchPlan Plan, IReadOnlyList<OwnTerritory> Territories);
}
