using System.Globalization;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Features.Targets.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Targets.Components;

/// <summary>A dealer's joint business plan of a year: goals, actions, reviews, and the forms for whoever may change them.</summary>
public sealed partial class JointPlanPanel
{
    private IReadOnlyList<Error> refusals = [];
    private JointForm? form;
    private bool isSending;

    /// <summary>The plan as it stands.</summary>
    [Parameter, EditorRequired]
    public JointPlan Plan { get; set; } = null!;

    /// <summary>Who looks.</summary>
    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    /// <summary>After a change, so that the page reads again.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private IMetricReader Metrics { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private IEnumerable<int> Quarters => Enumerable.Range(1, 4).Where(q => Period.Quarter(Plan.Year, q).Start <= Clock.Today).Reverse();

    private static string TextOf(PlanGoal goal) => PortalCultures.IsChinese() ? goal.Text : goal.TextEn ?? goal.Text;

    private string MetricName(string id) => Metrics.Catalog.Find(id) is { } metric ? MetricLabels.NameOf(metric.Definition) : id;

    private string TargetOf(PlanGoal goal) => goal.TargetMilli is { } milli
        ? "≥ " + (Metrics.Catalog.Find(goal.MetricId ?? "")?.Definition.Unit.StartsWith('%') == true ? NumberFormat.Percent(milli / (decimal)PlanGoal.Scale) : NumberFormat.Quantity(milli / (decimal)PlanGoal.Scale)) : "";

    private void Goal(PlanGoal? goal) => Open(new JointForm
    {
        Kind = "goal", CommandId = SequentialId.New(Time).ToString(), Known = goal?.Id, Text = goal?.Text, English = goal?.TextEn, Metric = goal?.MetricId,
        Value = goal?.TargetMilli is { } milli ? (milli / (decimal)PlanGoal.Scale).ToString("0.###", CultureInfo.InvariantCulture) : null, Due = goal?.DueOn ?? new DateOnly(Plan.Year, 12, 31),
    });

    private void Act(PlanAction? action) => Open(new JointForm
    {
        Kind = "action", CommandId = SequentialId.New(Time).ToString(), Known = action?.Id, Text = action?.Text, Who = action?.Who, Due = action?.DueOn ?? new DateOnly(Plan.Year, 12, 31), IsDone = action?.DoneOn is not null,
        DoneOn = action?.DoneOn,
    });

    private void Review() => Open(new JointForm
    {
        Kind = "review", CommandId = SequentialId.New(Time).ToString(), Quarter = Quarters.FirstOrDefault(), Met = [.. Plan.Goals.Where(g => g.MetOn is not null).Select(g => g.Id)],
    });

    private void Open(JointForm opened) => (refusals, form) = ([], opened);

    private void Mark(Guid goal, bool isMet) => _ = isMet ? form!.Met.Add(goal) : form!.Met.Remove(goal);

    private Task RemoveAsync() => SendAsync(new RemovePlanGoal(form!.Known!.Value), form.CommandId + "-remove");

    private Task SendAsync()
    {
        var sent = form!;
        var (metric, value) = (sent.Metric?.Trim() is { Length: > 0 } id ? id : null, MilliOf(sent.Value));
        if (sent.Kind == "goal" && value is null && !string.IsNullOrWhiteSpace(sent.Value))
        {
            refusals = [Error.Of("targets_unreadable")];
            return Task.CompletedTask;
        }

        return sent.Kind switch
        {
            "goal" => SendAsync(new SavePlanGoal(Plan.DealerId, Plan.Year, sent.Known, sent.Text ?? "", sent.English, metric, value, sent.Due), sent.CommandId),
            "action" => SendAsync(new SavePlanAction(Plan.DealerId, Plan.Year, sent.Known, sent.Text ?? "", sent.Who ?? "", sent.Due, sent.IsDone ? sent.DoneOn ?? Clock.Today : null), sent.CommandId),
            _ => SendAsync(new ReviewJointPlan(Plan.DealerId, Plan.Year, sent.Quarter, [.. sent.Met], sent.Text ?? ""), sent.CommandId),
        };
    }

    private async Task SendAsync<TResult>(ICommand<TResult> command, string commandId)
    {
        isSending = true;
        try
        {
            var result = await Commands.SendAsync(command, Caller, commandId, CancellationToken.None);
            refusals = result.Errors;
            if (result.Ok)
            {
                form = null;
                await OnDone.InvokeAsync();
            }
        }
        finally
        {
            isSending = false;
        }
    }

    /// <summary>Thousandths; 85% is 0.85. Null when it cannot be read.</summary>
    private static long? MilliOf(string? typed)
    {
        var text = (typed ?? "").Trim().Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1_000_000_000_000_000m
            ? (long)Math.Round((text.EndsWith('%') ? value / 100 : value) * PlanGoal.Scale, MidpointRounding.AwayFromZero) : null;
    }

    private bool May(string permission) => Permissions.Product.Allows(Caller.Roles, permission);
}
