using ChannelPortal.Features.Company.Domain;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Company.Data;

/// <inheritdoc cref="IBuyerLimits"/>
/// <remarks>
/// What a person ordered is read from the orders themselves, so that amending and cancelling count by themselves; who placed them stands in the audit
/// log, written in the order's own transaction. The caller holds the dealer's credit lock, so two orders at once are counted one after the other.
/// </remarks>
internal sealed class BuyerLimits(BusinessClock clock) : IBuyerLimits
{
    /// <summary>Actions by which a person makes an order: the second takes a part of another one, which shrinks by as much.</summary>
    private static readonly string[] s_made = ["orders.place", "orders.split_off"];

    public async Task<BuyerLimit?> ExceededAsync(AppDbContext db, Caller caller, long net, DateOnly day, CancellationToken cancellationToken)
    {
        // An administrator could lift his own limit.
        if (caller.Roles.Contains(Permissions.CompanyAdministrator)
            || await db.Set<Seat>().AsNoTracking().SingleOrDefaultAsync(s => s.UserId == caller.UserId, cancellationToken) is not { } seat)
        {
            return null;
        }

        if (seat.SingleLimit is { } single && net > single)
        {
            return new BuyerLimit("single", single, 0, await ApproversAsync(db, seat, cancellationToken));
        }

        if (seat.MonthlyLimit is { } monthly)
        {
            var used = (await UsedAsync(db, [caller.UserId], day, cancellationToken)).GetValueOrDefault(caller.UserId);
            if (used > monthly - net)
            {
                return new BuyerLimit("monthly", monthly, used, await ApproversAsync(db, seat, cancellationToken));
            }
        }

        return null;
    }

    /// <summary>What each person ordered in the calendar month of a day, cancelled and rejected orders left out.</summary>
    public async Task<IReadOnlyDictionary<string, long>> UsedAsync(AppDbContext db, IReadOnlyCollection<string> users, DateOnly day, CancellationToken cancellationToken)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        var (next, begun) = (first.AddMonths(1), clock.StartOf(first));
        return await (from entry in db.Set<AuditEntry>()
                      where s_made.Contains(entry.Action) && entry.At >= begun && users.Contains(entry.UserId)
                      join order in db.Set<OrderFact>() on entry.EntityId equals order.OrderId
                      where order.OrderedOn >= first && order.OrderedOn < next && order.Status != "cancelled" && order.Status != "rejected"
                      group order.NetAmount by entry.UserId into g
                      select new { g.Key, Net = g.Sum() }).ToDictionaryAsync(g => g.Key, g => g.Net, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>The person who was named, as long as he may still decide; otherwise any administrator.</summary>
    private static async Task<IReadOnlyList<string>> ApproversAsync(AppDbContext db, Seat seat, CancellationToken cancellationToken) =>
        Guid.TryParse(seat.ApproverId, out var id)
        && await db.Set<PortalUser>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.DealerId == seat.DealerId && !u.IsDisabled, cancellationToken) is { } approver
        && Approvers.MayDecide(approver)
            ? ["user:" + seat.ApproverId]
            : [Permissions.CompanyAdministrator];
}
