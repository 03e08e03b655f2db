using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Rules;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Data;

/// <inheritdoc cref="IRiskReplay"/>
internal sealed class RiskReplay(IAppDbFactory factory, RiskData data, RiskRules rules, RiskRecords records, IFactBulkLoader loader, TimeProvider time) : IRiskReplay
{
    private const string Source = "/portal/risk/history";

    /// <summary>Hours that the review of an order takes whose own hold is not known.</summary>
    private const int ReviewHours = 5;

    public IReadOnlyList<string> Rules => [.. RiskRuleBook.Rules.Select(r => r.Id).Where(rules.HasData)];

    public async Task<IReadOnlyList<ReplayedHit>> ReplayAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return [.. (await JudgeAsync(db, from, to, cancellationToken)).SelectMany(j => j.Hits.Select(h => new ReplayedHit(h.RuleId, j.Facts.OrderId, j.Facts.DealerId, j.Facts.Day, j.Score)))];
    }

    public async Task<int> KeepAsync(DateOnly from, DateOnly to, string reviewer, Func<string, DateOnly, IReadOnlyList<string>, bool> verdictOf, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        if (await db.Set<RiskHit>().AnyAsync(h => h.OrderedOn >= from && h.OrderedOn <= to, cancellationToken))
        {
            return 0;
        }

        var judgements = (await JudgeAsync(db, from, to, cancellationToken)).Where(j => j.Hits.Count > 0).ToList();
        var ids = judgements.Select(j => j.Facts.OrderId).ToHashSet(StringComparer.Ordinal);
        var orders = (await db.Set<OrderFact>().AsNoTracking().Where(o => o.OrderedOn >= from && o.OrderedOn <= to).ToListAsync(cancellationToken))
            .Where(o => ids.Contains(o.OrderId)).ToDictionary(o => o.OrderId, StringComparer.Ordinal);
        var rows = new List<FactRow>();
        foreach (var judgement in judgements)
        {
            var order = orders[judgement.Facts.OrderId];
            order.RiskScore = judgement.Score;
            db.AddRange(RiskRecords.HitsOf(judgement));
            if (judgement.Band >= RiskBand.ManagerReview)
            {
                var review = CaseOf(judgement, order, reviewer, verdictOf, time.GetUtcNow());
                db.Add(review);
                var fact = records.FactOf(review);
                fact.OccurredAt = review.ClosedAt ?? review.OpenedAt;
                rows.Add(fact);
            }

            rows.Add(order);
        }

        await loader.LoadAsync(Source, rows, null, row => row.OccurredAt, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return judgements.Count;
    }

    private async Task<IEnumerable<Judgement>> JudgeAsync(AppDbContext db, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var inForce = await rules.InForceAsync(db, cancellationToken);
        return (await data.ForPeriodAsync(db, from, to, cancellationToken)).Select(f => RiskRuleBook.Judge(f, inForce));
    }

    /// <summary>An order that still waits gets an open review; what became of any other one was decided then.</summary>
    private static RiskCase CaseOf(Judgement judgement, OrderFact order, string reviewer, Func<string, DateOnly, IReadOnlyList<string>, bool> verdictOf, DateTimeOffset now)
    {
        var review = RiskRecords.CaseOf(judgement, order.SubmittedAt ?? order.OccurredAt);
        order.WasHeld = true;
        order.AutoApproved = false;
        if (order.Status is "held")
        {
            order.HoldReason = "risk";
            return review;
        }

        var hours = order.HoldHours ?? (order.ConfirmedAt - order.SubmittedAt)?.TotalHours ?? ReviewHours;
        hours = Math.Clamp(hours, 0, Math.Max(0, (now - review.OpenedAt).TotalHours));
        order.HoldHours = Math.Round(hours, 2);
        review.State = order.Status switch { "rejected" => RiskCaseState.Rejected, "cancelled" => RiskCaseState.Withdrawn, _ => RiskCaseState.Released };
        (review.ClosedAt, review.ChangedAt, review.ChangedBy) = (review.OpenedAt.AddHours(hours), review.OpenedAt.AddHours(hours), reviewer);
        review.Verdict = review.State == RiskCaseState.Withdrawn ? null : verdictOf(order.DealerId, order.OrderedOn, [.. judgement.Hits.Select(h => h.RuleId)]);
        return review;
    }
}
