using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Components;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Rebates.Pages;

/// <summary>A dealer's own rebates: how far it is to the next step, what more would bring, and the statements. Moves with each order, payment and return.</summary>
public sealed partial class MyRebatesPage
{
    private const int SlideSteps = 100;
    private readonly Dictionary<string, int> steps = new(StringComparer.Ordinal);
    private OwnRebates? own;
    private Caller? caller;
    private bool isReady;

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [Inject]
    private GetOwnRebates Rebates { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IReadOnlyList<RebateRow> Shown => string.IsNullOrEmpty(Show) ? own!.Statements : [.. own!.Statements.Where(s => FindRebates.WordOf(s.State) == Show)];

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        await ReadAsync();
        isReady = true;
        if (caller.DealerId is { } dealerId)
        {
            await WatchAsync($"dealer:{dealerId}:rebates", caller, ReadAsync);
        }
    }

    private async Task ReadAsync() => own = caller!.DealerId is { } dealerId ? await Rebates.RunAsync(dealerId, caller.Scope, Leaving) : null;

    /// <summary>The slider reaches twice as far as the next step, or half of what counted so far at the top.</summary>
    private long More(OwnRebate rebate)
    {
        var standing = rebate.Standing;
        var isQuantity = rebate.Rule.Terms is { Measure: RebateMeasure.Quantity, IsByRatio: false };
        var reach = standing.Now.Gap > 0 ? standing.Now.Gap * 2 : (isQuantity ? standing.Input.Quantity : standing.Input.Amount) / 2;
        return Math.Max(0, reach) * steps.GetValueOrDefault(rebate.ProgramId) / SlideSteps;
    }

    private void Slide(string program, ChangeEventArgs change) =>
        steps[program] = int.TryParse(change.Value as string, NumberStyles.Integer, CultureInfo.InvariantCulture, out var step) ? Math.Clamp(step, 0, SlideSteps) : 0;

    /// <summary>Purses that ever held something, with how much of it is left.</summary>
    private IEnumerable<(RebatePurse Purse, long Left, long Granted, long Used, string Share)> Purses => own!.Movements.Select(m => m.Purse).Distinct().Order().Select(purse =>
    {
        var left = purse == RebatePurse.Offset ? own.Funds.Offset : own.Funds.Goods;
        var granted = own.Movements.Where(m => m.Purse == purse && m.OrderId is null).Sum(m => m.Amount);
        var used = -own.Movements.Where(m => m.Purse == purse && m.OrderId is not null).Sum(m => m.Amount);
        return (purse, left, granted, used, (left + used == 0 ? 0 : left * 100m / (left + used)).ToString("0.##", CultureInfo.InvariantCulture) + "%");
    });

    private static string OrderHref(RebatePurse purse) => purse == RebatePurse.Goods ? "orders/new?goods=1" : "orders/new";

    private string Signed(long minor) => (minor > 0 ? "+" : null) + Amount(minor);

    private int DaysLeft(OwnRebate rebate) => rebate.Period.End.DayNumber - Clock.Today.DayNumber;

    /// <summary>The one thing to know: how much lacks, and whether the own pace gets there.</summary>
    private string Message(OwnRebate rebate)
    {
        var (terms, standing) = (rebate.Rule.Terms, rebate.Standing);
        if (standing.Now.Gap == 0)
        {
            return Text["Message_Top", RebateWords.Rate(terms, standing.Now.Rate, own!.Currency, Text)];
        }

        var next = terms.Steps[standing.Now.StepNo];
        var gap = RebateWords.Step(terms, standing.Now.Gap, own!.Currency, Text);
        var rate = RebateWords.Rate(terms, next.Rate, own.Currency, Text);
        var step = standing.Now.StepNo + 1;
        return AheadOf(rebate) >= next.From ? Text["Message_OnPace", gap, step, rate] : Text["Message_Short", gap, step, rate];
    }

    private static decimal AheadOf(OwnRebate rebate)
    {
        var (terms, input, mean) = (rebate.Rule.Terms, rebate.Standing.Input, rebate.Standing.Outlook.Mean);
        return RebateCalculation.Gauge(terms, input.Amount + mean, input.Quantity + mean, input.Prior, input.Whole);
    }

    /// <summary>Only ladders of money know what an order that waits would add.</summary>
    private static decimal PendingOf(OwnRebate rebate)
    {
        var (terms, input) = (rebate.Rule.Terms, rebate.Standing.Input);
        return terms.Measure == RebateMeasure.Quantity ? rebate.Standing.Now.Gauge : RebateCalculation.Gauge(terms, input.Amount + rebate.Waiting, input.Quantity, input.Prior, input.Whole);
    }

    private void Open(RebateRow row) => Navigation.NavigateTo("rebates/" + row.No);

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, own!.Currency));
}
