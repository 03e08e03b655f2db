using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Queries;

/// <summary>A month of a dealer: what was handed down, proposed and agreed, and what was reached. Minor units.</summary>
public sealed record DealerTargetMonth(DateOnly MonthOn, long TopDown, long? Proposed, long? Agreed, long? Actual, long LastYear)
{
    public long Target => Agreed ?? TopDown;
}

/// <summary>One change of some months. Minor units.</summary>
public sealed record DealerTargetChange(Guid ChangeId, string ByName, DateTimeOffset At, string Reason, DateOnly From, int Months, long Before, long After);

/// <summary>A dealer's part in a plan.</summary>
public sealed record DealerTargets(TargetPlan Plan, string DealerId, string DealerName, TargetShare Share, IReadOnlyList<DealerTargetMonth> Months, IReadOnlyList<DealerTargetChange> Changes)
{
    public bool IsOpen => Plan.State == TargetPlanState.Proposing && Share.AgreedAt is null;

    /// <summary>Target of the months until the running one.</summary>
    public long ToDate => Months.Where(m => m.Actual is not null).Sum(m => m.Target);

    public long Actual => Months.Sum(m => m.Actual ?? 0);

    public IReadOnlyList<TargetMonth> Curve => [.. Months.Select(m => new TargetMonth(m.MonthOn, m.Target, m.Actual, m.LastYear))];
}

/// <summary>A dealer's own months in one plan or in all it may see. Null outside the scope.</summary>
internal sealed class GetDealerTargets(IAppDbFactory factory, FindTargets plans)
{
    public async Task<DealerTargets?> RunAsync(string planId, string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<TargetPlan>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == planId, cancellationToken) is { } plan && (plan.IsShownToDealers || !scope.IsOwn)
            ? await ReadAsync(db, plan, dealerId, scope, cancellationToken) : null;
    }

    /// <summary>Plans that a dealer may see, of a year.</summary>
    public async Task<IReadOnlyList<DealerTargets>> OwnAsync(string dealerId, int year, DealerScope scope, CancellationToken cancellationToken)
    {
        var own = new List<DealerTargets>();
        await using var db = factory.Create(scope);
        foreach (var plan in (await plans.PlansAsync(cancellationToken)).Where(p => p.Year == year && p.IsShownToDealers))
        {
            if (await ReadAsync(db, plan, dealerId, scope, cancellationToken) is { } found)
            {
                own.Add(found);
            }
        }

        return own;
    }

    private async Task<DealerTargets?> ReadAsync(AppDbContext db, TargetPlan plan, string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        if (await db.Set<TargetShare>().AsNoTracking().SingleOrDefaultAsync(s => s.PlanId == plan.Id && s.DealerId == dealerId, cancellationToken) is not { } share
            || await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == dealerId, cancellationToken) is not { } dealer)
        {
            return null;
        }

        var lines = await db.Set<TargetLine>().AsNoTracking().Where(l => l.PlanId == plan.Id && l.DealerId == dealerId).ToDictionaryAsync(l => l.MonthOn, cancellationToken);
        var curve = await plans.MonthsAsync(plan, dealerId, lines.ToDictionary(l => l.Key, l => l.Value.Agreed ?? l.Value.TopDown), scope, cancellationToken);
        var revisions = await db.Set<TargetRevision>().AsNoTracking().Where(r => r.PlanId == plan.Id && r.DealerId == dealerId).ToListAsync(cancellationToken);
        return new DealerTargets(
            plan, dealerId, PortalCultures.IsChinese() ? dealer.Name : dealer.NameEn ?? dealer.Name, share,
            [
                .. curve.Where(m => lines.ContainsKey(m.MonthOn)).Select(m =>
                {
                    var line = lines[m.MonthOn];
                    return new DealerTargetMonth(m.MonthOn, line.TopDown, line.Proposed, line.Agreed, m.Actual, m.LastYear);
                }),
            ],
            [
                .. revisions.GroupBy(r => r.ChangeId).Select(g => (First: g.MinBy(r => r.MonthOn)!, All: g))
                    .Select(g => new DealerTargetChange(g.All.Key, g.First.ByName, g.First.At, g.First.Reason, g.First.MonthOn, g.All.Count(), g.All.Sum(r => r.Before), g.All.Sum(r => r.After))).OrderByDescending(c => c.At),
            ]);
    }
}
