using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Identity.Queries;

/// <summary>A person's own last sign-ins, so that he notices one that was not his.</summary>
public sealed class GetOwnSignIns(IAppDbFactory factory)
{
    public const int Shown = 8;

    public async Task<IReadOnlyList<DateTimeOffset>> HandleAsync(Guid userId, CancellationToken cancellationToken)
    {
        // The entries of one person, whatever dealer he belongs to; the id is his own, from his cookie.
        await using var db = factory.Create(DealerScope.All);
        var id = userId.ToString();
        return await db.Set<AuditEntry>().Where(e => e.UserId == id && e.Action == FindUsers.SignedIn)
            .OrderByDescending(e => e.At).Take(Shown).Select(e => e.At).ToListAsync(cancellationToken);
    }
}
