using System.Globalization;
using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Components;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Features.Targets.Live;
using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Targets.Pages;

/// <summary>One dealer in a plan: months, who agreed, what was changed and why, and the joint business plan of the year.</summary>
public sealed partial class DealerTargetsPage
{
    private IReadOnlyList<Error> refusals = [];
    private DealerTargets? view;
    private JointPlan? joint;
    private Caller? caller;
    private PlanForm? form;
    private MonthsForm? months;
    private string? done;
    private bool isBusy;
    private bool isReady;

    [Parameter]
    public string PlanId { get; set; } = "";

    [Parameter]
    public string DealerId { get; set; } = "";

    [Inject]
    private GetDealerTargets Targets { get; set; } = null!;

    [Inject]
    private GetJointPlan Plans { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DateOnly Now => Period.MonthOf(Clock.Today).Start;

    private IReadOnlyList<Crumb> Crumbs =>
        [new(Text["List_Title"], view is null ? "targets" : $"targets?year={view.Plan.Year.ToString(CultureInfo.InvariantCulture)}&kind={view.Plan.Kind}")];

    private IEnumerable<DealerTargetMonth> Changeable => view!.Months.Where(m => m.MonthOn >= TargetCalendar.FirstChange(Clock.Today));

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        (view, joint) = await ReadFirstAsync(caller, FindAsync);
        isReady = true;
        await WatchAsync(TargetPlansTopic.Name, caller, ReadAsync);
    }

    private async Task<(DealerTargets? View, JointPlan? Joint)> FindAsync() =>
        await Targets.RunAsync(PlanId, DealerId, caller!.Scope, Leaving) is { } found ? (found, await Plans.RunAsync(DealerId, found.Plan.Year, caller.Scope, Leaving)) : (null, null);

    private async Task ReadAsync() => (view, joint) = await FindAsync();

    private void Begin(string action)
    {
        (refusals, done) = ([], null);
        form = new PlanForm { Action = action, Id = SequentialId.New(Time) };
        months = MonthsForm.Of(action == "change" ? Changeable.Select(m => (m.MonthOn, m.Target)) : view!.Months.Select(m => (m.MonthOn, m.Agreed ?? m.Proposed ?? m.TopDown)));
    }

    private Task AgreeAsync(TargetSource source) => SendAsync(new AgreeTargets(PlanId, DealerId, source), SequentialId.New(Time), total => Text["Done_agree_one", TargetWords.Amount(total, view!.Plan.Currency)]);

    private Task SendFormAsync()
    {
        if (months?.Amounts is not { } amounts)
        {
            refusals = [Error.Of("targets_unreadable")];
            return Task.CompletedTask;
        }

        return form!.Action == "change"
            ? SendAsync(new ChangeTargets(PlanId, form.Id, [DealerId], amounts[0].MonthOn, null, amounts, form.Reason ?? ""), form.Id, _ => Text["Done_change_one"])
            : SendAsync(new AgreeTargets(PlanId, DealerId, TargetSource.TopDown, amounts), form.Id, total => Text["Done_agree_one", TargetWords.Amount(total, view!.Plan.Currency)]);
    }

    private async Task SendAsync<TResult>(ICommand<TResult> command, Guid id, Func<TResult, string> say)
    {
        isBusy = true;
        try
        {
            var result = await Commands.SendAsync(command, caller!, id.ToString(), Leaving);
            refusals = result.Errors;
            if (result.Ok)
            {
                (form, done) = (null, say(result.Value));
                await ReadAsync();
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    /// <summary>The one thing to know: how far the year is, or before it how far both sides are apart.</summary>
    private string Message(DealerTargets shown) => shown.ToDate > 0
        ? Text["Own_Message", TargetWords.Amount(shown.Actual, shown.Plan.Currency), TargetWords.Amount(shown.ToDate, shown.Plan.Currency)]
        : Text[
            "Dealer_Proposing", TargetWords.Amount(shown.Months.Sum(m => m.TopDown), shown.Plan.Currency),
            shown.Share.ProposedAt is null ? TargetWords.None : TargetWords.Amount(shown.Months.Sum(m => m.Proposed ?? 0), shown.Plan.Currency)];

    private bool May(string permission) => caller is not null && Permissions.Product.Allows(caller.Roles, permission);
}
