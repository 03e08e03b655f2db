using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Finance decides on a held order; a release takes the credit even beyond the limit, which is the point of releasing.</summary>
internal sealed class DecideHeldOrderHandler(IOrderMoves moves, ICreditAccounts credit, IStock stock, OrderStock lines) : ICommandHandler<DecideHeldOrder, OrderMoved>
{
    public async Task<Result<OrderMoved>> HandleAsync(DecideHeldOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return Error.Of("order_reason_required").On("reason");
        }

        var trigger = command.Release ? OrderTrigger.Release : OrderTrigger.Reject;
        var moved = await moves.MoveAsync(context, command.OrderId, trigger, Decide, command.Reason, cancellationToken);
        if (!moved.Ok)
        {
            return Result<OrderMoved>.Fail(moved.Errors);
        }

        if (command.Release)
        {
            await credit.AddAsync(context.Db, moved.Value.DealerId, moved.Value.NetAmount, cancellationToken);
            await lines.ConfirmAsync(context, moved.Value, cancellationToken);
        }
        else
        {
            await stock.ReleaseAsync(context.Db, moved.Value.OrderId, null, cancellationToken);
        }

        return new OrderMoved(moved.Value.OrderId, moved.Value.Status);

        void Decide(OrderFact order)
        {
            order.HoldHours = order.SubmittedAt is { } at ? Math.Round((context.Now - at).TotalHours, 2) : null;
            order.ConfirmedAt = command.Release ? context.Now : null;
        }
    }
}
