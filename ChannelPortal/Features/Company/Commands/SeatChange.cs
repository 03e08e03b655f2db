using ChannelPortal.Features.Company.Data;
using ChannelPortal.Features.Company.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Company.Commands;

/// <summary>What an administrator says about a colleague's place. Limits in minor units; null for none.</summary>
/// <param name="ApproverId">Who decides about orders over a limit; null for any administrator.</param>
public sealed record SeatChange(Guid? UnitId, string Access, long? SingleLimit, long? MonthlyLimit, Guid? ApproverId)
{
    /// <summary>A place without bounds.</summary>
    public static SeatChange Open { get; } = new(null, Seat.Company, null, null, null);
}

/// <summary>The rules of a place in the company.</summary>
internal static class Seats
{
    public static async Task<Error?> CheckAsync(CommandContext context, Guid? userId, IReadOnlyList<string> roles, SeatChange seat, CancellationToken cancellationToken)
    {
        if (roles.FirstOrDefault(r => !UserAccounts.IsDealerRole(r)) is { } foreign)
        {
            return Error.Of("company_role_foreign", foreign).On("roles");
        }

        if (!Seat.Levels.Contains(seat.Access) || (seat.Access == Seat.Branch && seat.UnitId is null))
        {
            return Error.Of("company_access_needs_unit").On("access");
        }

        if (seat.UnitId is { } unit && !await context.Db.Set<OrgUnit>().AnyAsync(u => u.Id == unit, cancellationToken))
        {
            return Error.NotFound.On("unit");
        }

        if (seat.SingleLimit <= 0 || seat.MonthlyLimit <= 0)
        {
            return Error.Of("company_limit_positive").On("limit");
        }

        if (roles.Contains(Permissions.CompanyAdministrator) && (seat.SingleLimit ?? seat.MonthlyLimit) is not null)
        {
            return Error.Of("company_limit_administrator").On("limit");
        }

        if (seat.ApproverId is { } approverId)
        {
            var approver = await OwnCompany.FindAsync(context, approverId, cancellationToken);
            if (approver is null or { IsDisabled: true } || approverId == userId || !Approvers.MayDecide(approver))
            {
                return Error.Of("company_approver").On("approver");
            }
        }

        return null;
    }

    public static async Task SaveAsync(CommandContext context, Guid userId, SeatChange change, CancellationToken cancellationToken)
    {
        var (id, dealer) = (userId.ToString(), context.Caller.DealerId!);
        var seat = await context.Db.Set<Seat>().SingleOrDefaultAsync(s => s.UserId == id, cancellationToken);
        var before = seat is null ? SeatChange.Open : Of(seat);
        if (before == change)
        {
            return;
        }

        if (seat is null)
        {
            seat = new Seat { UserId = id, DealerId = dealer };
            context.Db.Add(seat);
        }

        (seat.UnitId, seat.Access, seat.SingleLimit, seat.MonthlyLimit, seat.ApproverId) =
            (change.UnitId, change.Access, change.SingleLimit, change.MonthlyLimit, change.ApproverId?.ToString());
        context.Audit("company.seat_changed", "user", id, before, change, dealerId: dealer);
    }

    public static SeatChange Of(Seat seat) =>
        new(seat.UnitId, seat.Access, seat.SingleLimit, seat.MonthlyLimit, Guid.TryParse(seat.ApproverId, out var approver) ? approver : null);
}
