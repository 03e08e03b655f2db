using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Company.Commands;

/// <summary>The accounts that a caller may touch: those of his own company. Any other one does not exist for him.</summary>
internal static class OwnCompany
{
    public static async Task<PortalUser?> FindAsync(CommandContext context, Guid id, CancellationToken cancellationToken) => context.Caller.DealerId is { } dealer
        ? await context.Db.Set<PortalUser>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.DealerId == dealer, cancellationToken)
        : null;
}
