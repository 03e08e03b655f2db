using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Logistics.Data;
using ChannelPortal.Features.Logistics.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Logistics.Commands;

internal sealed class TakeTaskHandler(TroubleDesk desk) : ICommandHandler<TakeTask, string>
{
    public Task<Result<string>> HandleAsync(TakeTask command, CommandContext context, CancellationToken cancellationToken) =>
        TaskMoves.MoveAsync(context, desk, command.TaskId, TaskTrigger.Take, null, cancellationToken);
}

internal sealed class ResolveTaskHandler(TroubleDesk desk) : ICommandHandler<ResolveTask, string>
{
    public async Task<Result<string>> HandleAsync(ResolveTask command, CommandContext context, CancellationToken cancellationToken)
    {
        var note = command.Note?.Trim() ?? "";
        return note.Length is 0 or > DeliveryTask.MaxNote
            ? Error.Of("task_note_required", DeliveryTask.MaxNote).On("note")
            : await TaskMoves.MoveAsync(context, desk, command.TaskId, TaskTrigger.Resolve, note, cancellationToken);
    }
}

internal static class TaskMoves
{
    /// <summary>Two people at once: the second one's update finds the state that he saw no more.</summary>
    public static async Task<Result<string>> MoveAsync(CommandContext context, TroubleDesk desk, Guid taskId, TaskTrigger trigger, string? note, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<DeliveryTask>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == taskId, cancellationToken) is not { } task)
        {
            return Error.NotFound;
        }

        if (TaskLifecycle.Fire(task.State, trigger) is not { } state)
        {
            return Error.Of("task_not_possible_now", task.ShipmentId);
        }

        var before = new { task.State, task.OwnerId };
        task.State = state;
        if (trigger == TaskTrigger.Take)
        {
            (task.OwnerId, task.OwnerName) = (context.Caller.UserId, context.Caller.Name);
        }
        else
        {
            (task.ResolvedAt, task.ResolvedBy, task.Note) = (context.Now, context.Caller.Name, note);
        }

        var changed = await context.Db.Set<DeliveryTask>().Where(t => t.Id == taskId && t.State == before.State && t.OwnerId == before.OwnerId).ExecuteUpdateAsync(
            u => u.SetProperty(t => t.State, task.State).SetProperty(t => t.OwnerId, task.OwnerId).SetProperty(t => t.OwnerName, task.OwnerName)
                .SetProperty(t => t.ResolvedAt, task.ResolvedAt).SetProperty(t => t.ResolvedBy, task.ResolvedBy).SetProperty(t => t.Note, task.Note),
            cancellationToken);
        if (changed == 0)
        {
            return Error.Of("changed_meanwhile");
        }

        context.Record(desk.FactOf(task));
        context.Audit("logistics.task." + trigger.ToString().ToLowerInvariant(), "delivery_task", taskId.ToString(), before, new { task.State, task.OwnerId }, note, task.DealerId);
        return task.State;
    }
}

/// <summary>Looks for exceptions among the shipments under way. Returns how many tasks opened.</summary>
[Permission("orders.ship")]
internal sealed record LookForTrouble : ICommand<int>;

internal sealed class LookForTroubleHandler(TroubleDesk desk, BusinessClock clock, IOptions<LogisticsOptions> options) : ICommandHandler<LookForTrouble, int>
{
    public async Task<Result<int>> HandleAsync(LookForTrouble command, CommandContext context, CancellationToken cancellationToken)
    {
        var since = clock.Today.AddDays(-options.Value.ExceptionDays);
        var open = context.Db.Set<DeliveryTask>().Where(t => t.State == TaskLifecycle.Open).Select(t => t.ShipmentId);
        var shipments = await context.Db.Set<ShipmentFact>().AsNoTracking()
            .Where(s => (s.ShippedOn >= since && (s.Status == "in_transit" || s.Status == "exception")) || open.Contains(s.ShipmentId)).OrderBy(s => s.ShipmentId).ToListAsync(cancellationToken);
        return await desk.LookAsync(context, shipments, cancellationToken);
    }
}
