using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Commands;

/// <summary>A dealer's own view of its year, month by month or as a total that takes the shape of the top-down months.</summary>
/// <param name="Amounts">All months of the plan, minor units; null with a total.</param>
/// <param name="Total">Minor units.</param>
[Permission(TargetsPermissions.Propose)]
internal sealed record ProposeTargets(string PlanId, IReadOnlyList<MonthAmount>? Amounts, long? Total, string? Remark) : ICommand<long>;

internal sealed class ProposeTargetsHandler(TargetNews news) : ICommandHandler<ProposeTargets, long>
{
    private const int LongestRemark = 500;

    public async Task<Result<long>> HandleAsync(ProposeTargets command, CommandContext context, CancellationToken cancellationToken)
    {
        // The dealer is the caller's own: the command names none.
        if (context.Caller.DealerId is not { } dealerId || await TargetBook.LockAsync(context.Db, command.PlanId, cancellationToken) is not { IsShownToDealers: true } plan
            || await TargetDesk.FindAsync(context, plan.Id, dealerId, cancellationToken) is not { } desk)
        {
            return Error.NotFound;
        }

        if (plan.State != TargetPlanState.Proposing || desk.Share.AgreedAt is not null)
        {
            return Error.Of(plan.State == TargetPlanState.Proposing ? "targets_agreed" : "targets_not_open", plan.Id);
        }

        if (command.Remark?.Length > LongestRemark)
        {
            return Error.Of("targets_words", LongestRemark).On("remark");
        }

        var amounts = command.Amounts ?? (command.Total is >= 0 and <= TargetChecks.MaxAmount ? TargetSpread.ByShape(command.Total.Value, desk.TopDown) : []);
        if ((TargetChecks.AmountsFault(amounts) ?? desk.MonthsFault(amounts)) is { } fault)
        {
            return fault;
        }

        foreach (var amount in amounts)
        {
            desk.Lines[amount.MonthOn].Proposed = amount.Amount;
        }

        (desk.Share.Remark, desk.Share.ProposedByName, desk.Share.ProposedAt) = (command.Remark?.Trim(), context.Caller.Name, context.Now);
        var total = amounts.Sum(a => a.Amount);
        context.Audit("targets.propose", "target_plan", plan.Id, after: new { Total = total }, reason: desk.Share.Remark, dealerId: dealerId);
        await news.TellAsync(context, plan, TargetNews.Proposed, new Dictionary<string, long>(StringComparer.Ordinal) { [dealerId] = total }, cancellationToken);
        return total;
    }
}

/// <summary>One dealer's lines in a plan, tracked. Null outside the caller's scope.</summary>
internal sealed class TargetDesk(TargetShare share, Dictionary<DateOnly, TargetLine> lines)
{
    public TargetShare Share => share;

    public IReadOnlyDictionary<DateOnly, TargetLine> Lines => lines;

    public IReadOnlyList<MonthAmount> TopDown => [.. lines.Values.OrderBy(l => l.MonthOn).Select(l => new MonthAmount(l.MonthOn, l.TopDown))];

    public static async Task<TargetDesk?> FindAsync(CommandContext context, string planId, string dealerId, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var share = await db.Set<TargetShare>().SingleOrDefaultAsync(s => s.PlanId == planId && s.DealerId == dealerId, cancellationToken);
        return share is null ? null : new TargetDesk(share, await db.Set<TargetLine>().Where(l => l.PlanId == planId && l.DealerId == dealerId).ToDictionaryAsync(l => l.MonthOn, cancellationToken));
    }

    /// <summary>An answer names each month of the plan once.</summary>
    public Error? MonthsFault(IReadOnlyList<MonthAmount> amounts) =>
        amounts.Count == lines.Count && amounts.All(a => lines.ContainsKey(a.MonthOn)) && amounts.Select(a => a.MonthOn).Distinct().Count() == amounts.Count ? null : Error.Of("targets_all_months").On("amounts");
}
