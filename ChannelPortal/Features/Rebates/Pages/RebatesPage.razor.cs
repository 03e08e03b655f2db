using System.Globalization;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Features.Rebates.Live;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Rebates.Pages;

/// <summary>What rebates cost and owe, when they are paid, and all statements. Filters live in the address; the page moves with each statement.</summary>
public sealed partial class RebatesPage
{
    private const int PageSize = 50;
    private RebateOverview? overview;
    private RebatePage? page;
    private IReadOnlyList<Error> refusals = [];
    private Caller? caller;
    private string? done;
    private string? means;
    private bool isBusy;

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "program")]
    public string? Program { get; set; }

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? Dealer { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    [Inject]
    private RebatePayer Payer { get; set; } = null!;

    [Inject]
    private FindRebates Rebates { get; set; } = null!;

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

    private RebateFilter Filter => new(State, Program, Dealer?.Trim());

    private DateOnly Now => Period.MonthOf(Clock.Today).Start;

    private int PageNumber => Math.Max(1, Number ?? 1);

    private int LastPage => page is null ? 1 : Math.Max(1, (page.Count + PageSize - 1) / PageSize);

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        (overview, page) = await ReadFirstAsync(caller, FindAsync);
        await WatchAsync(RebateListTopic.Name, caller, ReadAsync);
    }

    private async Task<(RebateOverview Overview, RebatePage Page)> FindAsync() =>
        (await Rebates.OverviewAsync(caller!.Scope, Leaving), await Rebates.RunAsync(Filter, caller.Scope, (PageNumber - 1) * PageSize, PageSize, Leaving));

    private async Task ReadAsync() => (overview, page) = await FindAsync();

    private static IEnumerable<(string Kind, long Amount)> Parts(RebateOverview shown) =>
        [("accrued", shown.Accrued), ("calculated", shown.Calculated), ("approved", shown.Approved), ("paid", shown.Paid)];

    private static int CountOf(RebatePage shown, RebateState state) => shown.States.FirstOrDefault(s => s.State == FindRebates.WordOf(state))?.Count ?? 0;

    private Task SendAllAsync() => ActAsync(RebateState.Calculated, numbers => new SendRebateStatements(numbers), "Done_Sent");

    private Task AskAllAsync() => ActAsync(RebateState.Confirmed, numbers => new AskRebateConsent(numbers), "Done_Asked");

    private async Task PayAllAsync()
    {
        (isBusy, done) = (true, null);
        try
        {
            var sum = await Payer.PayAsync(await Rebates.NumbersAsync(Filter, RebateState.Approved, caller!.Scope, Leaving), string.IsNullOrEmpty(means) ? null : means, caller, new Progress<double>(Show), Leaving);
            (refusals, done) = ([.. sum.Refused.Values], Text["Done_Paid", NumberFormat.Integer(sum.Paid), Amount(sum.Amount), NumberFormat.Integer(sum.Refused.Count), NumberFormat.Integer(sum.Cash)].Value);
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }

        void Show(double share)
        {
            done = Text["Paying", NumberFormat.Percent((decimal)share)].Value;
            StateHasChanged();
        }
    }

    private async Task ActAsync(RebateState state, Func<IReadOnlyList<string>, ICommand<int>> command, string say)
    {
        (isBusy, done) = (true, null);
        try
        {
            var numbers = await Rebates.NumbersAsync(Filter, state, caller!.Scope, Leaving);
            var result = await Commands.SendAsync(command(numbers), caller, SequentialId.New(Time).ToString(), Leaving);
            (refusals, done) = (result.Errors, result.Ok ? Text[say, NumberFormat.Integer(result.Value)].Value : null);
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }

    private bool May(string permission) => caller is not null && Permissions.Product.Allows(caller.Roles, permission);

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, overview!.Currency));

    private string Short(long minor) => NumberFormat.MoneyShort(new Money(minor, overview!.Currency));

    private static string Weight(long amount) => Math.Max(0, amount / (decimal)Money.MinorPerMajor).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>One unit for all figures of the calendar, named once.</summary>
    private static (decimal Size, string Suffix) Scale(RebateOverview shown)
    {
        var (size, suffix) = NumberFormat.AxisUnit(shown.Months.Max(m => m.Sum) / (decimal)Money.MinorPerMajor);
        return (size * Money.MinorPerMajor, NumberFormat.Symbol(shown.Currency) + suffix);
    }

    private static string Height(long amount, RebateOverview shown) => Share(amount, shown.Months.Max(m => m.Sum));

    private static string Width(long amount, RebateOverview shown) => Share(amount, shown.Programs.Max(p => Math.Max(p.ThisYear, p.LastYear)));

    private static string Share(long part, long whole) => (whole > 0 ? Math.Clamp(part * 100m / whole, 0, 100) : 0).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private string MonthLine(RebateMonth month) =>
        $"{NumberFormat.Month(month.Month)} {Text["Part_paid_Plain"]} {Amount(month.Paid)} {Text["Part_approved"]} {Amount(month.Agreed)} {Text["Expected"]} {Amount(month.Expected)}";

    private void Open(RebateRow row) => Navigation.NavigateTo("rebates/" + row.No);

    private string HrefOf(string? state) => Navigation.GetUriWithQueryParameters(
        "rebates", new Dictionary<string, object?>(StringComparer.Ordinal) { ["state"] = state, ["program"] = string.IsNullOrEmpty(Program) ? null : Program, ["dealer"] = string.IsNullOrEmpty(Dealer) ? null : Dealer });

    private string PageHref(int number) => Navigation.GetUriWithQueryParameter("page", Math.Clamp(number, 1, LastPage));

    private void Go(string name, ChangeEventArgs change) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        [name] = (change.Value as string)?.Trim() is { Length: > 0 } value ? value : null,
        ["page"] = null,
    }));
}
