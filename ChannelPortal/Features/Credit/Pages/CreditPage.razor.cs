using System.Globalization;
using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Credit.Pages;

/// <summary>All accounts of the viewer's dealers, those with the least headroom first. Filters live in the address; figures move with each posting.</summary>
public sealed partial class CreditPage
{
    private static readonly string[] s_states = ["over", "overdue", "blocked", "request", "step", "difference"];
    private static readonly string[] s_classes = ["A", "B", "C", "D"];
    private IReadOnlyList<CreditRow>? rows;
    private IReadOnlyList<CreditRow>? shown;
    private Caller? caller;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "class")]
    public string? Risk { get; set; }

    [Inject]
    private FindCreditAccounts Accounts { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<CreditRow> Shown => shown ??= [.. rows!.Where(Matches)];

    protected override async Task OnParametersSetAsync()
    {
        shown = null;
        if (caller is null)
        {
            caller = await Callers.GetAsync(Leaving);
            await ReadAsync();
            await WatchAsync("credit:accounts", caller, ReadAsync);
        }
    }

    private async Task ReadAsync()
    {
        rows = await Accounts.RunAsync(caller!.Scope, Leaving);
        shown = null;
    }

    private bool Matches(CreditRow row) => (string.IsNullOrEmpty(Risk) || row.RiskClass == Risk) && State switch
    {
        "over" => row.Standing.Available < 0,
        "overdue" => row.Standing.OverdueAr > 0,
        "blocked" => row.Standing.BlockReason is not null,
        "request" => row.HasRequest,
        "step" => row.HasStep,
        "difference" => row.ControlDifference != 0,
        _ => true,
    };

    private string Sum(Func<CreditRow, long> part) => string.Join(" + ", Shown.GroupBy(r => r.Standing.Currency, StringComparer.Ordinal)
        .Select(g => NumberFormat.MoneyShort(new Money(g.Sum(part), g.Key))).DefaultIfEmpty(NumberFormat.Integer(0)));

    private IEnumerable<(string Word, Tone Tone)> MarksOf(CreditRow row)
    {
        if (row.Standing.BlockReason is not null)
        {
            yield return (Text["State_blocked"], Tone.Bad);
        }

        if (row.HasRequest)
        {
            yield return (Text["State_request"], Tone.Info);
        }

        if (row.HasStep)
        {
            yield return (Text["State_step"], Tone.Info);
        }

        if (row.ControlDifference != 0)
        {
            yield return (Text["State_difference"], Tone.Watch);
        }
    }

    private static string NameOf(CreditRow row) => PortalCultures.IsChinese() ? row.Name : row.NameEn ?? row.Name;

    private static string Amount(long minor, CreditRow row) => NumberFormat.Money(new Money(minor, row.Standing.Currency));

    private static string ToneOf(CreditRow row) => row.Standing.Available < 0 ? "bad" : row.Utilisation > 0.9m ? "watch" : "good";

    private static string ShareOf(CreditRow row) => Math.Clamp(row.Utilisation ?? 0, 0, 1).ToString("0.###", CultureInfo.InvariantCulture);

    private void Open(CreditRow row) => Navigation.NavigateTo("credit/" + row.DealerId);

    private void Go(string name, ChangeEventArgs change) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter(name, change.Value is string { Length: > 0 } value ? value : null), replace: true);
}
