using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Queries;

/// <summary>The joint business plan of a dealer and year.</summary>
public sealed record JointPlan(string DealerId, int Year, IReadOnlyList<PlanGoal> Goals, IReadOnlyList<PlanAction> Actions, IReadOnlyList<PlanReview> Reviews);

/// <summary>Null when the dealer lies outside the scope.</summary>
internal sealed class GetJointPlan(IAppDbFactory factory)
{
    public async Task<JointPlan?> RunAsync(string dealerId, int year, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (!await db.Set<DealerFact>().AnyAsync(d => d.DealerId == dealerId, cancellationToken))
        {
            return null;
        }

        var (first, next) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        var goals = await db.Set<PlanGoal>().AsNoTracking().Where(g => g.DealerId == dealerId && g.Year == year).ToListAsync(cancellationToken);
        var actions = await db.Set<PlanAction>().AsNoTracking().Where(a => a.DealerId == dealerId && a.Year == year).ToListAsync(cancellationToken);
        var reviews = await db.Set<PlanReview>().AsNoTracking().Where(r => r.DealerId == dealerId && r.QuarterOn >= first && r.QuarterOn < next).ToListAsync(cancellationToken);
        return new JointPlan(
            dealerId, year, [.. goals.OrderBy(g => g.DueOn).ThenBy(g => g.Id)], [.. actions.OrderBy(a => a.DoneOn is not null).ThenBy(a => a.DueOn).ThenBy(a => a.Id)],
            [.. reviews.GroupBy(r => r.QuarterOn).Select(g => g.MaxBy(r => (r.At, r.Id))!).OrderByDescending(r => r.QuarterOn)]);
    }
}
