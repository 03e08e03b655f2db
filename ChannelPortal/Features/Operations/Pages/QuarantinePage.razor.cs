using ChannelPortal.Features.Operations.Commands;
using ChannelPortal.Features.Operations.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Operations.Pages;

/// <summary>Events that were refused for their content: why, and send again or discard. The filter lives in the address.</summary>
public sealed partial class QuarantinePage : IDisposable
{
    private const string AllStates = "all";
    private const int MaximumLooks = 40;
    private static readonly string[] s_states = [QuarantineState.Open, QuarantineState.Replayed, QuarantineState.Dropped, AllStates];
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource leaving = new();
    private readonly HashSet<long> selected = [];
    private Caller caller = CallerFactory.Anonymous;
    private QuarantinePageRows? found;
    private QuarantineRow? opened;
    private IReadOnlyList<Error> refusals = [];
    private string? said;
    private string reason = "";
    private bool isBusy;

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    public string? TypeName { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [Inject]
    private FindQuarantine Quarantine { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool ShowsOpen => StateName is null or QuarantineState.Open;

    private bool IsFiltered => TypeName is not null || !string.IsNullOrEmpty(Search) || StateName is not null;

    private QuarantineFilter Filter => new(StateName == AllStates ? null : s_states.Contains(StateName) ? StateName : QuarantineState.Open, TypeName, Search);

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        selected.Clear();
        opened = null;
        await LoadAsync();
    }

    private static string ShortType(string type) =>
        type.StartsWith("com.channelportal.", StringComparison.Ordinal) && type.EndsWith(".v1", StringComparison.Ordinal) ? type["com.channelportal.".Length..^3] : type.Length == 0 ? "—" : type;

    private static Tone ToneOf(string state) => state switch { QuarantineState.Open => Tone.Watch, QuarantineState.Replayed => Tone.Good, _ => Tone.Neutral };

    private async Task LoadAsync()
    {
        found = await Quarantine.ListAsync(Filter, leaving.Token);
        selected.IntersectWith(found.Rows.Where(r => r.State == QuarantineState.Open).Select(r => r.Id));
    }

    private string WhyOf(QuarantineRow row) => row.Reasons.Count == 0 ? "" : Errors.Describe(row.Reasons[0]);

    private void Open(QuarantineRow row) => opened = row;

    private void Pick(long id, bool isPicked)
    {
        if (!isPicked)
        {
            selected.Remove(id);
        }
        else
        {
            selected.Add(id);
        }
    }

    private Task ReplayAllAsync() => ReplayAsync(new QuarantineSelection(null, Filter));

    private Task ReplayAsync(long[] ids) => ReplayAsync(new QuarantineSelection(ids, null));

    private async Task ReplayAsync(QuarantineSelection selection)
    {
        var before = found?.Of(QuarantineState.Open) ?? 0;
        if (await SendAsync(new ReplayEvents(selection)) is not { } count)
        {
            return;
        }

        // The replay runs after the commit, on whichever node takes the message; the table tells when it is through.
        said = Text["Quarantine_Replaying", count];
        isBusy = true;
        var attempts = found?.Rows.Sum(r => r.Attempts) ?? 0;
        for (var look = 0; look < MaximumLooks; look++)
        {
            StateHasChanged();
            await Task.Delay(s_betweenLooks, Time, leaving.Token);
            await LoadAsync();
            var gone = before - found!.Of(QuarantineState.Open);
            if (gone >= count || (gone + found.Rows.Sum(r => r.Attempts) - attempts) >= count)
            {
                break;
            }
        }

        isBusy = false;
        var accepted = Math.Max(0, before - found!.Of(QuarantineState.Open));
        said = Text["Quarantine_Replayed", accepted, Math.Max(0, count - accepted)];
        opened = opened is { } shown ? found.Rows.FirstOrDefault(r => r.Id == shown.Id) : null;
    }

    private async Task DiscardAsync(long[] ids)
    {
        if (await SendAsync(new DiscardEvents(new QuarantineSelection(ids, null), reason)) is { } count)
        {
            (said, reason, opened) = (Text["Quarantine_Discarded", count], "", null);
            await LoadAsync();
        }
    }

    private async Task<int?> SendAsync(ICommand<int> command)
    {
        said = null;
        var answer = await Commands.SendAsync(command, caller, SequentialId.New(Time).ToString(), leaving.Token);
        refusals = answer.Errors;
        return answer.Ok ? answer.Value : null;
    }

    private void Go(string name, ChangeEventArgs change, string usual)
    {
        var value = (change.Value as string)?.Trim();
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrEmpty(value) || value == usual ? null : value), replace: true);
    }
}
