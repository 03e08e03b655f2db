using System.Globalization;
using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Components;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Features.Targets.Jobs;
using ChannelPortal.Features.Targets.Live;
using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Targets.Pages;

/// <summary>A year's plan of one kind: the curve, the tree from areas to dealers, and the next step for whoever may take it. What is shown stands in the address.</summary>
public sealed partial class TargetsPage
{
    /// <summary>Days that dealers have for their answer unless somebody says otherwise.</summary>
    private const int AnswerDays = 14;
    private IReadOnlyList<TargetPlan> plans = [];
    private IReadOnlyList<Error> refusals = [];
    private TargetTree? tree;
    private Caller? caller;
    private PlanForm? form;
    private string? done;
    private string? progress;
    private bool isBusy;
    private bool isReady;

    [SupplyParameterFromQuery(Name = "year")]
    public int? Year { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "region")]
    public string? Region { get; set; }

    [SupplyParameterFromQuery(Name = "area")]
    public string? Area { get; set; }

    [SupplyParameterFromQuery(Name = "province")]
    public string? Province { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    [Inject]
    private FindTargets Targets { get; set; } = null!;

    [Inject]
    private TargetRunner Runner { get; set; } = null!;

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

    private int AskedYear => TargetCalendar.Asked(Year, Clock.Today);

    private string AskedKind => TargetKinds.All.Contains(Kind) ? Kind! : TargetKinds.SellIn;

    private IEnumerable<int> Years => plans.Select(p => p.Year).Append(Clock.Today.Year).Append(Clock.Today.Year + 1).Append(AskedYear).Distinct().OrderDescending();

    private DateOnly Now => Period.MonthOf(Clock.Today).Start;

    private IEnumerable<DateOnly> ChangeMonths => TargetCalendar.Months(AskedYear).Where(m => m >= TargetCalendar.FirstChange(Clock.Today));

    private string RegionName => tree?.Areas.FirstOrDefault(a => a.Area.AreaId == Region)?.Area.Name ?? Text["Region_All"];

    private IEnumerable<string> Actions
    {
        get
        {
            string?[] all =
            [
                May(TargetsPermissions.Plan) && caller!.Scope.IsAll ? "create" : null,
                tree?.Plan.State == TargetPlanState.Draft && May(TargetsPermissions.Plan) && caller!.Scope.IsAll ? "spread" : null,
                tree?.Plan is { State: TargetPlanState.Draft, IsSpread: true } && May(TargetsPermissions.Plan) && caller!.Scope.IsAll ? "open" : null,
                tree?.Plan.State == TargetPlanState.Proposing && May(TargetsPermissions.Manage) ? "agree-top" : null,
                tree?.Plan.State == TargetPlanState.Proposing && May(TargetsPermissions.Manage) ? "agree-proposals" : null,
                tree?.Plan.State is TargetPlanState.Proposing or TargetPlanState.Freezing && May(TargetsPermissions.Freeze) ? "freeze" : null,
                tree?.Plan.State == TargetPlanState.Frozen && May(TargetsPermissions.Change) && ChangeMonths.Any() ? "change" : null,
            ];
            return all.OfType<string>();
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        (plans, tree) = await ReadFirstAsync(caller, FindAsync);
        isReady = true;
        await WatchAsync(TargetPlansTopic.Name, caller, ReadAsync);
    }

    private async Task<(IReadOnlyList<TargetPlan> Plans, TargetTree? Tree)> FindAsync()
    {
        var all = await Targets.PlansAsync(Leaving);
        return (all, all.FirstOrDefault(p => p.Year == AskedYear && p.Kind == AskedKind) is { } plan ? await Targets.TreeAsync(plan, caller!.Scope, Leaving) : null);
    }

    private async Task ReadAsync() => (plans, tree) = await FindAsync();

    /// <summary>The one thing to know: how far the year is, or how far both sides are apart.</summary>
    private string Message(TargetTree plan) => plan.Plan.State switch
    {
        TargetPlanState.Draft => Text[plan.Plan.IsSpread ? "Message_Spread" : "Message_Draft"],
        TargetPlanState.Proposing => Text["Message_Proposing", NumberFormat.Integer(plan.Whole.Done), NumberFormat.Integer(plan.Whole.Dealers), plan.Whole.Gap is { } gap ? TargetWords.Signed(gap, plan.Plan.Currency) : TargetWords.None],
        TargetPlanState.Freezing => Text["Message_Freezing"],
        _ => plan.Whole.Attainment is { } ratio ? Text["Message_Frozen", NumberFormat.Percent(ratio), Short(plan.Whole.Actual), Short(plan.Whole.ToDate)] : Text["Message_Ahead"],
    };

    private void Begin(string action)
    {
        (refusals, done, progress) = ([], null, null);
        form = new PlanForm
        {
            Action = action, Id = SequentialId.New(Time), Year = AskedYear, Kind = AskedKind, Amount = action == "spread" ? TargetWords.Typed(tree!.Plan.TopAmount) : null,
            From = ChangeMonths.FirstOrDefault().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Until = Clock.Today.AddDays(AnswerDays),
        };
    }

    private async Task SendFormAsync()
    {
        if (form is not { } sent || isBusy)
        {
            return;
        }

        isBusy = true;
        try
        {
            (refusals, var said) = await SendAsync(sent);
            if (refusals.Count == 0)
            {
                (form, done) = (null, said);
                if (sent.Action == "create" && (sent.Year != AskedYear || sent.Kind != AskedKind))
                {
                    Navigation.NavigateTo($"targets?year={sent.Year.ToString(CultureInfo.InvariantCulture)}&kind={sent.Kind}");
                    return;
                }

                await ReadAsync();
            }
        }
        finally
        {
            (isBusy, progress) = (false, null);
        }
    }

    private async Task<(IReadOnlyList<Error> Errors, string Said)> SendAsync(PlanForm sent)
    {
        var (id, told, planId) = (sent.Id.ToString(), new Progress<double>(Tell), tree?.Plan.Id ?? "");
        switch (sent.Action)
        {
            case "create" when TargetWords.Parse(sent.Amount) is { } top:
                return Said(await Commands.SendAsync(new CreateTargetPlan(sent.Year, sent.Kind, top), caller!, id, Leaving), number => Text["Done_create", number ?? ""]);
            case "spread" when TargetWords.Parse(sent.Amount) is { } top:
                return Said(await Runner.SpreadAsync(planId, top, caller!, told, Leaving), n => Text["Done_spread", NumberFormat.Integer(n)]);
            case "open":
                return Said(await Commands.SendAsync(new OpenTargetProposals(planId, sent.Until), caller!, id, Leaving), _ => Text["Done_open"]);
            case "agree-top" or "agree-proposals":
                var source = sent.Action == "agree-top" ? TargetSource.TopDown : TargetSource.Proposal;
                return Said(await Commands.SendAsync(new AgreeAllTargets(planId, string.IsNullOrEmpty(Region) ? null : Region, source), caller!, id, Leaving), n => Text["Done_agree", NumberFormat.Integer(n)]);
            case "freeze":
                return Said(await Runner.FreezeAsync(planId, caller!, told, Leaving), n => Text["Done_freeze", NumberFormat.Integer(n)]);
            case "change" when PercentOf(sent.Percent) is { } percent && DateOnly.TryParseExact(sent.From, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from):
                return Said(
                    await Runner.ChangeAsync(planId, string.IsNullOrEmpty(Region) ? null : Region, sent.Id, from, percent, sent.Reason ?? "", caller!, told, Leaving), n => Text["Done_change", NumberFormat.Integer(n)]);
            default:
                return ([Error.Of("targets_unreadable")], "");
        }

        static (IReadOnlyList<Error> Errors, string Said) Said<T>(Result<T> result, Func<T?, string> say) => (result.Errors, result.Ok ? say(result.Value) : "");
    }

    private void Tell(double share)
    {
        progress = Text["Working", NumberFormat.Percent((decimal)share)];
        StateHasChanged();
    }

    /// <summary>Hundredths of a percent; null when it cannot be read.</summary>
    private static int? PercentOf(string? typed) =>
        decimal.TryParse((typed ?? "").Trim().TrimEnd('%'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent) && Math.Abs(percent) < 10_000
            ? (int)Math.Round(percent * 100, MidpointRounding.AwayFromZero) : null;

    private bool May(string permission) => caller is not null && Permissions.Product.Allows(caller.Roles, permission);

    private string Short(long minor) => TargetWords.Short(minor, tree!.Plan.Currency);

    private void Go(string name, ChangeEventArgs change) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        [name] = (change.Value as string)?.Trim() is { Length: > 0 } value ? value : null,
        ["area"] = null,
        ["province"] = null,
        ["page"] = null,
    }));
}
