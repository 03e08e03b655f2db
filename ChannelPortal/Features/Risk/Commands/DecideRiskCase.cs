using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Risk.Data;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Commands;

/// <summary>Moves a review on: takes it, asks the dealer for papers, or ends it.</summary>
/// <param name="Version">The version that the person saw; a newer one means that somebody else was quicker.</param>
/// <param name="Verdict">Whether the engine was right; mandatory at the end.</param>
/// <param name="Reason">Mandatory for everything but taking.</param>
[Permission("risk.decide")]
internal sealed record DecideRiskCase(string OrderId, int Version, RiskCaseTrigger Trigger, bool? Verdict, string? Reason) : ICommand<RiskCaseMoved>;

/// <summary>Where review and order stand.</summary>
internal sealed record RiskCaseMoved(string OrderId, string OrderStatus, int Version);

internal sealed class DecideRiskCaseHandler(IOrderMoves moves, ICreditAccounts credit, RiskRecords records) : ICommandHandler<DecideRiskCase, RiskCaseMoved>
{
    private const int LongestReason = 500;

    public async Task<Result<RiskCaseMoved>> HandleAsync(DecideRiskCase command, CommandContext context, CancellationToken cancellationToken)
    {
        if (Check(command) is { } wrong)
        {
            return wrong;
        }

        var db = context.Db;
        if (await db.Set<RiskCase>().AsNoTracking().SingleOrDefaultAsync(c => c.OrderId == command.OrderId, cancellationToken) is not { } found)
        {
            return Error.NotFound;
        }

        // In the dealer's turn two clerks come one after the other, and the second reads what the first one did.
        await credit.LockAsync(db, found.DealerId, cancellationToken);
        var review = await db.Set<RiskCase>().SingleAsync(c => c.OrderId == command.OrderId, cancellationToken);
        if (review.Version != command.Version)
        {
            return RiskCaseLifecycle.Overtaken(review);
        }

        if (review.IsForAuditors && !context.Caller.Roles.Contains("RISK"))
        {
            return Error.Of("risk_case_for_auditors", review.OrderId);
        }

        var next = RiskCaseLifecycle.Fire(review, command.Trigger, p => Permissions.Product.Allows(context.Caller.Roles, p), context.Caller.IsSystem);
        if (!next.Ok)
        {
            return Result<RiskCaseMoved>.Fail(next.Errors);
        }

        var status = OrderStatus.Held.Code();
        if (command.Trigger is RiskCaseTrigger.Release or RiskCaseTrigger.Reject)
        {
            var moved = await MoveOrderAsync(context, review, command, cancellationToken);
            if (!moved.Ok)
            {
                return Result<RiskCaseMoved>.Fail(moved.Errors);
            }

            (status, review.ClosedAt, review.Verdict) = (moved.Value.Status, context.Now, command.Verdict);
        }

        var before = new { review.State };
        (review.State, review.ChangedBy, review.ChangedAt) = (next.Value, context.Caller.Name, context.Now);
        review.Reason = string.IsNullOrWhiteSpace(command.Reason) ? review.Reason : command.Reason.Trim();
        context.Record(records.FactOf(review));
        context.Audit("risk." + command.Trigger.ToString().ToLowerInvariant(), "risk_case", review.OrderId, before, new { review.State, review.Verdict }, command.Reason, review.DealerId);
        return new RiskCaseMoved(review.OrderId, status, command.Version + 1);
    }

    private static Error? Check(DecideRiskCase command) => command switch
    {
        { Reason.Length: > LongestReason } => Error.Of("text_too_long", "reason", LongestReason, command.Reason.Length).On("reason"),
        { Trigger: not RiskCaseTrigger.Take } when string.IsNullOrWhiteSpace(command.Reason) => Error.Of("order_reason_required").On("reason"),
        { Trigger: RiskCaseTrigger.Release or RiskCaseTrigger.Reject, Verdict: null } => Error.Of("risk_verdict_required").On("verdict"),
        _ => null,
    };

    /// <summary>An order that risk lets go still needs its credit: taken now, or finance decides.</summary>
    private async Task<Result<OrderFact>> MoveOrderAsync(CommandContext context, RiskCase review, DecideRiskCase command, CancellationToken cancellationToken)
    {
        if (command.Trigger == RiskCaseTrigger.Reject)
        {
            return await moves.MoveAsync(context, review.OrderId, OrderTrigger.Refuse, Waited, command.Reason, cancellationToken);
        }

        var amount = await context.Db.Set<OrderFact>().Where(o => o.OrderId == review.OrderId).Select(o => o.NetAmount).SingleOrDefaultAsync(cancellationToken);
        var decision = await credit.TryReserveAsync(context.Db, review.DealerId, review.OrderId, amount, CreditCheckPoint.Submit, cancellationToken);
        if (decision.Passes)
        {
            return await moves.MoveAsync(context, review.OrderId, OrderTrigger.Clear, Confirm, command.Reason, cancellationToken);
        }

        return await moves.MoveAsync(context, review.OrderId, OrderTrigger.Refer, o => o.HoldReason = decision.HoldReason, command.Reason, cancellationToken);

        void Confirm(OrderFact order)
        {
            Waited(order);
            (order.ConfirmedAt, order.HoldReason) = (context.Now, null);
        }

        void Waited(OrderFact order) => order.HoldHours = order.SubmittedAt is { } at ? Math.Round((context.Now - at).TotalHours, 2) : null;
    }
}
