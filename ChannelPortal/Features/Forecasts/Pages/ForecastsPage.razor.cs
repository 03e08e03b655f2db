using System.Globalization;
using ChannelPortal.Features.Forecasts.Commands;
using ChannelPortal.Features.Forecasts.Components;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Features.Forecasts.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Platform.Ui.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Forecasts.Pages;

/// <summary>The forecast of a subject: the fan, its parts, how far it may be trusted, and what planners made of it. What is shown stands in the address.</summary>
public sealed partial class ForecastsPage
{
    private ForecastView? view;
    private ChartSpec? chart;
    private ForecastMonth? changed;
    private IReadOnlyList<Error> refusals = [];
    private Caller? caller;
    private string chartKey = "";
    private string commandId = "";
    private string? typed;
    private string? reason;
    private string? done;
    private bool isBusy;
    private bool isReady;

    [SupplyParameterFromQuery(Name = "level")]
    public string? Level { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    public string? Code { get; set; }

    [Inject]
    private GetForecasts Forecasts { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IOptions<PortalOptions> Portal { get; set; } = null!;

    private string Currency => Portal.Value.Currency;

    private bool MayAdjust => caller is not null && Permissions.Product.Allows(caller.Roles, ForecastsPermissions.Adjust);

    private IReadOnlyList<Crumb> Crumbs => view is null ? [] : [.. view.Path.SkipLast(1).Select(s => new Crumb(NameOf(s), ForecastWords.HrefOf(s)))];

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        (done, changed) = (null, null);
        Show(await ReadFirstAsync(caller, FindAsync));
        isReady = true;
    }

    private Task<ForecastView?> FindAsync()
    {
        var level = Enum.TryParse<ForecastLevel>(Level, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : (ForecastLevel?)null;
        return Forecasts.RunAsync(Level is null ? null : level ?? ForecastLevel.Item, Code ?? string.Empty, caller!.Scope, Leaving);
    }

    private void Show(ForecastView? found)
    {
        view = found;
        chart = found is null ? null : ForecastWords.FanOf(found, Text["Series_Sold"], Text["Series_Ahead"], Text["Column_Range"]);

        // A chart draws its markup once; another subject gets another chart.
        chartKey = found is null ? "" : $"{found.Subject.Level}|{found.Subject.Code}";
    }

    private string NameOf(ForecastSubject subject) => ForecastWords.NameOf(subject) is { Length: > 0 } name ? name : Text[subject.Level == ForecastLevel.Company ? "Level_Company" : "Part_None"];

    private string PartsTitle(ForecastView shown) => Text[shown.Subject.Level == ForecastLevel.Category ? "Parts_Dealer" : "Parts_" + shown.Subject.Level];

    /// <summary>The one thing to know: the three months after the running one, against last year.</summary>
    private string Message(ForecastView shown)
    {
        var ahead = shown.Months.Where(m => m.Step > 1).ToList();
        var (sum, before) = (ahead.Sum(m => m.Amount), ahead.Sum(m => m.LastYear));
        return before > 0 ? Text["Message_Growth", ForecastWords.Short(sum, Currency), NumberFormat.Change((sum / (decimal)before) - 1)] : Text["Message", ForecastWords.Short(sum, Currency)];
    }

    private static long? ValueAdded(ForecastView shown) => shown.Changes.Any(c => c.ValueAdded is not null) ? shown.Changes.Sum(c => c.ValueAdded ?? 0) : null;

    private void Begin(ForecastMonth month)
    {
        (refusals, done, changed, reason, commandId) = ([], null, month, null, SequentialId.New(Time).ToString());
        typed = (month.Amount / (decimal)Money.MinorPerMajor).ToString("0.##", CultureInfo.InvariantCulture);
    }

    private async Task SendAsync()
    {
        if (changed is not { } month || isBusy)
        {
            return;
        }

        if (!decimal.TryParse((typed ?? "").Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > 10_000_000_000_000m)
        {
            refusals = [Error.Of("forecast_amount").On("amount")];
            return;
        }

        await RunAsync(() => Commands.SendAsync(new AdjustForecast(view!.Subject.Level, view.Subject.Code, month.MonthOn, Money.ToMinor(amount), reason), caller!, commandId, Leaving), "Done_adjust");
    }

    private Task WithdrawAsync(Guid id) => RunAsync(() => Commands.SendAsync(new WithdrawForecastChange(id), caller!, "withdraw:" + id, Leaving), "Done_withdraw");

    private async Task RunAsync<T>(Func<Task<Result<T>>> send, string said)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var result = await send();
            refusals = result.Errors;
            if (result.Ok)
            {
                (changed, done) = (null, Text[said]);
                Show(await FindAsync());
            }
        }
        finally
        {
            isBusy = false;
        }
    }
}
