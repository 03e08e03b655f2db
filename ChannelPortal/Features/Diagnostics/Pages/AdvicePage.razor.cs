using System.Globalization;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Diagnostics.Pages;

/// <summary>What the reports advise, what dealers answered, and what came of it.</summary>
public sealed partial class AdvicePage
{
    private Caller caller = CallerFactory.Anonymous;
    private AdviceList? list;
    private IReadOnlyList<Error> refusals = [];
    private bool isDealer;
    private bool canAnswer;
    private string? declining;
    private string? reasonText;

    [SupplyParameterFromQuery(Name = "month")]
    public string? Month { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "rule")]
    public string? Rule { get; set; }

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? Dealer { get; set; }

    [Inject]
    private FindAdvice Advice { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IOptions<PortalOptions> Portal { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        isDealer = caller.DealerId is not null;
        canAnswer = Permissions.Product.Allows(caller.Roles, DiagnosticsPermissions.Answer);
        list = await ReadFirstAsync(caller, FindAsync);
    }

    private static string Share(AdviceList known) => (100m * Math.Min(known.Realised, known.Expected) / known.Expected).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private static string Part(int count, int most) => (100m * count / most).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private static Tone ToneOf(AdviceState state) => state switch
    {
        AdviceState.Done => Tone.Good,
        AdviceState.Accepted => Tone.Info,
        AdviceState.Open => Tone.Watch,
        _ => Tone.Neutral,
    };

    private string Money(long minor) => NumberFormat.Money(new Money(minor, Portal.Value.Currency));

    private Task<AdviceList> FindAsync() => Advice.RunAsync(Month, Enum.TryParse<AdviceState>(State, out var state) ? state : null, Rule, Dealer, caller.Scope, Leaving);

    private void Decline(string id) => (declining, reasonText) = (id, null);

    private async Task SendAsync(ICommand<bool> command)
    {
        var answer = await Commands.SendAsync(command, caller, SequentialId.New(Time).ToString(), Leaving);
        refusals = answer.Errors;
        if (answer.Ok)
        {
            declining = null;
            list = await FindAsync();
        }
    }

    private string HrefOf(string name, string? value) => Navigation.GetUriWithQueryParameter(name, value);

    private void Go(string name, ChangeEventArgs change) => Navigation.NavigateTo(HrefOf(name, (change.Value as string)?.Trim() is { Length: > 0 } value ? value : null));
}
