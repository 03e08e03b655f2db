using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>Purses on orders. An offset also moves in the books, because it pays; goods cost nothing, so they move nothing there.</summary>
internal sealed class OrderRebates(IAppDbFactory factory, RebateBalances balances, IDealerBooks books, IOptions<RebatesOptions> options) : IOrderRebates, IOrderPrepayments
{
    public async Task<RebateFunds> ReadAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var purses = await db.Set<RebateBalance>().AsNoTracking().Where(b => b.DealerId == dealerId).ToDictionaryAsync(b => b.Purse, b => b.Amount, cancellationToken);
        return new RebateFunds(purses.GetValueOrDefault(RebatePurse.Offset), purses.GetValueOrDefault(RebatePurse.Goods), options.Value.OffsetPercent);
    }

    public async Task<OrderRebateUse?> OfOrderAsync(string orderId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<RebateOrderUse>().AsNoTracking().SingleOrDefaultAsync(u => u.OrderId == orderId, cancellationToken) is { } use
            ? new OrderRebateUse(use.Purse, use.Used, use.Billed, use.GivenBack, await RebateBalances.SourcesAsync(db, orderId, cancellationToken))
            : null;
    }

    public async Task<Result<long>> UseAsync(CommandContext context, OrderFact order, RebatePurse purse, long amount, long value, CancellationToken cancellationToken)
    {
        if (amount <= 0)
        {
            return Error.Of("order_rebate_positive").On("rebateAmount");
        }

        var most = purse == RebatePurse.Goods ? value : RebateFunds.Most(value, options.Value.OffsetPercent);
        if (amount > most)
        {
            return Error.Of("order_rebate_share", options.Value.OffsetPercent, Major(most)).On("rebateAmount");
        }

        if (await TakeAsync(context, order, purse, amount, cancellationToken))
        {
            return amount;
        }

        var dealerId = order.DealerId;
        var left = await context.Db.Set<RebateBalance>().Where(b => b.DealerId == dealerId && b.Purse == purse).SumAsync(b => b.Amount, cancellationToken);
        return Error.Of(purse == RebatePurse.Goods ? "order_goods_short" : "order_rebate_short", Major(left), Major(amount)).On("rebateAmount");
    }

    public async Task FollowAsync(CommandContext context, OrderFact order, IReadOnlyList<OrderLineFact> kept, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Db, order.OrderId, cancellationToken) is not { Left: > 0 } use)
        {
            return;
        }

        var bears = use.Purse == RebatePurse.Goods ? GoodsOf(kept) : RebateFunds.Most(kept.Sum(l => l.NetAmount), options.Value.OffsetPercent);
        await GiveBackAsync(context, use, Math.Min(use.Left, Math.Max(0, use.Used - use.GivenBack - bears)), cancellationToken);
    }

    public async Task SplitAsync(CommandContext context, OrderFact order, long netBefore, OrderFact other, IReadOnlyList<OrderLineFact> taken, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Db, order.OrderId, cancellationToken) is not { Left: > 0 } use)
        {
            return;
        }

        // Cut down, so that the new order does not carry more than its own share.
        var part = use.Purse == RebatePurse.Goods ? GoodsOf(taken) : netBefore == 0 ? 0 : (long)((decimal)use.Left * taken.Sum(l => l.NetAmount) / netBefore);
        if (Math.Min(part, use.Left) is > 0 and var moved)
        {
            await GiveBackAsync(context, use, moved, cancellationToken);
            if (!await TakeAsync(context, other, use.Purse, moved, cancellationToken))
            {
                throw new InvalidOperationException($"What {order.OrderId} gave back is gone.");
            }
        }
    }

    public async Task<long> TakeAsync(CommandContext context, string orderId, long most, CancellationToken cancellationToken)
    {
        if (await FindAsync(context.Db, orderId, cancellationToken) is not { Purse: RebatePurse.Offset, Left: > 0 } use || Math.Min(most, use.Left) is not (> 0 and var part))
        {
            return 0;
        }

        return await context.Db.Set<RebateOrderUse>().Where(u => u.OrderId == orderId && u.Billed + u.GivenBack + part <= u.Used)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.Billed, x => x.Billed + part), cancellationToken) == 1
            ? part
            : throw new InvalidOperationException($"The rebate on {orderId} moved outside its dealer's turn.");
    }

    private async Task<bool> TakeAsync(CommandContext context, OrderFact order, RebatePurse purse, long amount, CancellationToken cancellationToken)
    {
        if (!await balances.TakeAsync(context, order.DealerId, purse, order.OrderId, amount, cancellationToken))
        {
            return false;
        }

        context.Db.Add(new RebateOrderUse { OrderId = order.OrderId, DealerId = order.DealerId, Purse = purse, Used = amount });
        context.Audit("rebates.use", "order", order.OrderId, after: new { Purse = purse.ToString(), amount }, dealerId: order.DealerId);
        await PostAsync(context, order.DealerId, purse, new BalanceMove(BalanceMoveKind.Use, order.OrderId, amount), cancellationToken);
        return true;
    }

    private async Task GiveBackAsync(CommandContext context, RebateOrderUse use, long amount, CancellationToken cancellationToken)
    {
        if (amount == 0)
        {
            return;
        }

        var orderId = use.OrderId;
        if (await context.Db.Set<RebateOrderUse>().Where(u => u.OrderId == orderId && u.Billed + u.GivenBack + amount <= u.Used)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.GivenBack, x => x.GivenBack + amount), cancellationToken) == 0)
        {
            throw new InvalidOperationException($"The rebate on {orderId} moved outside its dealer's turn.");
        }

        await balances.PutBackAsync(context, use, amount, cancellationToken);
        context.Audit("rebates.give_back", "order", orderId, after: new { Purse = use.Purse.ToString(), amount }, dealerId: use.DealerId);
        await PostAsync(context, use.DealerId, use.Purse, new BalanceMove(BalanceMoveKind.GiveBack, orderId, amount), cancellationToken);
    }

    private Task PostAsync(CommandContext context, string dealerId, RebatePurse purse, BalanceMove move, CancellationToken cancellationToken) =>
        purse == RebatePurse.Offset ? books.MoveAsync(context, dealerId, [move], cancellationToken) : Task.CompletedTask;

    private static Task<RebateOrderUse?> FindAsync(AppDbContext db, string orderId, CancellationToken cancellationToken) =>
        db.Set<RebateOrderUse>().AsNoTracking().SingleOrDefaultAsync(u => u.OrderId == orderId, cancellationToken);

    private static long GoodsOf(IEnumerable<OrderLineFact> lines) => lines.Where(l => l.PriceSource == OrderLineFact.Rebate).Sum(l => Money.LineMinor(l.ListPrice, l.OrderedQty));

    private static decimal Major(long minor) => minor / (decimal)Money.MinorPerMajor;
}
