using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Commands;

/// <summary>Adds a goal, or changes the one with this id.</summary>
/// <param name="TargetMilli">Thousandths of the metric's unit; percent metrics as fractions.</param>
[Permission(TargetsPermissions.Joint)]
internal sealed record SavePlanGoal(string DealerId, int Year, Guid? Id, string Text, string? TextEn, string? MetricId, long? TargetMilli, DateOnly DueOn) : ICommand<Guid>;

/// <summary>Takes a goal out that no review found met.</summary>
[Permission(TargetsPermissions.Joint)]
internal sealed record RemovePlanGoal(Guid Id) : ICommand<bool>;

/// <summary>Adds an action, or changes the one with this id.</summary>
/// <param name="DoneOn">Null while it is to be done.</param>
[Permission(TargetsPermissions.Joint)]
internal sealed record SavePlanAction(string DealerId, int Year, Guid? Id, string Text, string Who, DateOnly DueOn, DateOnly? DoneOn) : ICommand<Guid>;

internal sealed class SavePlanGoalHandler(IMetricReader metrics, TimeProvider time) : ICommandHandler<SavePlanGoal, Guid>
{
    private const int Longest = 200;

    public async Task<Result<Guid>> HandleAsync(SavePlanGoal command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (!await db.Set<DealerFact>().AnyAsync(d => d.DealerId == command.DealerId, cancellationToken))
        {
            return Error.NotFound;
        }

        Error?[] found =
        [
            string.IsNullOrWhiteSpace(command.Text) || command.Text.Length > Longest || command.TextEn?.Length > Longest ? Error.Of("targets_words", Longest).On("text") : null,
            command.MetricId is { } id && metrics.Catalog.Find(id) is null ? Error.Of("targets_metric_unknown", id).On("metric") : null,
            command.DueOn.Year == command.Year ? null : Error.Of("targets_month_outside", command.Year).On("due"),
        ];
        if (found.OfType<Error>().ToList() is { Count: > 0 } errors)
        {
            return Result<Guid>.Fail(errors);
        }

        var goal = command.Id is { } known
            ? await db.Set<PlanGoal>().SingleOrDefaultAsync(g => g.Id == known && g.DealerId == command.DealerId && g.Year == command.Year, cancellationToken)
            : db.Add(new PlanGoal { Id = SequentialId.New(time), DealerId = command.DealerId, Year = command.Year, Text = "" }).Entity;
        if (goal is null)
        {
            return Error.NotFound;
        }

        if (goal.MetOn is not null)
        {
            return Error.Of("targets_goal_met");
        }

        var before = command.Id is null ? null : new { goal.Text, goal.MetricId, goal.TargetMilli, goal.DueOn };
        (goal.Text, goal.TextEn, goal.MetricId, goal.TargetMilli, goal.DueOn) = (command.Text.Trim(), command.TextEn?.Trim() is { Length: > 0 } english ? english : null, command.MetricId, command.TargetMilli, command.DueOn);
        context.Audit("targets.goal", "plan_goal", goal.Id.ToString(), before, new { goal.Text, goal.MetricId, goal.TargetMilli, goal.DueOn }, dealerId: goal.DealerId);
        return goal.Id;
    }
}

internal sealed class RemovePlanGoalHandler : ICommandHandler<RemovePlanGoal, bool>
{
    public async Task<Result<bool>> HandleAsync(RemovePlanGoal command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<PlanGoal>().SingleOrDefaultAsync(g => g.Id == command.Id, cancellationToken) is not { } goal)
        {
            return Error.NotFound;
        }

        if (goal.MetOn is not null)
        {
            return Error.Of("targets_goal_met");
        }

        context.Db.Remove(goal);
        context.Audit("targets.goal-remove", "plan_goal", goal.Id.ToString(), new { goal.Text, goal.DueOn }, dealerId: goal.DealerId);
        return true;
    }
}

internal sealed class SavePlanActionHandler(BusinessClock clock, TimeProvider time) : ICommandHandler<SavePlanAction, Guid>
{
    private const int Longest = 300;
    private const int LongestName = 100;

    public async Task<Result<Guid>> HandleAsync(SavePlanAction command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (!await db.Set<DealerFact>().AnyAsync(d => d.DealerId == command.DealerId, cancellationToken))
        {
            return Error.NotFound;
        }

        Error?[] found =
        [
            string.IsNullOrWhiteSpace(command.Text) || command.Text.Length > Longest ? Error.Of("targets_words", Longest).On("text") : null,
            string.IsNullOrWhiteSpace(command.Who) || command.Who.Length > LongestName ? Error.Of("targets_words", LongestName).On("who") : null,
            command.DueOn.Year == command.Year ? null : Error.Of("targets_month_outside", command.Year).On("due"),
            command.DoneOn > clock.DayOf(context.Now) ? Error.Of("targets_done_ahead").On("done") : null,
        ];
        if (found.OfType<Error>().ToList() is { Count: > 0 } errors)
        {
            return Result<Guid>.Fail(errors);
        }

        var action = command.Id is { } known
            ? await db.Set<PlanAction>().SingleOrDefaultAsync(a => a.Id == known && a.DealerId == command.DealerId && a.Year == command.Year, cancellationToken)
            : db.Add(new PlanAction { Id = SequentialId.New(time), DealerId = command.DealerId, Year = command.Year, Text = "", Who = "" }).Entity;
        if (action is null)
        {
            return Error.NotFound;
        }

        var before = command.Id is null ? null : new { action.Text, action.Who, action.DueOn, action.DoneOn };
        (action.Text, action.Who, action.DueOn, action.DoneOn) = (command.Text.Trim(), command.Who.Trim(), command.DueOn, command.DoneOn);
        context.Audit("targets.action", "plan_action", action.Id.ToString(), before, new { action.Text, action.Who, action.DueOn, action.DoneOn }, dealerId: action.DealerId);
        return action.Id;
    }
}
