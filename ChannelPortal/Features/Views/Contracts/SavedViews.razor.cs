using ChannelPortal.Features.Views.Commands;
using ChannelPortal.Features.Views.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ChannelPortal.Features.Views.Contracts;

/// <summary>
/// The saved views of a list whose filters, columns and order are in its address: <c>&lt;SavedViews List="orders" /&gt;</c>. A list that is opened without
/// any of them opens as the person, or else the role, chose.
/// </summary>
public sealed partial class SavedViews : IDisposable
{
    /// <summary>Where a reader stands in a list is no part of how he likes to see it.</summary>
    private static readonly string[] s_passing = ["page", "open"];

    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<ViewRow> views = [];
    private IReadOnlyList<ViewVersionRow> versions = [];
    private IReadOnlyList<Error> refusals = [];
    private Caller? caller;
    private ViewRow? edited;
    private Guid? shownVersions;
    private string name = "";
    private string role = "";
    private bool isRoleDefault;
    private bool isOpen;

    /// <summary>Address of the list, without parameters.</summary>
    [Parameter, EditorRequired]
    public string List { get; set; } = "";

    [Inject]
    private FindViews Finder { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool MayShare => caller is not null && Permissions.Product.Allows(caller.Roles, SaveViewHandler.Share);

    /// <summary>The list's parameters as they would be kept.</summary>
    private string Query
    {
        get
        {
            var uri = Navigation.GetUriWithQueryParameters(s_passing.ToDictionary(p => p, _ => (object?)null, StringComparer.Ordinal));
            return new Uri(uri).Query;
        }
    }

    private ViewRow? Current => views.FirstOrDefault(v => v.Query.Length > 0 && v.Query == Query);

    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += Moved;
        caller = await Callers.GetAsync(leaving.Token);
        await ReadAsync();
        if (new Uri(Navigation.Uri).Query.Length == 0 && FindViews.DefaultOf(views) is { Query.Length: > 0 } opening)
        {
            Navigation.NavigateTo(List + opening.Query, replace: true);
        }
    }

    private async Task ReadAsync() => views = await Finder.RunAsync(List, caller!, leaving.Token);

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);

    private async Task OpenAsync()
    {
        Edit(null);
        await ReadAsync();
        isOpen = true;
    }

    private void Edit(ViewRow? view)
    {
        (edited, name, role, isRoleDefault, refusals) = (view, view?.Name ?? "", view?.SharedRole ?? "", view?.IsRoleDefault ?? false, []);
    }

    private async Task HistoryAsync(ViewRow view)
    {
        shownVersions = shownVersions == view.Id ? null : view.Id;
        versions = await Finder.VersionsAsync(view.Id, caller!, leaving.Token);
    }

    private async Task SaveAsync()
    {
        if (await SendAsync(new SaveView(edited?.Id, List, name, Query, role.Length == 0 ? null : role, role.Length > 0 && isRoleDefault)))
        {
            Edit(null);
        }
    }

    private async Task<bool> SendAsync<TResult>(ICommand<TResult> command)
    {
        var answer = await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = answer.Errors;
        shownVersions = null;
        await ReadAsync();
        return answer.Ok;
    }
}
