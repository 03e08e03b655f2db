using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Components;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Targets.Pages;

/// <summary>A dealer's own targets: how far it is, what it may propose, and the plan behind it. Moves with each order, sale and payment.</summary>
public sealed partial class MyTargetsPage
{
    private const string ByYear = "year";
    private IReadOnlyList<DealerTargets> own = [];
    private IReadOnlyList<Error> refusals = [];
    private JointPlan? joint;
    private Caller? caller;
    private DealerTargets? proposed;
    private MonthsForm? months;
    private string commandId = "";
    private string way = "months";
    private string? total;
    private string? remark;
    private string? done;
    private bool isBusy;
    private bool isReady;

    [SupplyParameterFromQuery(Name = "year")]
    public int? Year { get; set; }

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

    private int AskedYear => TargetCalendar.Asked(Year, Clock.Today);

    private DateOnly Now => Period.MonthOf(Clock.Today).Start;

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        (own, joint) = await ReadFirstAsync(caller, FindAsync);
        isReady = true;
        if (caller.DealerId is { } dealerId)
        {
            await WatchAsync($"dealer:{dealerId}:targets", caller, ReadAsync);
        }
    }

    private async Task<(IReadOnlyList<DealerTargets> Own, JointPlan? Joint)> FindAsync() => caller!.DealerId is { } dealerId
        ? (await Targets.OwnAsync(dealerId, AskedYear, caller.Scope, Leaving), await Plans.RunAsync(dealerId, AskedYear, caller.Scope, Leaving)) : ([], null);

    private async Task ReadAsync() => (own, joint) = await FindAsync();

    private void Begin(DealerTargets targets)
    {
        (refusals, done, proposed, remark, commandId) = ([], null, targets, targets.Share.Remark, SequentialId.New(Time).ToString());
        months = MonthsForm.Of(targets.Months.Select(m => (m.MonthOn, m.Proposed ?? m.TopDown)));
        total = TargetWords.Typed(targets.Months.Sum(m => m.Proposed ?? m.TopDown));
    }

    private async Task SendAsync()
    {
        var (amounts, whole) = (way == ByYear ? null : months!.Amounts, way == ByYear ? TargetWords.Parse(total) : null);
        if (amounts is null && whole is null)
        {
            refusals = [Error.Of("targets_unreadable")];
            return;
        }

        isBusy = true;
        try
        {
            var result = await Commands.SendAsync(new ProposeTargets(proposed!.Plan.Id, amounts, whole, remark), caller!, commandId, Leaving);
            refusals = result.Errors;
            if (result.Ok)
            {
                done = Text["Done_propose", TargetWords.Amount(result.Value, proposed.Plan.Currency)];
                proposed = null;
                await ReadAsync();
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private bool May(string permission) => caller is not null && Permissions.Product.Allows(caller.Roles, permission);
}
