using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Data;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Rules;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Commands;

/// <summary>Looks again at a dealer's orders that are not let go yet, with what is known by now, and ends reviews of orders that are gone.</summary>
[Permission("risk.rescore")]
internal sealed record RescoreOrders(string DealerId) : ICommand<RescoredOrders>;

internal sealed record RescoredOrders(int Orders, int Opened, int Withdrawn);

internal sealed class RescoreOrdersHandler(RiskData data, RiskRules rules, RiskRecords records, IOrderMoves moves, ICreditAccounts credit) : ICommandHandler<RescoreOrders, RescoredOrders>
{
    private static readonly string[] s_open = ["submitted", "held"];

    public async Task<Result<RescoredOrders>> HandleAsync(RescoreOrders command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        await credit.LockAsync(db, command.DealerId, cancellationToken);
        // What waits for the dealer's own approver has not reached the manufacturer yet; it is screened when it does.
        var inForce = await rules.InForceAsync(db, cancellationToken);
        var orders = await db.Set<OrderFact>().AsNoTracking().Where(o => o.DealerId == command.DealerId && s_open.Contains(o.Status) && o.HoldReason != OrderStatuses.AwaitsApproval).ToListAsync(cancellationToken);
        var ids = orders.Select(o => o.OrderId).ToList();
        var lines = (await db.Set<OrderLineFact>().AsNoTracking().Where(l => ids.Contains(l.OrderId)).ToListAsync(cancellationToken)).ToLookup(l => l.OrderId, StringComparer.Ordinal);
        var reviews = await db.Set<RiskCase>().Where(c => c.DealerId == command.DealerId && (c.ClosedAt == null || ids.Contains(c.OrderId))).ToListAsync(cancellationToken);
        await db.Set<RiskHit>().Where(h => ids.Contains(h.OrderId)).ExecuteDeleteAsync(cancellationToken);
        var opened = 0;
        foreach (var order in orders)
        {
            var judgement = RiskRuleBook.Judge(await data.ForOrderAsync(db, data.InputOf(order, [.. lines[order.OrderId]]), cancellationToken), inForce);
            db.AddRange(RiskRecords.HitsOf(judgement));
            if (reviews.Find(c => c.OrderId == order.OrderId) is { } review)
            {
                Update(context, review, judgement);
            }
            else if (judgement.Band >= RiskBand.ManagerReview)
            {
                records.Open(context, judgement);
                var moved = await moves.MoveAsync(context, order.OrderId, OrderTrigger.Suspect, o => (o.HoldReason, o.WasHeld, o.RiskScore) = ("risk", true, judgement.Score), null, cancellationToken);
                if (!moved.Ok)
                {
                    return Result<RescoredOrders>.Fail(moved.Errors);
                }

                opened++;
            }
        }

        return new RescoredOrders(orders.Count, opened, Withdraw(context, reviews, ids));
    }

    /// <summary>A review that is open stays so whatever the score fell to: a person decides.</summary>
    private void Update(CommandContext context, RiskCase review, Judgement judgement)
    {
        if (!review.IsClosed && review.Score != judgement.Score)
        {
            (review.Score, review.IsForAuditors) = (judgement.Score, review.IsForAuditors || judgement.Band == RiskBand.AuditorReview);
            context.Record(records.FactOf(review));
        }
    }

    private int Withdraw(CommandContext context, List<RiskCase> reviews, List<string> open)
    {
        var gone = reviews.FindAll(c => !c.IsClosed && !open.Contains(c.OrderId));
        foreach (var review in gone)
        {
            review.State = RiskCaseLifecycle.Fire(review, RiskCaseTrigger.Withdraw, _ => false, context.Caller.IsSystem).Value;
            (review.ClosedAt, review.ChangedAt, review.ChangedBy) = (context.Now, context.Now, context.Caller.Name);
            context.Record(records.FactOf(review));
            context.Audit("risk.withdraw", "risk_case", review.OrderId, dealerId: review.DealerId);
        }

        return gone.Count;
    }
}
