using ChannelPortal.Features.Targets.Data;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Queries;

/// <summary>What a dealer, an area or all of them have of a plan. Minor units.</summary>
/// <param name="LastYear">Reached in the year before the plan's.</param>
/// <param name="ToDate">Target of the months that have begun.</param>
/// <param name="Actual">Reached in the plan's year until now.</param>
/// <param name="Proposed">What was proposed; null when nobody did.</param>
/// <param name="Agreed">What is agreed; null when nobody is.</param>
/// <param name="Answered">Dealers who proposed.</param>
/// <param name="Done">Dealers who are agreed.</param>
public sealed record TargetSums(int Dealers, int Answered, int Done, long LastYear, long TopDown, long? Proposed, long? Agreed, long ToDate, long Actual, long ProposedTopDown)
{
    /// <summary>How far what was proposed is from what was handed down to the same dealers.</summary>
    public long? Gap => Proposed - ProposedTopDown;

    /// <summary>Reached of what the months so far ask; null before the first.</summary>
    public decimal? Attainment => ToDate > 0 ? Actual / (decimal)ToDate : null;

    public static TargetSums Of(IReadOnlyCollection<TargetSums> parts) => new(
        parts.Sum(p => p.Dealers), parts.Sum(p => p.Answered), parts.Sum(p => p.Done), parts.Sum(p => p.LastYear), parts.Sum(p => p.TopDown),
        parts.Any(p => p.Proposed is not null) ? parts.Sum(p => p.Proposed) : null, parts.Any(p => p.Agreed is not null) ? parts.Sum(p => p.Agreed) : null,
        parts.Sum(p => p.ToDate), parts.Sum(p => p.Actual), parts.Sum(p => p.ProposedTopDown));
}

public sealed record TargetDealerRow(string DealerId, string Name, string AreaId, TargetArea Province, TargetSums Sums);

public sealed record TargetAreaRow(TargetArea Area, TargetSums Sums, IReadOnlyList<TargetDealerRow> Dealers);

/// <summary>A month of the curve, minor units.</summary>
/// <param name="Actual">Null for a month that has not begun.</param>
public sealed record TargetMonth(DateOnly MonthOn, long Target, long? Actual, long LastYear);

/// <summary>A plan as an area manager or the head office sees it: whatever lies in the scope.</summary>
public sealed record TargetTree(TargetPlan Plan, TargetSums Whole, IReadOnlyList<TargetMonth> Months, IReadOnlyList<TargetAreaRow> Areas);

/// <summary>Plans and what stands in them, within a scope.</summary>
internal sealed class FindTargets(IAppDbFactory factory, TargetActuals actuals, BusinessClock clock)
{
    /// <summary>All plans, newest year first.</summary>
    public async Task<IReadOnlyList<TargetPlan>> PlansAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return [.. (await db.Set<TargetPlan>().AsNoTracking().ToListAsync(cancellationToken)).OrderByDescending(p => p.Year).ThenBy(p => TargetKinds.All.ToList().IndexOf(p.Kind))];
    }

    public async Task<TargetPlan?> PlanAsync(string planId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.None);
        return await db.Set<TargetPlan>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == planId, cancellationToken);
    }

    public async Task<TargetTree> TreeAsync(TargetPlan plan, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var (year, id, begun) = (Period.Year(plan.Year), plan.Id, Period.MonthOf(clock.Today).End);
        var lines = db.Set<TargetLine>().AsNoTracking().Where(l => l.PlanId == id);
        var sums = await lines.GroupBy(l => l.DealerId).Select(g => new
        {
            DealerId = g.Key, TopDown = g.Sum(l => l.TopDown), Proposed = g.Sum(l => l.Proposed), Agreed = g.Sum(l => l.Agreed), ToDate = g.Sum(l => l.MonthOn < begun ? l.Agreed ?? l.TopDown : 0),
        }).ToDictionaryAsync(s => s.DealerId, StringComparer.Ordinal, cancellationToken);
        var shares = await db.Set<TargetShare>().AsNoTracking().Where(s => s.PlanId == id).Select(s => new { s.DealerId, IsProposed = s.ProposedAt != null, IsAgreed = s.AgreedAt != null })
            .ToDictionaryAsync(s => s.DealerId, StringComparer.Ordinal, cancellationToken);
        var targets = await lines.GroupBy(l => l.MonthOn).Select(g => new { g.Key, Amount = g.Sum(l => l.Agreed ?? l.TopDown) }).ToDictionaryAsync(m => m.Key, m => m.Amount, cancellationToken);
        var dealers = await TargetBook.DealersOfAsync(db, id, cancellationToken);

        // What was reached before the plan's first month counts towards none of its targets.
        var from = targets.Count == 0 ? year.Start : targets.Keys.Min();
        var now = from < begun ? await actuals.ByDealerAsync(plan.Kind, year with { Start = from }, scope, cancellationToken) : new Dictionary<string, long>(StringComparer.Ordinal);
        var before = await actuals.ByDealerAsync(plan.Kind, Period.Year(plan.Year - 1), scope, cancellationToken);
        var rows = dealers.Where(d => sums.ContainsKey(d.DealerId) && shares.ContainsKey(d.DealerId)).Select(d =>
        {
            var (sum, share) = (sums[d.DealerId], shares[d.DealerId]);
            return (d.Area, Row: new TargetDealerRow(d.DealerId, d.Name, d.Area.AreaId, d.Province, new TargetSums(
                1, share.IsProposed ? 1 : 0, share.IsAgreed ? 1 : 0, before.GetValueOrDefault(d.DealerId), sum.TopDown, share.IsProposed ? sum.Proposed : null, share.IsAgreed ? sum.Agreed : null, sum.ToDate,
                now.GetValueOrDefault(d.DealerId), share.IsProposed ? sum.TopDown : 0)));
        }).ToList();
        var areas = rows.GroupBy(r => r.Area).OrderByDescending(g => g.Sum(r => r.Row.Sums.TopDown)).ThenBy(g => g.Key.AreaId, StringComparer.Ordinal)
            .Select(g => new TargetAreaRow(g.Key, TargetSums.Of([.. g.Select(r => r.Row.Sums)]), [.. g.Select(r => r.Row).OrderByDescending(r => r.Sums.TopDown).ThenBy(r => r.DealerId, StringComparer.Ordinal)])).ToList();
        return new TargetTree(plan, TargetSums.Of([.. areas.Select(a => a.Sums)]), await MonthsAsync(plan, null, targets, scope, cancellationToken), areas);
    }

    /// <summary>The year's months with what was reached in them and a year before.</summary>
    /// <param name="dealerId">Null for the whole scope.</param>
    /// <param name="targets">By month; a month that the plan does not have asks nothing.</param>
    public async Task<IReadOnlyList<TargetMonth>> MonthsAsync(TargetPlan plan, string? dealerId, IReadOnlyDictionary<DateOnly, long> targets, DealerScope scope, CancellationToken cancellationToken)
    {
        var (months, begun) = (TargetCalendar.Months(plan.Year), Period.MonthOf(clock.Today).End);
        var values = await actuals.MonthsAsync(plan.Kind, dealerId, [.. months.Select(m => m.AddYears(-1)), .. months.Where(m => m < begun)], scope, cancellationToken);
        return [.. months.Select((m, i) => new TargetMonth(m, targets.GetValueOrDefault(m), m < begun ? values[months.Count + i] : null, values[i]))];
    }
}
