using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Logistics.Commands;

internal sealed class PickOrderHandler(IOrderMoves moves) : ICommandHandler<PickOrder, OrderMoved>
{
    public async Task<Result<OrderMoved>> HandleAsync(PickOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        var moved = await moves.MoveAsync(context, command.OrderId, OrderTrigger.Pick, o => o.PickedAt = context.Now, null, cancellationToken);
        return moved.Ok ? new OrderMoved(moved.Value.OrderId, moved.Value.Status) : Result<OrderMoved>.Fail(moved.Errors);
    }
}
