using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Rules;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Data;

/// <summary>Turns a judgement into rows: hits, and a review when the order is held.</summary>
internal sealed class RiskRecords(BusinessClock clock)
{
    /// <summary>An order that was looked at before gets this judgement's hits instead, and a review that had ended begins again when it must.</summary>
    public async Task KeepAsync(CommandContext context, Judgement judgement, CancellationToken cancellationToken)
    {
        var db = context.Db;
        var orderId = judgement.Facts.OrderId;
        await db.Set<RiskHit>().Where(h => h.OrderId == orderId).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(HitsOf(judgement));
        if (judgement.Band < RiskBand.ManagerReview)
        {
            return;
        }

        if (await db.Set<RiskCase>().SingleOrDefaultAsync(c => c.OrderId == orderId, cancellationToken) is not { } review)
        {
            Open(context, judgement);
            return;
        }

        if (review.IsClosed)
        {
            var before = new { review.State, review.Score, review.Verdict };
            review.State = RiskCaseLifecycle.Fire(review, RiskCaseTrigger.Reopen, _ => false, isSystem: true).Value;
            (review.ClosedAt, review.Verdict, review.ChangedAt, review.ChangedBy) = (null, null, context.Now, context.Caller.Name);
            context.Audit("risk.reopened", "risk_case", orderId, before, new { judgement.Score }, dealerId: review.DealerId);
        }

        (review.Score, review.IsForAuditors) = (judgement.Score, judgement.Band == RiskBand.AuditorReview);
        context.Record(FactOf(review));
    }

    public void Open(CommandContext context, Judgement judgement)
    {
        var review = CaseOf(judgement, context.Now);
        context.Db.Add(review);
        context.Record(FactOf(review));
        context.Audit("risk.opened", "risk_case", review.OrderId, after: new { review.Score, Rules = judgement.Hits.Select(h => h.RuleId) }, dealerId: review.DealerId);
    }

    public static RiskCase CaseOf(Judgement judgement, DateTimeOffset at) => new()
    {
        OrderId = judgement.Facts.OrderId,
        DealerId = judgement.Facts.DealerId,
        Score = judgement.Score,
        IsForAuditors = judgement.Band == RiskBand.AuditorReview,
        OpenedAt = at,
    };

    public static IEnumerable<RiskHit> HitsOf(Judgement judgement) => judgement.Hits.Select(hit => new RiskHit
    {
        OrderId = judgement.Facts.OrderId,
        RuleId = hit.RuleId,
        DealerId = judgement.Facts.DealerId,
        OrderedOn = judgement.Facts.Day,
        Strength = (int)Math.Round(hit.Finding.Strength * 1_000),
        Weight = hit.Weight,
        RuleVersion = hit.Version,
        Text = hit.Finding.Text,
        Arguments = Evidence.Keep(hit.Finding.Arguments),
    });

    public RiskReviewFact FactOf(RiskCase review) => new()
    {
        OrderId = review.OrderId,
        DealerId = review.DealerId,
        OpenedOn = clock.DayOf(review.OpenedAt),
        OpenedAt = review.OpenedAt,
        ClosedAt = review.ClosedAt,
        Score = review.Score,
        Desk = review.IsForAuditors ? "auditors" : "manager",
        State = review.State switch
        {
            RiskCaseState.Open => "open",
            RiskCaseState.InReview => "in_review",
            RiskCaseState.PapersRequested => "papers_requested",
            RiskCaseState.Released => "released",
            RiskCaseState.Rejected => "rejected",
            RiskCaseState.Withdrawn => "withdrawn",
            _ => throw new InvalidOperationException(),
        },
        Verdict = review.Verdict switch { true => "true", false => "false", null => null },
    };
}
