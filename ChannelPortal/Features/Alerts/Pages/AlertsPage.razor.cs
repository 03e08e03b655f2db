using System.Globalization;
using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Alerts.Live;
using ChannelPortal.Features.Alerts.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Live;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Features.Alerts.Pages;

/// <summary>The inbox of the viewer's dealers, by area and kind. It moves with every alert; filters and the open alert live in the address.</summary>
public sealed partial class AlertsPage : IDisposable
{
    private static readonly string[] s_states = ["open", "raised", "acked", "pending", "recovering", "nodata", "quiet", "resolved", "all"];
    private static readonly string[] s_kinds = ["sales", "stock", "data", "price", "credit", "diversion", "ageing", "service", "other"];
    private static readonly string[] s_severities = ["critical", "warn", "info"];
    private readonly CancellationTokenSource leaving = new();
    private readonly HashSet<Guid> chosen = [];
    private LiveSubscription? subscription;
    private Caller? caller;
    private IReadOnlyList<AlertRow>? rows;
    private IReadOnlyList<(string Id, string Name, string NameEn)> areas = [];
    private AlertCounts? counts;
    private AlertDetail? detail;
    private DateTimeOffset? asOf;
    private long watermark;
    private bool mayAcknowledge;
    private bool mayRule;
    private string? message;
    private string? note;
    private string? owner;
    private DateTime? due;

    [SupplyParameterFromQuery(Name = "state")]
    public string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "area")]
    public string? Area { get; set; }

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? Dealer { get; set; }

    [SupplyParameterFromQuery(Name = "alert")]
    public Guid? AlertId { get; set; }

    [Inject]
    private FindAlerts Alerts { get; set; } = null!;

    [Inject]
    private AlertSentences Sentences { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private ILiveFeed Feed { get; set; } = null!;

    [Inject]
    private ErrorTexts Errors { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        mayAcknowledge = Permissions.Product.Allows(caller.Roles, "alerts.acknowledge");
        mayRule = Permissions.Product.Allows(caller.Roles, "alerts.rules");
        areas = await Alerts.AreasAsync(leaving.Token);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (detail?.Row.Id != AlertId)
        {
            (note, owner, due) = (null, null, null);
        }

        await LoadAsync();
        message = null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Only a circuit follows the topic; the prerendered page is a picture.
        if (firstRender && caller is not null)
        {
            subscription = await Feed.OpenAsync(AlertInboxTopic.Name, caller, delta => _ = InvokeAsync(() => MovedAsync(delta)), leaving.Token);
            await LoadAsync();
            StateHasChanged();
        }
    }

    public void Dispose()
    {
        leaving.Cancel();
        subscription?.Dispose();
        leaving.Dispose();
    }

    private async Task MovedAsync(LiveDelta delta)
    {
        try
        {
            await LoadAsync();
            watermark = delta.Watermark;
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left while it loaded.
        }
        catch (Exception exception) when (exception is not ObjectDisposedException)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task LoadAsync()
    {
        var scope = caller!.Scope;
        rows = await Alerts.ListAsync(scope, new AlertFilter(StateName, Known(Kind, s_kinds), Known(Severity, s_severities), Dealer, Area), leaving.Token);
        counts = await Alerts.CountAsync(scope, leaving.Token);
        detail = AlertId is { } id ? await Alerts.GetAsync(scope, id, leaving.Token) : null;
        asOf = Clock.Now;
        chosen.RemoveWhere(c => rows.All(r => r.Id != c || r.AcknowledgedAt is not null));

        static string? Known(string? value, string[] allowed) => allowed.Contains(value, StringComparer.Ordinal) ? value : null;
    }

    private async Task AcknowledgeAsync(Guid id)
    {
        var instant = due is { } local && detail?.Row.Id == id ? new DateTimeOffset(local, Clock.Zone.GetUtcOffset(local)).ToUniversalTime() : (DateTimeOffset?)null;
        await SendAsync(new AcknowledgeAlert(id, detail?.Row.Id == id ? owner : null, instant), "ack/" + id);
    }

    private async Task AcknowledgeChosenAsync()
    {
        foreach (var id in chosen.ToList())
        {
            if (!await SendAsync(new AcknowledgeAlert(id), "ack/" + id))
            {
                return;
            }
        }

        chosen.Clear();
    }

    private async Task SnoozeAsync(Guid id, TimeSpan time) => await SendAsync(new SnoozeAlert(id, Clock.Now + time), string.Create(CultureInfo.InvariantCulture, $"snooze/{id}/{Clock.Now.ToUnixTimeMilliseconds()}"));

    private async Task ResolveAsync(Guid id, bool verdict)
    {
        if (await SendAsync(new ResolveAlert(id, verdict, string.IsNullOrWhiteSpace(note) ? null : note), "resolve/" + id))
        {
            note = null;
        }
    }

    private async Task<bool> SendAsync(ICommand<AlertMark> command, string commandId)
    {
        var result = await Commands.SendAsync(command, caller!, commandId, leaving.Token);
        message = result.Ok ? null : string.Join(' ', result.Errors.Select(e => Errors.Describe(Local(e))));
        await LoadAsync();
        return result.Ok;
    }

    /// <summary>Shows instants of a refusal in the business zone.</summary>
    private Error Local(Error error) => error with { Args = [.. error.Args.Select(a => a is DateTimeOffset at ? NumberFormat.DateTime(at, Clock.Zone) : a)] };

    /// <summary>J and K walk, X chooses, A takes on.</summary>
    private async Task WalkAsync(KeyboardEventArgs key)
    {
        if (rows is not { Count: > 0 } all || key.CtrlKey || key.MetaKey || key.AltKey)
        {
            return;
        }

        var order = all.GroupBy(r => (r.AreaId, r.Kind)).OrderByDescending(g => g.Count(r => r.Severity == "critical")).ThenByDescending(g => g.Sum(r => r.Stake ?? 0)).SelectMany(g => g).ToList();
        var at = order.FindIndex(r => r.Id == AlertId);
        switch (key.Key)
        {
            case "j" when at < order.Count - 1:
                Navigation.NavigateTo(Link(order[at + 1].Id), replace: true);
                break;
            case "k" when at > 0:
                Navigation.NavigateTo(Link(order[at - 1].Id), replace: true);
                break;
            case "x" when at >= 0 && mayAcknowledge && order[at].AcknowledgedAt is null:
                Choose(order[at].Id);
                break;
            case "a" when chosen.Count > 0:
                await AcknowledgeChosenAsync();
                break;
            case "a" when at >= 0 && mayAcknowledge:
                await AcknowledgeAsync(order[at].Id);
                break;
        }
    }

    private void Choose(Guid id)
    {
        if (!chosen.Remove(id))
        {
            chosen.Add(id);
        }
    }

    private void Filter(string name, ChangeEventArgs change, string usual)
    {
        var value = change.Value as string;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value == usual ? null : value, ["alert"] = null }), replace: true);
    }

    private string Link(Guid id) => Navigation.GetUriWithQueryParameter("alert", id);

    private static string SilenceLink(AlertRow row) => row.DealerId is { } dealer ? $"alerts/silences?dealer={Uri.EscapeDataString(dealer)}&kind={row.Kind}" : $"alerts/silences?area={row.AreaId}&kind={row.Kind}";

    private void CloseDetail() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("alert", (Guid?)null), replace: true);

    private static Tone ToneOf(AlertRow row) => row.State == AlertState.Resolved ? Tone.Good : row.Severity switch { "critical" => Tone.Bad, "warn" => Tone.Watch, _ => Tone.Neutral };

    private string AreaName(AlertRow row) => (IsChinese ? row.AreaName : row.AreaNameEn) ?? Text[row.DealerId is null ? "Area_None" : "Area_Unknown"];

    private string Handling(AlertRow row) => row.State switch
    {
        AlertState.Resolved => Text["ResolvedBy", row.ResolvedBy ?? "", NumberFormat.DateTime(row.ResolvedAt!.Value, Clock.Zone)],
        _ when row.AcknowledgedAt is { } at => Text["AcknowledgedBy", row.AcknowledgedBy ?? "", NumberFormat.DateTime(at, Clock.Zone)] + (row.Owner == row.AcknowledgedBy ? "" : " · " + row.Owner),
        _ => Text["State_" + AlertLifecycle.Word(row.State)],
    };

    /// <summary>What is left of the time to take it on or to close it.</summary>
    private (string Text, bool IsLate)? ClockOf(AlertRow row)
    {
        if (row.Clock is not { } end || row.State is AlertState.Resolved or AlertState.Pending)
        {
            return null;
        }

        var left = end - Clock.Now;
        var time = left.Duration();
        var said = time.TotalHours >= 48 ? Text["Days", (int)time.TotalDays] : time.TotalHours >= 1 ? Text["Hours", (int)time.TotalHours] : Text["Minutes", (int)time.TotalMinutes];
        return (Text[left < TimeSpan.Zero ? "Late" : "Left", said], left < TimeSpan.Zero);
    }
}
