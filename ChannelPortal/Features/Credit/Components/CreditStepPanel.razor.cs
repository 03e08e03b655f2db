using System.Globalization;
using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Credit.Components;

/// <summary>Steps of the class that evaluations led to: finance applies each with a limit, or declines it, and says why.</summary>
public sealed partial class CreditStepPanel
{
    private readonly Dictionary<Guid, string?> limits = [];
    private readonly Dictionary<Guid, string?> reasons = [];
    private IReadOnlyList<Error> refusals = [];
    private bool isBusy;

    [Parameter, EditorRequired]
    public IReadOnlyList<CreditStepRow> Steps { get; set; } = [];

    /// <summary>The limit as it is, minor units.</summary>
    [Parameter, EditorRequired]
    public long Limit { get; set; }

    [Parameter, EditorRequired]
    public string Currency { get; set; } = "CNY";

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    /// <summary>Something was decided.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool MayManage => Permissions.Product.Allows(Caller.Roles, "credit.manage");

    private string? LimitOf(CreditStepRow step) => limits.TryGetValue(step.Id, out var typed) ? typed : new Money(step.Suggested ?? Limit, Currency).Amount.ToString("0.##", CultureInfo.InvariantCulture);

    private Task ApplyAsync(CreditStepRow step) => decimal.TryParse(LimitOf(step), NumberStyles.Number, CultureInfo.InvariantCulture, out var limit) && Math.Abs(limit) < 1_000_000_000_000
        ? SendAsync(new ApplyCreditStep(step.Id, Money.ToMinor(limit), reasons.GetValueOrDefault(step.Id) ?? ""))
        : RefuseAsync();

    private Task DeclineAsync(CreditStepRow step) => SendAsync(new DeclineCreditStep(step.Id, reasons.GetValueOrDefault(step.Id) ?? ""));

    private Task RefuseAsync()
    {
        refusals = [Error.Of("credit_amount_unreadable").On("limit")];
        return Task.CompletedTask;
    }

    private async Task SendAsync<TResult>(ICommand<TResult> command)
    {
        isBusy = true;
        try
        {
            var result = await Commands.SendAsync(command, Caller, SequentialId.New(Time).ToString(), Leaving);
            refusals = result.Errors;
            if (result.Ok)
            {
                await OnDone.InvokeAsync();
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private string Amount(long minor) => NumberFormat.Money(new Money(minor, Currency));

    private static string Factor(string creditClass) => NumberFormat.Decimals(CreditClasses.FactorOf(creditClass), 1);
}
