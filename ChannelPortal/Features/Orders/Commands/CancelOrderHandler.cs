using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Takes an unshipped order back. Only a confirmed order has credit to give back: a held one never took any.</summary>
internal sealed class CancelOrderHandler(IOrderMoves moves, ICreditAccounts credit, IStock stock) : ICommandHandler<CancelOrder, OrderMoved>
{
    public async Task<Result<OrderMoved>> HandleAsync(CancelOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        var moved = await moves.MoveAsync(context, command.OrderId, OrderTrigger.Cancel, null, command.Reason, cancellationToken);
        if (!moved.Ok)
        {
            return Result<OrderMoved>.Fail(moved.Errors);
        }

        var order = moved.Value;
        await stock.ReleaseAsync(context.Db, order.OrderId, null, cancellationToken);
        if (order.ConfirmedAt is not null)
        {
            await credit.AddAsync(context.Db, order.DealerId, -order.NetAmount, cancellationToken);
        }

        return new OrderMoved(order.OrderId, order.Status);
    }
}
