using ChannelPortal.Features.Pricing.Components;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Pricing.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Pricing.Pages;

/// <summary>Contracts of the caller's scope; a dealer sees his own.</summary>
public sealed partial class ContractsPage
{
    private Caller caller = CallerFactory.Anonymous;
    private IReadOnlyList<ContractRow>? rows;
    private IReadOnlyList<ContractRow>? shown;
    private ContractForm? form;
    private IReadOnlyList<Error> refusals = [];
    private Exception? failed;
    private bool isBusy;

    /// <summary>active, behind or ending.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private FindContracts Contracts { get; set; } = null!;

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
        await ReadAsync();
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string TypeKey(ContractRow row) => "Type_" + row.Type;

    private static object? Progress(ContractRow row) => row.Path is { Commitment: > 0 } path ? path.Actual / (decimal)path.Commitment : null;

    private static bool Is(ContractRow row, string? what) => what switch
    {
        "active" => row.Status == ContractStatus.Active,
        "behind" => row.Path is { IsBehind: true },
        "ending" => row.RenewalStage is not null,
        _ => true,
    };

    private static IEnumerable<(string Name, int Count)> Counts(IReadOnlyList<ContractRow> all) =>
        new[] { "active", "behind", "ending" }.Select(name => (name, all.Count(r => Is(r, name))));

    private async Task ReadAsync()
    {
        try
        {
            (rows, failed) = (await Contracts.ListAsync(caller.Scope, Leaving), null);
            shown = [.. rows.Where(r => Is(r, Show))];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failed = exception;
        }
    }

    private void New() => (form, refusals) = (new ContractForm(SequentialId.New(Time).ToString(), Clock.Today), []);

    private void Close() => (form, refusals) = (null, []);

    private void Open(ContractRow row) => Navigation.NavigateTo("contracts/" + row.No);

    private async Task SaveAsync()
    {
        if (isBusy || form is not { } edited)
        {
            return;
        }

        isBusy = true;
        try
        {
            var answer = await Commands.SendAsync(edited.ToCommand(), caller, edited.CommandId, Leaving);
            refusals = answer.Errors;
            if (answer.Ok)
            {
                Navigation.NavigateTo("contracts/" + answer.Value);
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
