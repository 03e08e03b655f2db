using ChannelPortal.Features.Company.Domain;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Company.Data;

/// <inheritdoc cref="IColleagues"/>
internal sealed class Colleagues : IColleagues
{
    public async Task<IReadOnlyCollection<string>?> SeenByAsync(AppDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Roles.Contains(Permissions.CompanyAdministrator)
            || await db.Set<Seat>().AsNoTracking().SingleOrDefaultAsync(s => s.UserId == caller.UserId, cancellationToken) is not { Access: not Seat.Company } seat)
        {
            return null;
        }

        var path = seat.Access == Seat.Branch ? await db.Set<OrgUnit>().Where(u => u.Id == seat.UnitId).Select(u => u.Path).SingleOrDefaultAsync(cancellationToken) : null;
        return path is null
            ? []
            : await (from colleague in db.Set<Seat>()
                     join unit in db.Set<OrgUnit>() on colleague.UnitId equals unit.Id
                     where unit.Path.StartsWith(path)
                     select colleague.UserId).ToListAsync(cancellationToken);
    }
}
