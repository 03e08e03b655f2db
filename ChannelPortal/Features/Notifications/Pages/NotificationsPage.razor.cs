using ChannelPortal.Features.Notifications.Commands;
using ChannelPortal.Features.Notifications.Data;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ChannelPortal.Features.Notifications.Pages;

/// <summary>A person's own notices, newest first; filters live in the address, and a new one appears by itself.</summary>
public sealed partial class NotificationsPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly HashSet<Guid> chosen = [];
    private Caller caller = CallerFactory.Anonymous;
    private Guid userId;
    private NotificationPage? page;
    private UnreadCount unread = new(0, 0);
    private Exception? failed;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    public string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Page { get; set; }

    [Inject]
    private FindNotifications Notifications { get; set; } = null!;

    [Inject]
    private NotificationSignals Signals { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private int Number => Math.Clamp(Page ?? 1, 1, 1_000);

    private bool IsFiltered => State is not null || Kind is not null || Severity is not null;

    public void Dispose()
    {
        Signals.Rang -= Ring;
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        _ = Guid.TryParse(caller.UserId, out userId);
        Signals.Rang += Ring;
    }

    protected override async Task OnParametersSetAsync()
    {
        chosen.Clear();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        failed = null;
        try
        {
            page = await Notifications.ListAsync(
                caller, new NotificationFilter(Kind is not null && NotificationKinds.Exists(Kind) ? Kind : null, Known(Severity, Severities.All), Known(State, [.. Notification.States, "all"]), Number), leaving.Token);
            unread = await Notifications.CountAsync(caller, leaving.Token);
            chosen.IntersectWith(page.Rows.Select(r => r.Id));
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ObjectDisposedException))
        {
            failed = exception;
        }

        static string? Known(string? value, IReadOnlyList<string> allowed) => allowed.Contains(value, StringComparer.Ordinal) ? value : null;
    }

    private void Ring(IReadOnlySet<Guid>? people)
    {
        if (people is null || people.Contains(userId))
        {
            _ = InvokeAsync(async () =>
            {
                try
                {
                    await LoadAsync();
                    StateHasChanged();
                }
                catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
                {
                    // The page was left while it read.
                }
            });
        }
    }

    private async Task MarkAsync(IReadOnlyList<Guid>? ids, string state)
    {
        var result = await Commands.SendAsync(new MarkNotifications(ids, state), caller, $"notices/{Guid.CreateVersion7():N}", leaving.Token);
        if (result.Ok)
        {
            // Once for this page, the bell and other windows of the same person.
            chosen.Clear();
            Signals.Ring(new HashSet<Guid> { userId });
        }

        await LoadAsync();
    }

    private Task ReadAllAsync() => MarkAsync(null, Notification.Read);

    private Task OpenAsync(NotificationRow row) => row.State == Notification.Unread ? MarkAsync([row.Id], Notification.Read) : Task.CompletedTask;

    private Task KeyAsync(KeyboardEventArgs key, NotificationRow row) => key switch
    {
        { CtrlKey: true } or { AltKey: true } or { MetaKey: true } => Task.CompletedTask,
        { Key: "e" } => MarkAsync([row.Id], Notification.Done),
        { Key: "r" } => MarkAsync([row.Id], Notification.Read),
        { Key: "u" } => MarkAsync([row.Id], Notification.Unread),
        _ => Task.CompletedTask,
    };

    private void Choose(Guid id)
    {
        if (!chosen.Remove(id))
        {
            chosen.Add(id);
        }
    }

    private void ChooseAll()
    {
        var all = page!.Rows.Select(r => r.Id).ToList();
        if (chosen.Count == all.Count)
        {
            chosen.Clear();
        }
        else
        {
            chosen.UnionWith(all);
        }
    }

    private void Filter(string name, ChangeEventArgs change) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = change.Value is string { Length: > 0 } value ? value : null, ["page"] = null }), replace: true);

    private string PageLink(int number) => Navigation.GetUriWithQueryParameter("page", number == 1 ? null : number);

    private static Tone ToneOf(string severity) => severity switch { Severities.Critical => Tone.Bad, Severities.Warn => Tone.Watch, _ => Tone.Info };
}
