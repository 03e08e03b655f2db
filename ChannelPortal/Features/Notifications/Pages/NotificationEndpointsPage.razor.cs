using System.Globalization;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Commands;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Jobs;
using ChannelPortal.Features.Notifications.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Notifications.Pages;

/// <summary>Webhooks and group robots, and the log of each one's messages with replay. A new secret is shown once.</summary>
public sealed partial class NotificationEndpointsPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private Caller caller = CallerFactory.Anonymous;
    private IReadOnlyList<EndpointRow>? endpoints;
    private IReadOnlyList<DeliveryRow>? deliveries;
    private IReadOnlyList<Error> refusals = [];
    private Draft? draft;
    private string? newSecret;

    [SupplyParameterFromQuery(Name = "endpoint")]
    public Guid? EndpointId { get; set; }

    [Inject]
    private FindEndpoints Endpoints { get; set; } = null!;

    [Inject]
    private EndpointSecrets Secrets { get; set; } = null!;

    [Inject]
    private DeliverySignal Signal { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private static string LanguageKey(string culture) => "Language_" + culture[..2];

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync() => caller = await Callers.GetAsync(leaving.Token);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        endpoints = await Endpoints.ListAsync(caller.Scope, leaving.Token);
        deliveries = EndpointId is { } id ? await Endpoints.DeliveriesAsync(caller.Scope, id, leaving.Token) : null;
    }

    private void Open(EndpointRow endpoint) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("endpoint", endpoint.Id));

    private void New()
    {
        (newSecret, refusals) = (null, []);
        draft = new Draft();
    }

    private void Edit(EndpointRow row)
    {
        (newSecret, refusals) = (null, []);
        draft = new Draft
        {
            Id = row.Id,
            Name = row.Name,
            Channel = row.Channel,
            DealerId = row.DealerId ?? "",
            LeastSeverity = row.LeastSeverity,
            Language = row.Language,
            IsEnabled = row.IsEnabled,
            Version = row.Version,
            Kinds = row.Kinds.ToHashSet(StringComparer.Ordinal),
        };
    }

    private void Close() => (draft, refusals) = (null, []);

    private void Toggle(string kind)
    {
        if (!draft!.Kinds.Remove(kind))
        {
            draft.Kinds.Add(kind);
        }
    }

    private async Task SaveAsync()
    {
        var d = draft!;
        var secret = d is { Id: null, Channel: ChannelNames.Webhook } ? WebhookSignature.NewSecret() : d.Secret.Trim() is { Length: > 0 } typed ? typed : null;
        var result = await Commands.SendAsync(
            new SaveEndpoint(
                d.Id, d.Name, d.Channel, d.Url.Trim().Length == 0 ? null : Secrets.Protect(d.Url.Trim()), secret is null ? null : Secrets.Protect(secret), d.DealerId.Trim().Length == 0 ? null : d.DealerId.Trim(),
                [.. d.Kinds.Order(StringComparer.Ordinal)], d.LeastSeverity, d.Language, d.IsEnabled, d.Version),
            caller, $"endpoint/{Guid.CreateVersion7():N}", leaving.Token);
        refusals = result.Errors;
        if (result.Ok)
        {
            newSecret = d is { Id: null, Channel: ChannelNames.Webhook } ? secret : null;
            draft = null;
            await LoadAsync();
        }
    }

    private async Task RotateAsync(EndpointRow endpoint)
    {
        var secret = WebhookSignature.NewSecret();
        var result = await Commands.SendAsync(new RotateSecret(endpoint.Id, Secrets.Protect(secret)), caller, $"rotate/{Guid.CreateVersion7():N}", leaving.Token);
        (refusals, newSecret) = (result.Errors, result.Ok ? secret : null);
        await LoadAsync();
    }

    private Task TestAsync(EndpointRow endpoint) => SendAsync(new TestEndpoint(endpoint.Id), "test");

    private Task ReplayAsync(Guid delivery) => SendAsync(new ReplayDelivery(delivery), "replay");

    private async Task SendAsync<T>(ICommand<T> command, string name)
    {
        refusals = (await Commands.SendAsync(command, caller, $"{name}/{Guid.CreateVersion7():N}", leaving.Token)).Errors;
        Signal.Ring();
        await LoadAsync();
    }

    private static string ChannelKey(EndpointRow endpoint) => "Channel_" + endpoint.Channel;

    private static string KindKey(DeliveryRow delivery) => "Kind_" + delivery.Kind;

    private static string AnswerOf(DeliveryRow delivery) => string.Create(CultureInfo.InvariantCulture, $"{delivery.ResponseStatus} {delivery.LastError}").Trim() is { Length: > 0 } text ? text : "—";

    private static Tone ToneOf(string state) => state switch { NotificationDelivery.Sent => Tone.Good, NotificationDelivery.Dead => Tone.Bad, _ => Tone.Info };

    private sealed class Draft
    {
        public Guid? Id { get; init; }

        public string Name { get; set; } = "";

        public string Channel { get; set; } = ChannelNames.Webhook;

        public string Url { get; set; } = "";

        public string Secret { get; set; } = "";

        public string DealerId { get; set; } = "";

        public string LeastSeverity { get; set; } = Severities.Info;

        public string Language { get; set; } = PortalCultures.Chinese;

        public HashSet<string> Kinds { get; init; } = new(StringComparer.Ordinal);

        public bool IsEnabled { get; set; } = true;

        public int Version { get; init; }
    }
}
