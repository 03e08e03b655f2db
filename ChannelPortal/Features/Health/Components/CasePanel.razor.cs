using ChannelPortal.Features.Health.Commands;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Health.Components;

/// <summary>What follows from an evaluation, where it stands, and what the viewer may do about it.</summary>
public sealed partial class CasePanel
{
    private IReadOnlyList<Error> refusals = [];
    private Form? form;
    private string? done;
    private bool isSending;

    [Parameter, EditorRequired]
    public DealerHealthView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public Caller Caller { get; set; } = null!;

    /// <summary>After a step, so that the page reads again.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsDealer => Caller.DealerId is not null;

    private string Quarter => View.Now.Quarter.ToString();

    private IEnumerable<string> Actions(EvaluationCase one) => one.Status switch
    {
        CaseStatus.Proposed when May(HealthPermissions.Review) => ["override", "confirm"],
        CaseStatus.Notified when May(HealthPermissions.Appeal) && IsDealer && one.AppealOutcome is null && Clock.Today <= one.AppealUntil => ["appeal"],
        CaseStatus.Appealed when May(HealthPermissions.Decide) => ["reject", "uphold"],
        CaseStatus.Notified when May(HealthPermissions.Decide) && (one.AppealOutcome is not null || Clock.Today > one.AppealUntil) => ["finish"],
        _ => [],
    };

    private Task BeginAsync(string action)
    {
        (refusals, done) = ([], null);
        if (action is "confirm" or "finish")
        {
            ICommand<int> command = action == "confirm" ? new ReviewEvaluations(Quarter, [View.DealerId]) : new FinishEvaluations(Quarter, [View.DealerId]);
            return SendAsync(command, action, SequentialId.New(Time).ToString());
        }

        var one = View.Case!;
        form = new Form { Action = action, CommandId = SequentialId.New(Time).ToString(), Multiplier = one.Multiplier, TierStep = one.TierStep, CreditStep = one.CreditStep };
        return Task.CompletedTask;
    }

    private Task SendFormAsync() => form!.Action switch
    {
        "override" => SendAsync(new ReviewEvaluations(Quarter, [View.DealerId], new CaseOverride(form.Multiplier, form.TierStep, form.CreditStep, form.Reason ?? "")), form.Action, form.CommandId),
        "appeal" => SendAsync(new AppealEvaluation(Quarter, form.Reason ?? ""), form.Action, form.CommandId),
        _ => SendAsync(new AnswerAppeal(Quarter, View.DealerId, form.Action == "uphold", form.Reason ?? ""), form.Action, form.CommandId),
    };

    private async Task SendAsync<TResult>(ICommand<TResult> command, string action, string commandId)
    {
        isSending = true;
        try
        {
            var result = await Commands.SendAsync(command, Caller, commandId, CancellationToken.None);
            refusals = result.Errors;
            if (result.Ok)
            {
                (form, done) = (null, Text["Done_One_" + action]);
                await OnDone.InvokeAsync();
            }
        }
        finally
        {
            isSending = false;
        }
    }

    private bool May(string permission) => Permissions.Product.Allows(Caller.Roles, permission);

    private IReadOnlyList<TimelineStep> Line(EvaluationCase one)
    {
        List<TimelineStep> steps = [new(Text["Step_Computed"], StepState.Done, Actual: View.Now.ComputedAt)];
        if (!IsDealer)
        {
            steps.Add(new TimelineStep(Text["Step_Reviewed"], Of(one.ReviewedAt, one.Status == CaseStatus.Proposed), Actual: one.ReviewedAt) { Actor = one.ReviewedByName });
        }

        steps.Add(new TimelineStep(Text["Step_Notified"], Of(one.NotifiedAt is { } told && CaseStatus.IsTold(one.Status) ? told : null, one.Status == CaseStatus.Reviewed), Actual: CaseStatus.IsTold(one.Status) ? one.NotifiedAt : null));
        if (one.AppealedAt is { } appealed)
        {
            steps.Add(new TimelineStep(Text["Step_Appealed"], StepState.Done, Actual: appealed) { Actor = one.AppealedByName });
            var isLate = one.AnsweredAt is null && one.AnswerDueOn < Clock.Today;
            steps.Add(new TimelineStep(Text["Step_Answered"], one.AnsweredAt is not null ? StepState.Done : isLate ? StepState.Late : StepState.Current, EndOf(one.AnswerDueOn), one.AnsweredAt) { Actor = one.AnsweredByName });
        }
        else if (one.AppealUntil is not null && CaseStatus.IsTold(one.Status))
        {
            var isOver = Clock.Today > one.AppealUntil || one.Status == CaseStatus.Final;
            steps.Add(new TimelineStep(Text["Step_Appeal_Window"], isOver ? StepState.Skipped : StepState.Current, EndOf(one.AppealUntil)));
        }

        steps.Add(new TimelineStep(Text["Step_Final"], Of(one.FinalAt, false), Actual: one.FinalAt) { Actor = one.FinalByName });
        if (one.TierStep != Steps.None)
        {
            steps.Add(new TimelineStep(Text["Step_Applied"], Of(one.AppliedAt, one.Status == CaseStatus.Final), one.EffectiveOn is { } day ? Clock.StartOf(day) : null, one.AppliedAt));
        }

        return steps;

        static StepState Of(DateTimeOffset? at, bool isCurrent) => at is not null ? StepState.Done : isCurrent ? StepState.Current : StepState.Pending;
    }

    private DateTimeOffset? EndOf(DateOnly? day) => day is { } known ? Clock.StartOf(known.AddDays(1)).AddMinutes(-1) : null;

    private sealed class Form
    {
        public required string Action { get; init; }

        public required string CommandId { get; init; }

        public decimal Multiplier { get; set; }

        public string TierStep { get; set; } = Steps.None;

        public string CreditStep { get; set; } = Steps.None;

        public string? Reason { get; set; }
    }
}
