using System.Globalization;
using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Pricing.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Pricing.Pages;

/// <summary>The document page of a contract: prices, plan and actual, and the way to its commitment.</summary>
public sealed partial class ContractPage
{
    private Caller caller = CallerFactory.Anonymous;
    private ContractView? view;
    private IReadOnlyList<Error> refusals = [];
    private string reason = "";
    private bool isTerminating;
    private bool isBusy;

    [Parameter]
    public string No { get; set; } = "";

    [Inject]
    private FindContracts Contracts { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private long Most => view!.Months.Max(m => Math.Max(m.PlannedAmount, m.Amount ?? 0));

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        await ReadAsync();
        if (view is null)
        {
            // Also for another dealer's contract: the same page as for one that never existed.
            Navigation.NotFound();
            return;
        }

        await WatchAsync(PriceTopics.Of(view.Contract.DealerId), caller, ReadAsync);
    }

    private static string Share(long part, long whole) => (whole > 0 ? Math.Clamp(part * 100m / whole, 0, 100) : 0).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, view!.Row.Currency));

    private string MonthLine(ContractMonthView month) =>
        $"{NumberFormat.Month(month.Month)} {Text["Planned"]} {Amount(month.PlannedAmount)} {Text["Actual"]} {(month.Amount is { } actual ? Amount(actual) : "—")}";

    private async Task ReadAsync() => view = await Contracts.GetAsync(No, caller, Leaving);

    private Task AskAsync(ContractTrigger trigger)
    {
        isTerminating = trigger == ContractTrigger.Terminate;
        return isTerminating ? Task.CompletedTask : MoveAsync(trigger);
    }

    private async Task MoveAsync(ContractTrigger trigger)
    {
        if (isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            var answer = await Commands.SendAsync(new MoveContract(No, trigger, reason), caller, SequentialId.New(Time).ToString(), Leaving);
            (refusals, isTerminating) = (answer.Errors, false);
            await ReadAsync();
        }
        finally
        {
            isBusy = false;
        }
    }
}
