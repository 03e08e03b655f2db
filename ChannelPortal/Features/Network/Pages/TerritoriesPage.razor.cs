using System.Globalization;
using ChannelPortal.Features.Network.Commands;
using ChannelPortal.Features.Network.Components;
using ChannelPortal.Features.Network.Data;
using ChannelPortal.Features.Network.Domain;
using ChannelPortal.Features.Network.Live;
using ChannelPortal.Features.Network.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Network.Pages;

/// <summary>Who holds a product line where. Line, day and province live in the address.</summary>
public sealed partial class TerritoriesPage
{
    private const string DayFormat = "yyyy-MM-dd";
    private static readonly CoverageKind[] s_kinds = [CoverageKind.Exclusive, CoverageKind.Shared, CoverageKind.Overlap, CoverageKind.Partial, CoverageKind.White];
    private Caller caller = CallerFactory.Anonymous;
    private TerritoryMap? map;
    private TerritoryChoices? choices;
    private TerritoryRow? opened;
    private TerritoryForm? form;
    private ReassignForm move = new("", default);
    private ReassignPreview? preview;
    private IReadOnlyList<TerritoryConflict>? conflicts;
    private IReadOnlyList<Error> refusals = [];
    private Exception? failed;
    private string? said;
    private string? chosen;
    private bool mayManage;
    private bool isBusy;

    [SupplyParameterFromQuery(Name = "line")]
    public string? Line { get; set; }

    [SupplyParameterFromQuery(Name = "province")]
    public string? Province { get; set; }

    [SupplyParameterFromQuery(Name = "on")]
    public string? On { get; set; }

    /// <summary>all: also what has ended.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private FindTerritories Territories { get; set; } = null!;

    [Inject]
    private PreviewTerritory Previews { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        mayManage = Permissions.Product.Allows(caller.Roles, NetworkPermissions.Manage);

        // What is no province of the map narrows nothing.
        chosen = ProvinceGrid.Tiles.Any(t => t.Code == Province) ? Province : null;
        await ReadAsync();
        await WatchAsync(TerritoriesTopic.Name, caller, ReadAsync);
    }

    private static string DayText(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string KindOf(ProvinceView province) => province.IsOutside ? "outside" : province.Kind.ToString().ToLowerInvariant();

    private static string Amount(long minor, string currency) => NumberFormat.Money(new Money(minor, currency));

    private static string Places(TerritoryRow row) => string.Join(PortalCultures.IsChinese() ? "、" : ", ", row.Regions);

    private string NameOf(TerritoryRow row) => row.DealerName ?? Text["Dealer_Elsewhere"];

    private string Until(TerritoryRow row) => row.State switch
    {
        TerritoryState.Planned => Text["State_Planned"],
        TerritoryState.Over => Text["State_Over"],
        _ => row.LastDay is { } last ? Text["Until", NumberFormat.Date(last)] : Text["Open_End"],
    };

    private string Sentence(ProvinceView province) =>
        Text["Province_Sentence", Text["Province_" + province.Tile.Code].Value, HeldIn(province), NumberFormat.Integer(province.Dealers)];

    private string HeldIn(ProvinceView province) => province.IsOutside ? Text["Kind_Outside"] : Text["Kind_" + province.Kind];

    private string Sentence(TerritoryConflict conflict) => Text[
        "Conflict", conflict.Name, conflict.DealerName ?? Text["Dealer_Elsewhere"].Value, conflict.Places, NumberFormat.Date(conflict.From),
        conflict.LastDay is { } last ? Text["Until", NumberFormat.Date(last)].Value : Text["Open_End"].Value];

    private string RegionName(string id) => choices!.Regions.FirstOrDefault(r => r.RegionId == id)?.Name ?? id;

    private async Task ReadAsync()
    {
        try
        {
            var day = DateOnly.TryParseExact(On, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : Clock.Today;
            map = await Territories.RunAsync(caller, Line, chosen, day, Show == "all", Leaving);
            failed = null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failed = exception;
        }
    }

    private void Close() => (opened, form, preview, conflicts, refusals) = (null, null, null, null, []);

    private async Task NewAsync()
    {
        Close();
        said = null;
        choices ??= await Territories.ChoicesAsync(caller, Leaving);
        form = new TerritoryForm(SequentialId.New(Time).ToString(), Clock.Today, map?.Line?.Category);
    }

    private async Task OpenAsync(TerritoryRow row)
    {
        Close();
        said = null;
        choices ??= mayManage ? await Territories.ChoicesAsync(caller, Leaving) : null;

        // The day is there for a plan; the next month's first day is what most changes are made for.
        var month = new DateOnly(Clock.Today.Year, Clock.Today.Month, 1).AddMonths(1);
        (opened, move) = (row, new ReassignForm(SequentialId.New(Time).ToString(), row.From > month ? row.From : month));
    }

    private async Task AddRegionAsync()
    {
        form!.Add();
        await CheckAsync();
    }

    private async Task RemoveRegionAsync(string region)
    {
        form!.Remove(region);
        await CheckAsync();
    }

    private async Task CheckAsync() => conflicts = form is { IsComplete: true } ? await Previews.ConflictsAsync(caller, form.ToWish(), Leaving) : null;

    private Task ChooseDealerAsync(ChangeEventArgs change)
    {
        move.Dealer = (change.Value as string ?? "").Trim();
        return PreviewAsync();
    }

    private Task ChooseDayAsync(ChangeEventArgs change)
    {
        if (DateOnly.TryParseExact(change.Value as string, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            move.From = day;
        }

        return PreviewAsync();
    }

    private async Task PreviewAsync() => preview = move.Dealer.Length == 0 ? null : await Previews.ReassignAsync(caller, opened!.Id, move.Dealer, move.From, Leaving);

    private Task GiveAsync() => SendAsync(form!.ToCommand(), form.CommandId, "Said_Given");

    private Task MoveAsync() => SendAsync(new ReassignTerritory(opened!.Id, move.Dealer, move.From), move.CommandId, "Said_Moved");

    private Task EndAsync() => SendAsync(new EndTerritory(opened!.Id, move.From), move.CommandId + "-end", "Said_Ended");

    private async Task SendAsync<TResult>(ICommand<TResult> command, string commandId, string done)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var answer = await Commands.SendAsync(command, caller, commandId, Leaving);
            refusals = answer.Errors;
            if (answer.Ok)
            {
                Close();
                said = Text[done];
                await ReadAsync();
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private string With(string name, string? value) => Navigation.GetUriWithQueryParameter(name, value);

    private void Go(string name, ChangeEventArgs change) => Navigation.NavigateTo(With(name, change.Value as string is { Length: > 0 } text ? text : null), replace: true);
}
