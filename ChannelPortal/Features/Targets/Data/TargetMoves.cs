using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Data;

/// <inheritdoc cref="ITerritoryTargets"/>
internal sealed class TargetMoves(TargetNews news, TimeProvider time) : ITerritoryTargets
{
    public async Task<IReadOnlyList<MonthTarget>> ReadAsync(AppDbContext db, IReadOnlyList<string> dealerIds, DateOnly first, CancellationToken cancellationToken) =>
        await db.Set<TargetFact>().AsNoTracking().Where(t => dealerIds.Contains(t.DealerId) && t.MonthOn >= first)
            .Select(t => new MonthTarget { DealerId = t.DealerId, MonthOn = t.MonthOn, Kind = t.Kind, TargetAmount = t.TargetAmount }).ToListAsync(cancellationToken);

    public async Task WriteAsync(CommandContext context, IReadOnlyList<MonthTarget> targets, string reason, CancellationToken cancellationToken)
    {
        var (db, changeId) = (context.Db, SequentialId.New(time));
        foreach (var target in targets)
        {
            context.Record(new TargetFact { DealerId = target.DealerId, MonthOn = target.MonthOn, Kind = target.Kind, TargetAmount = target.TargetAmount });
        }

        // Only a frozen plan has become facts; one that is being agreed is a matter for people.
        foreach (var group in targets.GroupBy(t => (t.MonthOn.Year, t.Kind)))
        {
            var (year, kind) = group.Key;
            if (await db.Set<TargetPlan>().Where(p => p.Year == year && p.Kind == kind && p.State == TargetPlanState.Frozen).Select(p => p.Id).SingleOrDefaultAsync(cancellationToken) is not { } planId)
            {
                continue;
            }

            var plan = (await TargetBook.LockAsync(db, planId, cancellationToken))!;
            var totals = new Dictionary<string, long>(StringComparer.Ordinal);
            await db.Set<TargetPlan>().Where(p => p.Id == planId).ExecuteUpdateAsync(p => p.SetProperty(x => x.VersionNo, x => x.VersionNo + 1), cancellationToken);
            foreach (var dealer in group.GroupBy(t => t.DealerId))
            {
                totals[dealer.Key] = await FollowAsync(context, planId, changeId, dealer, reason, cancellationToken);
            }

            await news.TellAsync(context, plan, TargetNews.Changed, totals, cancellationToken);
        }
    }

    /// <returns>What the dealer's year comes to.</returns>
    private static async Task<long> FollowAsync(CommandContext context, string planId, Guid changeId, IGrouping<string, MonthTarget> dealer, string reason, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var lines = await db.Set<TargetLine>().Where(l => l.PlanId == planId && l.DealerId == dealer.Key).ToDictionaryAsync(l => l.MonthOn, cancellationToken);
        if (lines.Count == 0)
        {
            db.Add(new TargetShare { PlanId = planId, DealerId = dealer.Key, AgreedByName = context.Caller.Name, AgreedAt = context.Now });
        }

        var total = lines.Values.Sum(l => l.Agreed ?? l.TopDown);
        foreach (var target in dealer)
        {
            var line = lines.GetValueOrDefault(target.MonthOn);
            db.Add(new TargetRevision
            {
                ChangeId = changeId, PlanId = planId, DealerId = dealer.Key, MonthOn = target.MonthOn, ByName = context.Caller.Name, At = context.Now, Before = line?.Agreed ?? 0, After = target.TargetAmount, Reason = reason,
            });
            total += target.TargetAmount - (line is null ? 0 : line.Agreed ?? line.TopDown);
            if (line is null)
            {
                db.Add(new TargetLine { PlanId = planId, DealerId = dealer.Key, MonthOn = target.MonthOn, Agreed = target.TargetAmount });
            }
            else
            {
                line.Agreed = target.TargetAmount;
            }
        }

        return total;
    }
}
