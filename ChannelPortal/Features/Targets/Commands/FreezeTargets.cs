using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Commands;

/// <summary>Closes a plan whose dealers are all agreed: from now on nothing changes until its facts are written. Again on one that is freezing or frozen it does nothing.</summary>
[Permission(TargetsPermissions.Freeze)]
internal sealed record BeginTargetFreeze(string PlanId) : ICommand<bool>;

/// <summary>Writes the facts of some dealers that are not there yet. Answers how many it wrote.</summary>
[Permission(TargetsPermissions.Freeze)]
internal sealed record FreezeTargetPart(string PlanId, IReadOnlyList<string> Dealers) : ICommand<int>;

/// <summary>Ends a freeze when every fact says what was agreed.</summary>
[Permission(TargetsPermissions.Freeze)]
internal sealed record FinishTargetFreeze(string PlanId) : ICommand<bool>;

internal sealed class BeginTargetFreezeHandler : ICommandHandler<BeginTargetFreeze, bool>
{
    public async Task<Result<bool>> HandleAsync(BeginTargetFreeze command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await TargetBook.LockAsync(db, command.PlanId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        if (FreezeChecks.Fault(context, plan) is { } fault)
        {
            return fault;
        }

        if (plan.State != TargetPlanState.Proposing)
        {
            return true;
        }

        var open = await db.Set<TargetShare>().CountAsync(s => s.PlanId == plan.Id && s.AgreedAt == null, cancellationToken);
        if (open > 0 || await db.Set<TargetLine>().AnyAsync(l => l.PlanId == plan.Id && l.Agreed == null, cancellationToken))
        {
            return Error.Of("targets_not_agreed", open);
        }

        plan.State = TargetPlanState.Freezing;
        context.Audit("targets.freeze", "target_plan", plan.Id, after: new { State = "freezing" });
        return true;
    }
}

internal sealed class FreezeTargetPartHandler(TargetNews news, BusinessClock clock) : ICommandHandler<FreezeTargetPart, int>
{
    public async Task<Result<int>> HandleAsync(FreezeTargetPart command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await TargetBook.LockAsync(db, command.PlanId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        if ((FreezeChecks.Fault(context, plan) ?? (plan.State == TargetPlanState.Proposing ? Error.Of("targets_not_agreed", 0) : null)) is { } fault)
        {
            return fault;
        }

        var dealers = command.Dealers;
        var due = await FreezeChecks.Due(db, plan, clock.DayOf(context.Now)).Where(l => dealers.Contains(l.DealerId)).OrderBy(l => l.DealerId).ThenBy(l => l.MonthOn).ToListAsync(cancellationToken);
        foreach (var line in due)
        {
            context.Record(new TargetFact { DealerId = line.DealerId, MonthOn = line.MonthOn, Kind = plan.Kind, TargetAmount = line.Agreed ?? 0 });
        }

        var frozen = due.Select(l => l.DealerId).Distinct(StringComparer.Ordinal).ToList();
        await news.TellAsync(context, plan, TargetNews.Frozen, await TargetNews.TotalsAsync(db, plan.Id, frozen, cancellationToken), cancellationToken);
        return due.Count;
    }
}

internal sealed class FinishTargetFreezeHandler(BusinessClock clock) : ICommandHandler<FinishTargetFreeze, bool>
{
    public async Task<Result<bool>> HandleAsync(FinishTargetFreeze command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await TargetBook.LockAsync(db, command.PlanId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        if (FreezeChecks.Fault(context, plan) is { } fault)
        {
            return fault;
        }

        if (plan.State == TargetPlanState.Frozen)
        {
            return true;
        }

        if (plan.State != TargetPlanState.Freezing || await FreezeChecks.Due(db, plan, clock.DayOf(context.Now)).AnyAsync(cancellationToken))
        {
            return Error.Of("targets_not_written");
        }

        (plan.State, plan.VersionNo, plan.FrozenByName, plan.FrozenAt) = (TargetPlanState.Frozen, 1, context.Caller.Name, context.Now);
        context.Audit("targets.frozen", "target_plan", plan.Id, after: new { State = "frozen", plan.VersionNo });
        return true;
    }
}

/// <summary>What the steps of a freeze share.</summary>
internal static class FreezeChecks
{
    public static Error? Fault(CommandContext context, TargetPlan plan) =>
        !context.Caller.Scope.IsAll ? Error.Of("targets_whole_network") : plan.State == TargetPlanState.Draft ? Error.Of("targets_not_open", plan.Id) : null;

    /// <summary>Lines whose fact does not say what was agreed. Months that have ended keep what they were measured by.</summary>
    public static IQueryable<TargetLine> Due(AppDbContext db, TargetPlan plan, DateOnly today)
    {
        var (id, kind, first) = (plan.Id, plan.Kind, Period.MonthOf(today).Start);
        return db.Set<TargetLine>().AsNoTracking().Where(l => l.PlanId == id && l.MonthOn >= first
            && !db.Set<TargetFact>().Any(f => f.DealerId == l.DealerId && f.MonthOn == l.MonthOn && f.Kind == kind && f.TargetAmount == l.Agreed));
    }
}
