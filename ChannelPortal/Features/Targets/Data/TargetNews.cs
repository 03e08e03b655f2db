using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Targets.Data;

/// <summary>Says in facts how far dealers are, for whoever tells people.</summary>
internal sealed class TargetNews(BusinessClock clock)
{
    public const string Opened = "opened";
    public const string Proposed = "proposed";
    public const string Agreed = "agreed";
    public const string Frozen = "frozen";
    public const string Changed = "changed";

    /// <param name="totals">By dealer, minor units.</param>
    public async Task TellAsync(CommandContext context, TargetPlan plan, string status, IReadOnlyDictionary<string, long> totals, CancellationToken cancellationToken)
    {
        var ids = totals.Keys.ToList();
        var turns = await context.Db.Set<TargetStandingFact>().AsNoTracking().Where(s => s.PlanId == plan.Id && ids.Contains(s.DealerId)).Select(s => new { s.DealerId, s.Turn })
            .ToDictionaryAsync(s => s.DealerId, s => s.Turn, StringComparer.Ordinal, cancellationToken);
        foreach (var (dealerId, total) in totals.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            context.Record(new TargetStandingFact
            {
                PlanId = plan.Id, DealerId = dealerId, Year = plan.Year, Kind = plan.Kind, Status = status, TotalAmount = total, Turn = turns.GetValueOrDefault(dealerId) + 1, ProposeUntil = plan.ProposeUntil,
                MovedOn = clock.DayOf(context.Now),
            });
        }
    }

    /// <summary>What the lines of some dealers come to: what is agreed, else what was handed down.</summary>
    public static Task<Dictionary<string, long>> TotalsAsync(AppDbContext db, string planId, IReadOnlyCollection<string>? dealers, CancellationToken cancellationToken) =>
        db.Set<TargetLine>().AsNoTracking().Where(l => l.PlanId == planId && (dealers == null || dealers.Contains(l.DealerId))).GroupBy(l => l.DealerId).Select(g => new { g.Key, Sum = g.Sum(l => l.Agreed ?? l.TopDown) })
            .ToDictionaryAsync(g => g.Key, g => g.Sum, StringComparer.Ordinal, cancellationToken);
}
