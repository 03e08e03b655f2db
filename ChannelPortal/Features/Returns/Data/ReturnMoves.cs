using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Returns.Data;

/// <summary>A return with its lines, in its dealer's turn.</summary>
internal sealed record ReturnInTurn(GoodsReturn Goods, List<ReturnLine> Lines);

/// <summary>What the commands on returns share: the dealer's turn, the state machine, history, facts.</summary>
internal sealed class ReturnMoves(IDealerBooks books, BusinessClock clock)
{
    /// <summary>The return as nobody else can change it until the transaction ends; null when it does not exist for the caller.</summary>
    public async Task<ReturnInTurn?> BeginAsync(CommandContext context, string number, CancellationToken cancellationToken)
    {
        var dealerId = await context.Db.Set<GoodsReturn>().Where(r => r.Number == number).Select(r => r.DealerId).SingleOrDefaultAsync(cancellationToken);
        if (dealerId is null || await books.BeginAsync(context, dealerId, cancellationToken) is null)
        {
            return null;
        }

        return new ReturnInTurn(
            await context.Db.Set<GoodsReturn>().SingleAsync(r => r.Number == number, cancellationToken),
            await context.Db.Set<ReturnLine>().Where(l => l.Number == number).OrderBy(l => l.Line).ToListAsync(cancellationToken));
    }

    /// <summary>Fires the trigger; <paramref name="change"/> sets times and results before the facts are recorded.</summary>
    public Result<ReturnMoved> Move(CommandContext context, ReturnInTurn turn, ReturnTrigger trigger, Action<GoodsReturn>? change, string? note, bool isDecided = false)
    {
        var goods = turn.Goods;
        var before = goods.Status;
        var next = ReturnLifecycle.Fire(goods, trigger, p => Permissions.Product.Allows(context.Caller.Roles, p), isDecided || context.Caller.IsSystem);
        if (!next.Ok)
        {
            return Result<ReturnMoved>.Fail(next.Errors);
        }

        goods.Status = next.Value;
        change?.Invoke(goods);
        Note(context, goods, trigger.ToString(), note);
        Tell(context, turn);
        context.Audit("returns." + trigger.ToString().ToLowerInvariant(), "return", goods.Number, new { Status = before }, new { goods.Status }, note, goods.DealerId);
        return new ReturnMoved(goods.Number, goods.Status);
    }

    public static void Note(CommandContext context, GoodsReturn goods, string kind, string? note) => context.Db.Add(new ReturnStep
    {
        Number = goods.Number, Step = ++goods.Steps, DealerId = goods.DealerId, Kind = kind, ByName = context.Caller.Name, At = context.Now, Note = note,
    });

    /// <summary>Records the lines as they stand now.</summary>
    public void Tell(CommandContext context, ReturnInTurn turn)
    {
        var goods = turn.Goods;
        var counts = goods.Status != ReturnStatus.Withdrawn.Code();
        foreach (var line in turn.Lines)
        {
            context.Record(new ReturnFact
            {
                RmaId = goods.Number, LineNo = line.Line, DealerId = goods.DealerId, ProductId = line.ProductId, OrderId = line.OrderId, RequestedOn = clock.DayOf(goods.RequestedAt),
                RequestedAt = goods.RequestedAt, ApprovedAt = goods.ApprovedAt, ReceivedOn = DayOf(goods.ReceivedAt), CreditedOn = DayOf(goods.CreditedAt),
                Qty = counts ? line.AcceptedQty ?? line.Qty : 0, Amount = counts ? line.Amount : 0, Reason = line.Reason, Disposition = line.Disposition, Status = goods.Status,
            });
        }

        DateOnly? DayOf(DateTimeOffset? at) => at is { } instant ? clock.DayOf(instant) : null;
    }

    /// <summary>Counts a quantity as on its way back when the line has so much left; by the update's own condition, so of two requests for the last piece one passes.</summary>
    public static async Task<bool> TryTakeAsync(AppDbContext db, DeliveredLine line, long qty, CancellationToken cancellationToken)
    {
        var (orderId, lineNo, most) = (line.OrderId, line.LineNo, line.Delivered);
        if (!await db.Set<ReturnedOrderLine>().AnyAsync(l => l.OrderId == orderId && l.LineNo == lineNo, cancellationToken))
        {
            // In the dealer's turn nobody else opens it.
            db.Add(new ReturnedOrderLine { OrderId = orderId, LineNo = lineNo, DealerId = line.DealerId });
            await db.SaveChangesAsync(cancellationToken);
        }

        return await db.Set<ReturnedOrderLine>().Where(l => l.OrderId == orderId && l.LineNo == lineNo && l.Qty + qty <= most)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Qty, x => x.Qty + qty), cancellationToken) == 1;
    }

    /// <summary>Goods that do not come back after all may be returned again.</summary>
    public static async Task GiveBackAsync(AppDbContext db, string orderId, int lineNo, long qty, CancellationToken cancellationToken)
    {
        if (qty > 0)
        {
            await db.Set<ReturnedOrderLine>().Where(l => l.OrderId == orderId && l.LineNo == lineNo && l.Qty >= qty)
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.Qty, x => x.Qty - qty), cancellationToken);
        }
    }
}
