using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Takes an unshipped order back. It gives back what credit it binds; a held one never took any, and nobody is asked for consent any more.</summary>
internal sealed class CancelOrderHandler(IOrderMoves moves, ICreditAccounts credit, BuyerConsent consent) : ICommandHandler<CancelOrder, OrderMoved>
{
    public async Task<Result<OrderMoved>> HandleAsync(CancelOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        var moved = await moves.MoveAsync(context, command.OrderId, OrderTrigger.Cancel, null, command.Reason, cancellationToken);
        if (!moved.Ok)
        {
            return Result<OrderMoved>.Fail(moved.Errors);
        }

        var order = moved.Value;
        await credit.CancelAsync(context.Db, order.DealerId, order.OrderId, cancellationToken);
        await consent.WithdrawAsync(context, order.OrderId, cancellationToken);
        return new OrderMoved(order.OrderId, order.Status);
    }
}
