using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Commands;

/// <summary>Clears a draft for a spread of this amount. Parts follow, and the last step tests the sum: an interrupted spread is begun again.</summary>
/// <param name="TopAmount">Minor units.</param>
[Permission(TargetsPermissions.Plan)]
internal sealed record BeginTargetSpread(string PlanId, long TopAmount) : ICommand<bool>;

/// <summary>Lines of some dealers.</summary>
[Permission(TargetsPermissions.Plan)]
internal sealed record SpreadTargetPart(string PlanId, IReadOnlyList<DealerMonths> Dealers) : ICommand<int>;

/// <summary>The lines sum to the top amount, or the spread is refused.</summary>
[Permission(TargetsPermissions.Plan)]
internal sealed record FinishTargetSpread(string PlanId) : ICommand<int>;

internal sealed class BeginTargetSpreadHandler : ICommandHandler<BeginTargetSpread, bool>
{
    public async Task<Result<bool>> HandleAsync(BeginTargetSpread command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await TargetBook.LockAsync(db, command.PlanId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        if ((TargetChecks.DraftFault(context, plan) ?? TargetChecks.TopFault(command.TopAmount)) is { } fault)
        {
            return fault;
        }

        await db.Set<TargetLine>().Where(l => l.PlanId == plan.Id).ExecuteDeleteAsync(cancellationToken);
        await db.Set<TargetShare>().Where(s => s.PlanId == plan.Id).ExecuteDeleteAsync(cancellationToken);
        context.Audit("targets.spread", "target_plan", plan.Id, new { plan.TopAmount }, new { command.TopAmount });
        (plan.TopAmount, plan.IsSpread) = (command.TopAmount, false);
        return true;
    }
}

internal sealed class SpreadTargetPartHandler : ICommandHandler<SpreadTargetPart, int>
{
    public async Task<Result<int>> HandleAsync(SpreadTargetPart command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await TargetBook.LockAsync(context.Db, command.PlanId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        if (TargetChecks.DraftFault(context, plan) is { } fault)
        {
            return fault;
        }

        context.Db.AddRange(command.Dealers.Select(d => new TargetShare { PlanId = plan.Id, DealerId = d.DealerId }));
        context.Db.AddRange(command.Dealers.SelectMany(d => d.Months.Select(m => new TargetLine { PlanId = plan.Id, DealerId = d.DealerId, MonthOn = m.MonthOn, TopDown = m.Amount })));
        return command.Dealers.Count;
    }
}

internal sealed class FinishTargetSpreadHandler : ICommandHandler<FinishTargetSpread, int>
{
    public async Task<Result<int>> HandleAsync(FinishTargetSpread command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await TargetBook.LockAsync(db, command.PlanId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        if (TargetChecks.DraftFault(context, plan) is { } fault)
        {
            return fault;
        }

        if (await db.Set<TargetLine>().Where(l => l.PlanId == plan.Id).SumAsync(l => l.TopDown, cancellationToken) != plan.TopAmount)
        {
            return Error.Of("targets_not_spread");
        }

        plan.IsSpread = true;
        return await db.Set<TargetShare>().CountAsync(s => s.PlanId == plan.Id, cancellationToken);
    }
}
