using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Settled rebates on orders, where a feature keeps them.</summary>
internal sealed class RebateUse(IEnumerable<IOrderRebates> rebates)
{
    /// <summary>Takes what the buyer chose, before credit is looked at: what the rebate pays needs none. Answers with what was taken.</summary>
    public async Task<Result<long>> PayAsync(CommandContext context, OrderFact order, PlaceOrder command, long value, CancellationToken cancellationToken)
    {
        if (command is { RebateAmount: 0, TakesGoods: false })
        {
            return 0;
        }

        return rebates.FirstOrDefault() is { } known
            ? await known.UseAsync(
                context, order, command.TakesGoods ? RebatePurse.Goods : RebatePurse.Offset, command.TakesGoods ? value : command.RebateAmount, value, cancellationToken)
            : Error.Of("order_rebate_short", 0m).On("rebateAmount");
    }

    public async Task FollowAsync(CommandContext context, OrderFact order, IReadOnlyList<OrderLineFact> kept, CancellationToken cancellationToken)
    {
        foreach (var known in rebates)
        {
            await known.FollowAsync(context, order, kept, cancellationToken);
        }
    }

    public async Task SplitAsync(CommandContext context, OrderFact order, long netBefore, OrderFact other, IReadOnlyList<OrderLineFact> taken, CancellationToken cancellationToken)
    {
        foreach (var known in rebates)
        {
            await known.SplitAsync(context, order, netBefore, other, taken, cancellationToken);
        }
    }
}
