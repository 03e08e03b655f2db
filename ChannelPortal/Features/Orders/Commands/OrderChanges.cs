using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>An order that a command is about to change, read in its dealer's turn.</summary>
/// <param name="Lines">Without cancelled ones.</param>
/// <param name="Revision">Number of the newest revision; 0 when there is none.</param>
internal sealed record OrderInWork(OrderFact Order, IReadOnlyList<OrderLineFact> Lines, int Revision);

/// <summary>What a change did.</summary>
internal sealed record RevisionDraft(
    string Kind, string? Reason, long NetBefore, long NetAfter, IReadOnlyList<RevisedLine> Before, IReadOnlyList<RevisedLine> After, string? OtherOrderId = null);

/// <summary>What all changes of placed orders share: the dealer's turn, the version that the person saw, and the revision that stays.</summary>
internal sealed class OrderChanges(ICreditAccounts credit)
{
    private const int LongestReason = 500;

    /// <summary>Checks before any work that the order may make the move; <see cref="IOrderMoves"/> makes it.</summary>
    /// <param name="revision">The newest revision that the person saw; null when it does not matter.</param>
    public async Task<Result<OrderInWork>> BeginAsync(CommandContext context, string orderId, OrderTrigger trigger, int? revision, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await FindAsync(db, orderId, cancellationToken) is not { } found)
        {
            return Error.NotFound;
        }

        // Read again in the dealer's turn: what was read before it may be history.
        await credit.LockAsync(db, found.DealerId, cancellationToken);
        var order = (await FindAsync(db, orderId, cancellationToken))!;
        var next = OrderLifecycle.Fire(order, trigger, p => Permissions.Product.Allows(context.Caller.Roles, p), context.Caller.IsSystem);
        if (!next.Ok)
        {
            return Result<OrderInWork>.Fail(next.Errors);
        }

        var newest = await db.Set<OrderRevision>().Where(r => r.OrderId == orderId).MaxAsync(r => (int?)r.Number, cancellationToken) ?? 0;
        if (revision is { } seen && seen != newest)
        {
            return Error.Of("order_changed_meanwhile", orderId, newest);
        }

        var lines = await db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderId == orderId && l.Status != "cancelled").OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        return new OrderInWork(order, lines, newest);
    }

    public static Error? CheckReason(string? reason) => reason switch
    {
        { Length: > LongestReason } => Error.Of("text_too_long", "reason", LongestReason, reason.Length).On("reason"),
        _ when string.IsNullOrWhiteSpace(reason) => Error.Of("order_reason_required").On("reason"),
        _ => null,
    };

    /// <summary>Keeps what the change did; answers with its number.</summary>
    public int Keep(CommandContext context, OrderInWork work, RevisionDraft draft)
    {
        var number = work.Revision + 1;
        context.Db.Add(new OrderRevision
        {
            OrderId = work.Order.OrderId,
            Number = number,
            DealerId = work.Order.DealerId,
            Kind = draft.Kind,
            ByUserId = context.Caller.UserId,
            ByName = context.Caller.Name,
            At = context.Now,
            Reason = draft.Reason?.Trim(),
            NetBefore = draft.NetBefore,
            NetAfter = draft.NetAfter,
            LinesBefore = OrderRevision.Keep(draft.Before),
            LinesAfter = OrderRevision.Keep(draft.After),
            OtherOrderId = draft.OtherOrderId,
        });
        return number;
    }

    public static RevisedLine Shown(OrderLineFact line) => new(line.LineNo, line.ProductId, line.OrderedQty, line.NetPrice, line.NetAmount);

    private static Task<OrderFact?> FindAsync(AppDbContext db, string orderId, CancellationToken cancellationToken) =>
        db.Set<OrderFact>().AsNoTracking().SingleOrDefaultAsync(o => o.OrderId == orderId, cancellationToken);
}
