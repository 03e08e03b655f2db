using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>An order that is not billed in full binds credit, so it stays open.</summary>
internal sealed class CloseOrderHandler(IOrderMoves moves, ICreditAccounts credit, OrderChanges changes) : ICommandHandler<CloseOrder, OrderMoved>
{
    public async Task<Result<OrderMoved>> HandleAsync(CloseOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        var begun = await changes.BeginAsync(context, command.OrderId, OrderTrigger.Close, null, cancellationToken);
        if (!begun.Ok)
        {
            return Result<OrderMoved>.Fail(begun.Errors);
        }

        var open = begun.Value.Order.NetAmount - (await credit.BilledAsync(context.Db, [command.OrderId], cancellationToken)).GetValueOrDefault(command.OrderId);
        if (open > 0)
        {
            return Error.Of("order_not_billed", command.OrderId, open / (decimal)Money.MinorPerMajor);
        }

        var moved = await moves.MoveAsync(context, command.OrderId, OrderTrigger.Close, null, null, cancellationToken);
        return moved.Ok ? new OrderMoved(moved.Value.OrderId, moved.Value.Status) : Result<OrderMoved>.Fail(moved.Errors);
    }
}

/// <summary>What is not billed any more, because an invoice was voided since, binds credit again.</summary>
internal sealed class ReopenOrderHandler(IOrderMoves moves, ICreditAccounts credit, OrderChanges changes) : ICommandHandler<ReopenOrder, OrderMoved>
{
    public async Task<Result<OrderMoved>> HandleAsync(ReopenOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        if (OrderChanges.CheckReason(command.Reason) is { } wrong)
        {
            return wrong;
        }

        var begun = await changes.BeginAsync(context, command.OrderId, OrderTrigger.Reopen, null, cancellationToken);
        if (!begun.Ok)
        {
            return Result<OrderMoved>.Fail(begun.Errors);
        }

        var order = begun.Value.Order;
        var decision = await credit.ReopenAsync(context.Db, order.DealerId, order.OrderId, order.NetAmount, cancellationToken);
        if (!decision.Passes)
        {
            return Result<OrderMoved>.Fail(decision.Errors);
        }

        var moved = await moves.MoveAsync(context, command.OrderId, OrderTrigger.Reopen, null, command.Reason, cancellationToken);
        if (!moved.Ok)
        {
            return Result<OrderMoved>.Fail(moved.Errors);
        }

        changes.Keep(context, begun.Value, new RevisionDraft(OrderRevision.Reopened, command.Reason, order.NetAmount, order.NetAmount, [], []));
        return new OrderMoved(moved.Value.OrderId, moved.Value.Status);
    }
}
