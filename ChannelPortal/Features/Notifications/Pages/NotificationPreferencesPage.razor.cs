using System.Globalization;
using ChannelPortal.Features.Notifications.Commands;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Notifications.Pages;

/// <summary>Which kinds reach the person by which channel, and when not.</summary>
public sealed partial class NotificationPreferencesPage : IDisposable
{
    private static readonly int[] s_hours = [.. Enumerable.Range(0, 24)];
    private readonly CancellationTokenSource leaving = new();
    private readonly Dictionary<string, bool> switches = new(StringComparer.Ordinal);
    private Caller caller = CallerFactory.Anonymous;
    private PreferenceView? view;
    private IReadOnlyList<Error> refusals = [];
    private int quietFrom;
    private int quietTo;
    private string digest = NotificationPreference.DigestOff;
    private string language = "";
    private bool isSaved;

    [Inject]
    private FindPreferences Preferences { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    private static string LanguageKey(string culture) => "Language_" + culture[..2];

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        view = await Preferences.OfAsync(caller, leaving.Token);
        (quietFrom, quietTo, digest, language) = (view.QuietFrom, view.QuietTo, view.Digest, view.Language ?? "");
        foreach (var (key, isOn) in view.Switches)
        {
            switches[key] = isOn;
        }
    }

    private static string Hour(int hour) => string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00");

    private bool IsOn(NotificationKind kind, string channel) =>
        NotificationPreference.IsFixed(kind, channel) || switches.GetValueOrDefault(NotificationPreference.KeyOf(kind.Id, channel), NotificationPreference.IsOnByDefault(kind, channel));

    private void Switch(NotificationKind kind, string channel, ChangeEventArgs change)
    {
        switches[NotificationPreference.KeyOf(kind.Id, channel)] = change.Value is true;
        isSaved = false;
    }

    private async Task SaveAsync()
    {
        var result = await Commands.SendAsync(new SavePreferences(switches, quietFrom, quietTo, digest, language.Length == 0 ? null : language), caller, $"wishes/{Guid.CreateVersion7():N}", leaving.Token);
        (isSaved, refusals) = (result.Ok, result.Errors);
    }
}
