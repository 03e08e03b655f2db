using System.Globalization;
using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Credit.Pages;

/// <summary>A dealer's own statement of account. The period lives in the address; each line opens its document and can be confirmed or disputed.</summary>
public sealed partial class AccountPage
{
    private static readonly string[] s_formats = ["csv", "xlsx", "pdf"];
    private Statement? statement;
    private CreditStanding? standing;
    private StatementLine? opened;
    private IReadOnlyList<Error> refusals = [];
    private IReadOnlyList<Error> markRefusals = [];
    private Caller? caller;
    private DateOnly first;
    private DateOnly last;
    private DateOnly until;
    private string? amount;
    private string? reason;
    private string? note;
    private bool isReady;
    private bool sent;

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [Inject]
    private GetStatement Statements { get; set; } = null!;

    [Inject]
    private ICreditAccounts Accounts { get; set; } = null!;

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

    private bool MayRequest => Permissions.Product.Allows(caller!.Roles, "credit.request");

    private bool MayConfirm => Permissions.Product.Allows(caller!.Roles, "account.confirm");

    private DateOnly ThisMonth => new(Clock.Today.Year, Clock.Today.Month, 1);

    private IEnumerable<(string Key, DateOnly Start, DateOnly End)> Presets =>
    [
        ("Preset_Month", ThisMonth, Clock.Today),
        ("Preset_Last", ThisMonth.AddMonths(-1), ThisMonth.AddDays(-1)),
        ("Preset_Quarter", ThisMonth.AddMonths(-2), Clock.Today),
        ("Preset_Year", new DateOnly(Clock.Today.Year, 1, 1), Clock.Today),
    ];

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        (first, last) = (Parse(From) ?? ThisMonth.AddMonths(-1), Parse(To) ?? Clock.Today);
        if (until == default)
        {
            until = Clock.Today.AddDays(30);
        }

        await ReadAsync();
        isReady = true;
        if (caller.DealerId is { } dealerId)
        {
            await WatchAsync($"dealer:{dealerId}:credit", caller, ReadAsync);
        }
    }

    private async Task ReadAsync()
    {
        if (caller!.DealerId is { } dealerId)
        {
            statement = await Statements.RunAsync(dealerId, first, last, caller.Scope, Leaving);
            standing = await Accounts.FindAsync(dealerId, caller.Scope, Leaving);
        }
    }

    private async Task RequestAsync()
    {
        var size = decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && value < 1_000_000_000_000 ? Money.ToMinor(value) : 0;
        var result = await Commands.SendAsync(new RequestTempLimit(caller!.DealerId!, size, until, reason ?? ""), caller, SequentialId.New(Time).ToString(), Leaving);
        (refusals, sent) = (result.Errors, result.Ok);
        if (result.Ok)
        {
            (amount, reason) = (null, null);
        }
    }

    private async Task MarkAsync(bool isConfirmed)
    {
        var line = opened!;
        var result = await Commands.SendAsync(
            new MarkStatementLine(line.Kind, line.Number, line.Step, isConfirmed, note), caller!, SequentialId.New(Time).ToString(), Leaving);
        markRefusals = result.Errors;
        if (result.Ok)
        {
            opened = null;
            await ReadAsync();
        }
    }

    private string FileOf(string format) => $"account/statement.{format}?from={Day(first)}&to={Day(last)}";

    private void Open(StatementLine line) => (opened, note, markRefusals) = (line, line.MarkNote, []);

    private void Go(string name, ChangeEventArgs change) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, change.Value as string), replace: true);

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, statement!.Currency));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // What a person typed into the address may be no date; then the usual period is shown.
    private static DateOnly? Parse(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
