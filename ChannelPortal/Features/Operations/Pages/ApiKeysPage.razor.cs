using ChannelPortal.Features.Operations.Commands;
using ChannelPortal.Features.Operations.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Operations.Pages;

/// <summary>Keys of outside systems. They are made on a page of its own, because a secret never shares an answer with other people's text.</summary>
public sealed partial class ApiKeysPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Caller caller = CallerFactory.Anonymous;
    private IReadOnlyList<ApiKeyRow>? keys;
    private IReadOnlyList<Error> refusals = [];
    private Guid? asked;

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private FindApiKeys Keys { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(leaving.Token);
        await LoadAsync();
    }

    private static Tone ToneOf(ApiKeyState state) => state switch { ApiKeyState.Live => Tone.Good, ApiKeyState.Expired => Tone.Watch, _ => Tone.Neutral };

    private async Task LoadAsync() => keys = await Keys.ListAsync(caller.Scope, leaving.Token);

    // The key's id serves as command id: a second click gets the first answer.
    private async Task RevokeAsync(ApiKeyRow key)
    {
        asked = null;
        refusals = (await Commands.SendAsync(new RevokeApiKey(key.Id), caller, "revoke/" + key.Id, leaving.Token)).Errors;
        await LoadAsync();
    }

    private string DealerOf(ApiKeyRow key) => key.DealerId is null ? Text["Keys_AllDealers"] : $"{key.DealerName} {key.DealerId}".Trim();

    private string LastUsed(ApiKeyRow key) => key.LastUsedAt is { } at ? NumberFormat.DateTime(at, Clock.Zone) : Text["Keys_NeverUsed"];

    private string Expiry(ApiKeyRow key) => key.ExpiresAt is { } at ? NumberFormat.DateTime(at, Clock.Zone) : Text["Keys_NeverExpires"];
}
