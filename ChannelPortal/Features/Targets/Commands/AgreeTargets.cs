using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Commands;

/// <summary>Where agreed amounts come from.</summary>
internal enum TargetSource
{
    /// <summary>What was handed down.</summary>
    TopDown,

    /// <summary>What the dealer proposed; for who proposed nothing, what was handed down.</summary>
    Proposal,
}

/// <summary>Agrees on a dealer's months: as proposed, as handed down, or as the manager writes them.</summary>
/// <param name="Amounts">All months, minor units; null takes the source's.</param>
[Permission(TargetsPermissions.Manage)]
internal sealed record AgreeTargets(string PlanId, string DealerId, TargetSource Source, IReadOnlyList<MonthAmount>? Amounts = null) : ICommand<long>;

/// <summary>The same for all dealers of the caller's scope who are not agreed yet. Answers how many.</summary>
/// <param name="AreaId">Only this area; null for all.</param>
[Permission(TargetsPermissions.Manage)]
internal sealed record AgreeAllTargets(string PlanId, string? AreaId, TargetSource Source) : ICommand<int>;

internal sealed class AgreeTargetsHandler(TargetNews news) : ICommandHandler<AgreeTargets, long>
{
    public async Task<Result<long>> HandleAsync(AgreeTargets command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await TargetBook.LockAsync(context.Db, command.PlanId, cancellationToken) is not { } plan
            || await TargetDesk.FindAsync(context, plan.Id, command.DealerId, cancellationToken) is not { } desk)
        {
            return Error.NotFound;
        }

        if (plan.State != TargetPlanState.Proposing)
        {
            return Error.Of("targets_not_open", plan.Id);
        }

        var amounts = command.Amounts ?? [.. desk.Lines.Values.Select(l => new MonthAmount(l.MonthOn, (command.Source == TargetSource.Proposal ? l.Proposed : null) ?? l.TopDown))];
        if ((TargetChecks.AmountsFault(amounts) ?? desk.MonthsFault(amounts)) is { } fault)
        {
            return fault;
        }

        var before = desk.Lines.Values.Sum(l => l.Agreed);
        foreach (var amount in amounts)
        {
            desk.Lines[amount.MonthOn].Agreed = amount.Amount;
        }

        (desk.Share.AgreedByName, desk.Share.AgreedAt) = (context.Caller.Name, context.Now);
        var total = amounts.Sum(a => a.Amount);
        context.Audit("targets.agree", "target_plan", plan.Id, new { Total = before }, new { Total = total, Source = command.Amounts is null ? command.Source.ToString() : "written" }, dealerId: command.DealerId);
        await news.TellAsync(context, plan, TargetNews.Agreed, new Dictionary<string, long>(StringComparer.Ordinal) { [command.DealerId] = total }, cancellationToken);
        return total;
    }
}

internal sealed class AgreeAllTargetsHandler(TargetNews news) : ICommandHandler<AgreeAllTargets, int>
{
    public async Task<Result<int>> HandleAsync(AgreeAllTargets command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await TargetBook.LockAsync(db, command.PlanId, cancellationToken) is not { } plan)
        {
            return Error.NotFound;
        }

        if (plan.State != TargetPlanState.Proposing)
        {
            return Error.Of("targets_not_open", plan.Id);
        }

        var open = await db.Set<TargetShare>().Where(s => s.PlanId == plan.Id && s.AgreedAt == null).Select(s => s.DealerId).ToListAsync(cancellationToken);
        if (command.AreaId is { } area)
        {
            var there = (await TargetBook.DealersOfAsync(db, plan.Id, cancellationToken)).Where(d => d.Area.AreaId == area).Select(d => d.DealerId).ToHashSet(StringComparer.Ordinal);
            open.RemoveAll(d => !there.Contains(d));
        }

        var isProposal = command.Source == TargetSource.Proposal;
        await db.Set<TargetLine>().Where(l => l.PlanId == plan.Id && open.Contains(l.DealerId)).ExecuteUpdateAsync(
            l => l.SetProperty(x => x.Agreed, x => isProposal ? x.Proposed ?? x.TopDown : x.TopDown), cancellationToken);
        await db.Set<TargetShare>().Where(s => s.PlanId == plan.Id && open.Contains(s.DealerId)).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.AgreedByName, context.Caller.Name).SetProperty(x => x.AgreedAt, context.Now).SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
        context.Audit("targets.agree-all", "target_plan", plan.Id, after: new { command.AreaId, Source = command.Source.ToString(), Dealers = open.Count });
        await news.TellAsync(context, plan, TargetNews.Agreed, await TargetNews.TotalsAsync(db, plan.Id, open, cancellationToken), cancellationToken);
        return open.Count;
    }
}
